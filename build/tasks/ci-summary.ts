/** @file `ci-summary.mjs <log>`: the log of `npm test` and `npm run check`, each ended by a line `wandr-ci: status <code>`. */
import { readFileSync } from 'node:fs';
import { type Counts, sum, summaryCounts, summaryLine } from './test-results.ts';

const log = readFileSync(process.argv[2]!, 'utf8');
const parts = [...log.matchAll(/([\s\S]*?)^wandr-ci: status (\d+)$/gm)];

const counts = parts.map(([, output, status]): Counts => {
  const found = summaryCounts(output!);
  if (!found) return { passed: 0, failed: 1, skipped: 0 };
  return status !== '0' && found.failed === 0 ? { ...found, failed: 1 } : found;
});
const total = sum(counts);
process.stdout.write(`${summaryLine(total)}\n`);
process.exitCode = parts.length === 2 && total.failed === 0 ? 0 : 1;
