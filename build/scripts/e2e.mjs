/** @file `node build/scripts/e2e.mjs` on any Node: the work is in build/tasks/e2e.ts, on the pinned one. */
import { fileURLToPath } from 'node:url';
import { continueOnPinnedNode } from './lib/node.mjs';

await continueOnPinnedNode(fileURLToPath(import.meta.url));
await import('../tasks/e2e.ts');
