import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, runNode } from './process.ts';
import {
  type Counts,
  oneFailure,
  playwrightCounts,
  readReport,
  sum,
  summaryCounts,
  vitestCounts,
} from './test-results.ts';

const reportsFolder = join(root, 'test-results');

/** Unit and medium tests. */
export async function runVitest(args: readonly string[] = []): Promise<Counts> {
  const report = freshReport('vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run('vitest', ['run', ...reporters, ...args], { isShown: true });
  return countsOf(report, code, vitestCounts);
}

/** The browser tests, in the browser at `browserPath`. */
export async function runPlaywright(browserPath: string, args: readonly string[] = []): Promise<Counts> {
  const report = freshReport('playwright.json');
  const { code } = await run('playwright', ['test', '--reporter=list,json', ...args], {
    isShown: true,
    // Playwright's runner empties test-results/, so the report is told to it by a variable and written after that.
    env: { WANDR_BROWSER: browserPath, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return countsOf(report, code, playwrightCounts);
}

/** The short accuracy run: golden numbers with floors, each one a test. */
export async function runAccuracy(): Promise<Counts> {
  const { code, output } = await runNode('tests/accuracy/run.ts', ['--short'], { isEchoed: true });
  return withExit(summaryCounts(output), code);
}

function freshReport(name: string): string {
  mkdirSync(reportsFolder, { recursive: true });
  const path = join(reportsFolder, name);
  rmSync(path, { force: true });
  return path;
}

function countsOf(report: string, code: number | null, read: (report: unknown) => Counts): Counts {
  return withExit(existsSync(report) ? read(readReport(report)) : null, code);
}

/** A runner that failed without naming a failed test (it crashed, a leak was found) is a failure by itself. */
function withExit(counts: Counts | null, code: number | null): Counts {
  if (!counts) return oneFailure(`the run ended with code ${code} and counted nothing`);
  if (code === 0 || counts.failed > 0) return counts;
  return sum([counts, oneFailure(`the run ended with code ${code}, though no test of it failed`)]);
}
