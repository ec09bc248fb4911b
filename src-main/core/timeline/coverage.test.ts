import { describe, expect, test } from 'vitest';
import { coverageOf, overlapsOf, type RecordedSpan } from './coverage.ts';

const MINUTE_MS = 60_000;
const recorded = (
  recordingId: number,
  fromMinute: number,
  toMinute: number,
  lost: [number, number][] = [],
): RecordedSpan => ({
  recordingId,
  startUtcMs: fromMinute * MINUTE_MS,
  endUtcMs: toMinute * MINUTE_MS,
  unreadable: lost.map(([from, to]) => ({ startUtcMs: from * MINUTE_MS, endUtcMs: to * MINUTE_MS })),
});

describe('coverageOf', () => {
  test('files that follow each other are one span, and a break is a gap', () => {
    const coverage = coverageOf([recorded(2, 10, 20), recorded(1, 0, 10), recorded(3, 30, 40)]);
    expect(coverage.observed).toEqual([
      { startUtcMs: 0, endUtcMs: 20 * MINUTE_MS, recordingIds: [1, 2] },
      { startUtcMs: 30 * MINUTE_MS, endUtcMs: 40 * MINUTE_MS, recordingIds: [3] },
    ]);
    expect(coverage.gaps).toEqual([{ startUtcMs: 20 * MINUTE_MS, endUtcMs: 30 * MINUTE_MS }]);
    expect(coverage.observedMs).toBe(30 * MINUTE_MS);
  });

  test('time that two files saw counts once', () => {
    expect(coverageOf([recorded(1, 0, 10), recorded(2, 5, 15)]).observedMs).toBe(15 * MINUTE_MS);
  });

  test('a part that could not be decoded is not observed', () => {
    const coverage = coverageOf([recorded(1, 0, 10, [[4, 6]])]);
    expect(coverage.observedMs).toBe(8 * MINUTE_MS);
    expect(coverage.gaps).toEqual([{ startUtcMs: 4 * MINUTE_MS, endUtcMs: 6 * MINUTE_MS }]);
  });

  test('what one file lost and another saw is observed', () => {
    expect(coverageOf([recorded(1, 0, 10, [[4, 6]]), recorded(2, 4, 6)]).observedMs).toBe(10 * MINUTE_MS);
  });

  test('the pause of a recorder between two files is no gap, a lost second inside a file is', () => {
    const second = 1_000;
    const pause = coverageOf([
      { recordingId: 1, startUtcMs: 0, endUtcMs: MINUTE_MS },
      { recordingId: 2, startUtcMs: MINUTE_MS + second, endUtcMs: 2 * MINUTE_MS },
    ]);
    expect(pause.gaps).toEqual([]);
    const lost = coverageOf([
      {
        recordingId: 1,
        startUtcMs: 0,
        endUtcMs: MINUTE_MS,
        unreadable: [{ startUtcMs: 30 * second, endUtcMs: 31 * second }],
      },
    ]);
    expect(lost.gaps).toEqual([{ startUtcMs: 30 * second, endUtcMs: 31 * second }]);
  });

  test('many files that follow each other are one span, of each once', () => {
    const files = Array.from({ length: 20_000 }, (_, index) => recorded(index, index, index + 1));
    const { observed } = coverageOf([...files, ...files]);
    expect(observed).toHaveLength(1);
    expect(observed[0]!.recordingIds).toEqual(files.map(({ recordingId }) => recordingId));
  });

  test('nothing recorded is nothing observed', () => {
    expect(coverageOf([])).toEqual({ observed: [], gaps: [], observedMs: 0 });
  });
});

describe('overlapsOf', () => {
  test('finds every pair, also with a file that spans several', () => {
    expect(
      overlapsOf([recorded(1, 0, 60), recorded(2, 10, 20), recorded(3, 30, 40), recorded(4, 60, 70)]),
    ).toEqual([
      { firstId: 1, secondId: 2, overlapMs: 10 * MINUTE_MS },
      { firstId: 1, secondId: 3, overlapMs: 10 * MINUTE_MS },
    ]);
  });
});
