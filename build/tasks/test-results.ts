import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed: the test's name and the first line of the reason. A long log is read from its end, and often cut. */
  readonly failures: readonly string[];
}

export const noTests: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** A single failure that is not that of a test: a run that crashed, a file that could not be loaded. */
export function oneFailure(what: string): Counts {
  return { ...noTests, failed: 1, failures: [what] };
}

export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
      failures: [...total.failures, ...one.failures],
    }),
    noTests,
  );
}

/** A line `FAILED …` for each failure, then `N passed, N failed`, and `, N skipped` when any were. */
export function summary({ passed, failed, skipped, failures }: Counts): string {
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return [...failures.map((failure) => `FAILED ${failure}`), line].join('\n');
}

const vitestSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

/** Of vitest's JSON report. A file that could not even be loaded has no tests, and counts as one failure. */
export function vitestCounts(report: unknown): Counts {
  const { testResults } = vitestSchema.parse(report);
  return sum(
    testResults.map(({ name, status, message, assertionResults }) => {
      const failed = assertionResults.filter((result) => result.status === 'failed');
      if (status === 'failed' && failed.length === 0) return oneFailure(failure(basename(name), message));
      const passed = assertionResults.filter((result) => result.status === 'passed').length;
      return {
        passed,
        failed: failed.length,
        skipped: assertionResults.length - failed.length - passed,
        failures: failed.map((test) =>
          failure(`${basename(name)}: ${test.fullName}`, test.failureMessages[0]),
        ),
      };
    }),
  );
}

interface PlaywrightSuite {
  readonly title: string;
  readonly specs: readonly {
    readonly title: string;
    readonly ok: boolean;
    readonly tests: readonly {
      readonly results: readonly { readonly errors: readonly PlaywrightError[] }[];
    }[];
  }[];
  readonly suites?: readonly PlaywrightSuite[] | undefined;
}

type PlaywrightError = z.infer<typeof playwrightErrorSchema>;

const playwrightErrorSchema = z.object({ message: z.string().optional() });

const playwrightSuiteSchema: z.ZodType<PlaywrightSuite> = z.object({
  title: z.string(),
  specs: z.array(
    z.object({
      title: z.string(),
      ok: z.boolean(),
      tests: z.array(z.object({ results: z.array(z.object({ errors: z.array(playwrightErrorSchema) })) })),
    }),
  ),
  suites: z.array(z.lazy(() => playwrightSuiteSchema)).optional(),
});

const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  suites: z.array(playwrightSuiteSchema),
  errors: z.array(playwrightErrorSchema),
});

/** Of Playwright's JSON report. Errors outside tests (a broken file) count as a failure each. */
export function playwrightCounts(report: unknown): Counts {
  const { stats, suites, errors } = playwrightSchema.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [
      ...suites.flatMap(playwrightFailures),
      ...errors.map((error) => failure('browser tests', error.message)),
    ],
  };
}

function playwrightFailures(suite: PlaywrightSuite): string[] {
  const own = suite.specs
    .filter((spec) => !spec.ok)
    .map((spec) => {
      const error = spec.tests.flatMap((test) => test.results.flatMap((result) => result.errors))[0];
      return failure(`${suite.title}: ${spec.title}`, error?.message);
    });
  return [...own, ...(suite.suites ?? []).flatMap(playwrightFailures)];
}

function failure(name: string, reason: string | undefined): string {
  const firstLine = stripVTControlCharacters(reason ?? '')
    .trim()
    .split('\n')[0]!;
  return firstLine === '' ? name : `${name}: ${firstLine}`;
}

/**
 * Of a summary line of ours, whoever it is of; null when the output has none. The last one counts, with the lines
 * `FAILED …` anywhere before it, each once: a whole repeats what its parts have named.
 */
export function summaryCounts(output: string): Counts | null {
  const last = [
    ...output.matchAll(/^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) (?:\w+ )?skipped)?$/gm),
  ].at(-1);
  if (!last) return null;
  return {
    passed: Number(last[1]),
    failed: Number(last[2]),
    skipped: Number(last[3] ?? 0),
    failures: [...new Set([...output.matchAll(/^FAILED (.*)$/gm)].map(([, what]) => what!))],
  };
}

export function readReport(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
