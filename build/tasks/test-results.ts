import { readFileSync } from 'node:fs';
import { z } from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const noTests: Counts = { passed: 0, failed: 0, skipped: 0 };

export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    noTests,
  );
}

/** `N passed, N failed`, and `, N skipped` when any were. */
export function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

const vitestSchema = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/** Of vitest's JSON report. A file that could not even be loaded has no tests, and counts as one failure. */
export function vitestCounts(report: unknown): Counts {
  const { testResults } = vitestSchema.parse(report);
  return sum(
    testResults.map(({ status, assertionResults }) => {
      const statuses = assertionResults.map((result) => result.status);
      const failed = statuses.filter((result) => result === 'failed').length;
      const passed = statuses.filter((result) => result === 'passed').length;
      const isBroken = status === 'failed' && failed === 0;
      return { passed, failed: isBroken ? 1 : failed, skipped: statuses.length - failed - passed };
    }),
  );
}

const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

/** Of Playwright's JSON report. Errors outside tests (a broken file) count as a failure each. */
export function playwrightCounts(report: unknown): Counts {
  const { stats, errors } = playwrightSchema.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** Of a summary line of ours, whoever it is of; null when the output has none. The last one counts. */
export function summaryCounts(output: string): Counts | null {
  const last = [
    ...output.matchAll(/^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) (?:\w+ )?skipped)?$/gm),
  ].at(-1);
  if (!last) return null;
  return { passed: Number(last[1]), failed: Number(last[2]), skipped: Number(last[3] ?? 0) };
}

export function readReport(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
