/** @file `npm run test:e2e [-- <playwright arguments>]`: the browser tests alone. */
import { ensureBrowser } from './browser.ts';
import { buildForTests } from './build-app.ts';
import { runPlaywright } from './suites.ts';
import { summary } from './test-results.ts';

const browser = await ensureBrowser((line) => process.stdout.write(`${line}\n`));
await buildForTests();
const counts = await runPlaywright(browser, process.argv.slice(2));
process.stdout.write(`${summary(counts)}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;
