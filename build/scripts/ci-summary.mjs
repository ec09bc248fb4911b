/** @file Prints the sum of the counts that `npm test` and `npm run check` ended with. Called by .ci/run. */
import { fileURLToPath } from 'node:url';
import { continueOnPinnedNode } from './lib/node.mjs';

await continueOnPinnedNode(fileURLToPath(import.meta.url));
await import('../tasks/ci-summary.ts');
