/** @file `node build/scripts/test.mjs` on any Node: the work is in build/tasks/test.ts, on the pinned one. */
import { fileURLToPath } from 'node:url';
import { continueOnPinnedNode } from './lib/node.mjs';

await continueOnPinnedNode(fileURLToPath(import.meta.url));
await import('../tasks/test.ts');
