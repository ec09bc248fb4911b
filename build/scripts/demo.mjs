/** @file `node build/scripts/demo.mjs` on any Node: the work is in build/tasks/demo.ts, on the pinned one. */
import { fileURLToPath } from 'node:url';
import { continueOnPinnedNode } from './lib/node.mjs';

await continueOnPinnedNode(fileURLToPath(import.meta.url));
await import('../tasks/demo.ts');
