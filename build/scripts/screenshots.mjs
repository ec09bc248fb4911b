/** @file `node build/scripts/screenshots.mjs` on any Node: the work is in build/tasks/screenshots.ts, on the pinned one. */
import { fileURLToPath } from 'node:url';
import { continueOnPinnedNode } from './lib/node.mjs';

await continueOnPinnedNode(fileURLToPath(import.meta.url));
await import('../tasks/screenshots.ts');
