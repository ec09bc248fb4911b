import { describe, expect, it } from 'vitest';
import { playwrightCounts, sum, summaryCounts, summaryLine, vitestCounts } from './test-results.ts';

describe('vitestCounts', () => {
  it('counts by status', () => {
    const report = {
      testResults: [
        { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'pending' }] },
        { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      ],
    };
    expect(vitestCounts(report)).toEqual({ passed: 2, failed: 1, skipped: 1 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(vitestCounts({ testResults: [{ status: 'failed', assertionResults: [] }] }).failed).toBe(1);
  });
});

describe('playwrightCounts', () => {
  it('counts flaky tests and errors outside tests as failures', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
    expect(playwrightCounts({ stats, errors: [{}] })).toEqual({ passed: 3, failed: 3, skipped: 2 });
  });
});

describe('summaryCounts', () => {
  it('reads what summaryLine writes, the last one', () => {
    const counts = { passed: 12, failed: 0, skipped: 3 };
    expect(summaryCounts(`1 passed, 1 failed\nmore\n${summaryLine(counts)}\n`)).toEqual(counts);
    expect(summaryLine(sum([counts, counts]))).toBe('24 passed, 0 failed, 6 skipped');
    expect(summaryLine({ passed: 1, failed: 0, skipped: 0 })).toBe('1 passed, 0 failed');
  });

  it('reads the line of the accuracy run', () => {
    const line = 'accuracy: 17 passed, 1 failed, 2 sets skipped';
    expect(summaryCounts(`${line}\n`)).toEqual({ passed: 17, failed: 1, skipped: 2 });
  });

  it('is null without a summary', () => {
    expect(summaryCounts('all good')).toBeNull();
  });
});
