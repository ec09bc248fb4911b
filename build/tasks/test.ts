/** @file `npm test`: sets up what the tests need, runs all of them, ends with the computed count. */
import { ensureBrowser } from './browser.ts';
import { buildForTests } from './build-app.ts';
import { runAccuracy, runPlaywright, runVitest } from './suites.ts';
import { type Counts, sum, summary } from './test-results.ts';

const tell = (line: string) => process.stdout.write(`${line}\n`);

const browser = await ensureBrowser(tell);
tell(`Browser tests run in ${browser}.`);
await buildForTests();

const suites: readonly [string, () => Promise<Counts>][] = [
  ['Unit and medium tests', () => runVitest()],
  ['Browser tests', () => runPlaywright(browser)],
  ['Accuracy', runAccuracy],
];
const results: Counts[] = [];
for (const [name, runSuite] of suites) {
  tell(`\n${name}`);
  const counts = await runSuite();
  tell(`${name}, counted:\n${summary(counts)}`);
  results.push(counts);
}

const total = sum(results);
tell(`\n${summary(total)}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
