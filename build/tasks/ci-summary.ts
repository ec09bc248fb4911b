/** @file `ci-summary.mjs <log>`: the log of `npm test` and `npm run check`, each ended by a line `wandr-ci: status <code>`. */
import { readFileSync } from 'node:fs';
import { type Counts, oneFailure, sum, summary, summaryCounts } from './test-results.ts';

const log = readFileSync(process.argv[2]!, 'utf8');
const parts = [...log.matchAll(/([\s\S]*?)^wandr-ci: status (\d+)$/gm)];

const counts = parts.map(([, output, status]): Counts => {
  const found = summaryCounts(output!);
  if (!found) return oneFailure(`a part ended with code ${status} and counted nothing`);
  if (status === '0' || found.failed > 0) return found;
  return sum([found, oneFailure(`a part ended with code ${status}, though nothing in it failed`)]);
});
if (parts.length !== 2) counts.push(oneFailure('npm test and npm run check did not both run'));
const total = sum(counts);
process.stdout.write(`${summary(total)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
