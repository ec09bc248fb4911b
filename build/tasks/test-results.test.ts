import { describe, expect, it } from 'vitest';
import { oneFailure, playwrightCounts, sum, summary, summaryCounts, vitestCounts } from './test-results.ts';

const passedTest = { status: 'passed', fullName: 'adds', failureMessages: [] };
const skippedTest = { status: 'pending', fullName: 'divides', failureMessages: [] };
const failedTest = {
  status: 'failed',
  fullName: 'takes away',
  failureMessages: ['\u001b[31mAssertionError\u001b[39m: expected 1 to be 2\n    at sums.test.ts:3:5'],
};

describe('vitestCounts', () => {
  it('counts by status, and names what failed and why', () => {
    const report = {
      testResults: [
        { name: '/w/a.test.ts', status: 'passed', message: '', assertionResults: [passedTest, skippedTest] },
        {
          name: '/w/sums.test.ts',
          status: 'failed',
          message: '',
          assertionResults: [passedTest, failedTest],
        },
      ],
    };
    expect(vitestCounts(report)).toEqual({
      passed: 2,
      failed: 1,
      skipped: 1,
      failures: ['sums.test.ts: takes away: AssertionError: expected 1 to be 2'],
    });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const broken = { name: '/w/b.test.ts', status: 'failed', message: 'no module x', assertionResults: [] };
    expect(vitestCounts({ testResults: [broken] })).toEqual(oneFailure('b.test.ts: no module x'));
  });
});

describe('playwrightCounts', () => {
  it('counts flaky tests and errors outside tests as failures, and names them', () => {
    const spec = (title: string, errors: readonly { message: string }[]) => ({
      title,
      ok: errors.length === 0,
      tests: [{ results: [{ errors }] }],
    });
    const inner = { title: 'with a mouse', specs: [spec('drags', [{ message: 'timed out\nlog' }])] };
    const suite = { title: 'plan.test.ts', specs: [spec('opens', [])], suites: [inner] };
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
    expect(playwrightCounts({ stats, suites: [suite], errors: [{ message: 'no browser' }] })).toEqual({
      passed: 3,
      failed: 3,
      skipped: 2,
      failures: ['with a mouse: drags: timed out', 'browser tests: no browser'],
    });
  });
});

describe('summaryCounts', () => {
  it('reads what summary writes, the last one', () => {
    const counts = { passed: 12, failed: 0, skipped: 3, failures: [] };
    expect(summaryCounts(`1 passed, 1 failed\nmore\n${summary(counts)}\n`)).toEqual(counts);
    expect(summary(sum([counts, counts]))).toBe('24 passed, 0 failed, 6 skipped');
    expect(summary({ ...counts, skipped: 0 })).toBe('12 passed, 0 failed');
  });

  it('reads what failed, once, however often it is named', () => {
    const counts = sum([{ passed: 1, failed: 0, skipped: 0, failures: [] }, oneFailure('a.test.ts: adds')]);
    expect(summaryCounts(`${summary(counts)}\nin all\n${summary(counts)}\n`)).toEqual(counts);
  });

  it('reads the line of the accuracy run', () => {
    const line = 'accuracy: 17 passed, 1 failed, 2 sets skipped';
    expect(summaryCounts(`${line}\n`)).toEqual({ passed: 17, failed: 1, skipped: 2, failures: [] });
  });

  it('is null without a summary', () => {
    expect(summaryCounts('all good')).toBeNull();
  });
});
