import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordedSpan } from './coverage.ts';
import type { TimeSpan } from './spans.ts';
import { ownedByOthers, ownPart } from './time-owners.ts';

const isWithin = (spans: readonly TimeSpan[], utcMs: number): boolean =>
  spans.some(({ startUtcMs, endUtcMs }) => startUtcMs <= utcMs && utcMs < endUtcMs);

const recorded = (
  recordingId: number,
  startUtcMs: number,
  endUtcMs: number,
  lost: readonly (readonly [number, number])[] = [],
): RecordedSpan => ({
  recordingId,
  startUtcMs,
  endUtcMs,
  unreadable: lost.map(([from, to]) => ({ startUtcMs: from, endUtcMs: to })),
});
const observes = (recording: RecordedSpan, at: number): boolean =>
  isWithin([recording], at) && !isWithin(recording.unreadable ?? [], at);

describe('ownedByOthers', () => {
  test('the recording that starts first owns what both hold, whatever their order', () => {
    const two = [recorded(1, 110, 140), recorded(2, 90, 120)];
    const expected = new Map([[1, [{ startUtcMs: 110, endUtcMs: 120 }]]]);
    expect(ownedByOthers(two)).toEqual(expected);
    expect(ownedByOthers(two.toReversed())).toEqual(expected);
  });

  test('of recordings that start together the one with the lower id owns', () => {
    expect(ownedByOthers([recorded(7, 0, 10), recorded(3, 0, 5)])).toEqual(
      new Map([[7, [{ startUtcMs: 0, endUtcMs: 5 }]]]),
    );
  });

  test('files that touch hold nothing twice', () => {
    expect(ownedByOthers([recorded(1, 0, 10), recorded(2, 10, 20)])).toEqual(new Map());
  });

  test('what the first could not be decoded of, or nobody analysed, is owned by the next', () => {
    expect(ownedByOthers([recorded(1, 0, 10, [[4, 6]]), recorded(2, 2, 8), recorded(3, 5, 9)])).toEqual(
      new Map([
        [
          2,
          [
            { startUtcMs: 2, endUtcMs: 4 },
            { startUtcMs: 6, endUtcMs: 8 },
          ],
        ],
        [3, [{ startUtcMs: 5, endUtcMs: 9 }]],
      ]),
    );
  });

  test('every observed instant has one owner, and nobody else is owned out of what was not observed', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 30 }));
    const recordings = fc
      .array(fc.tuple(span, fc.array(span, { maxLength: 3 })), { maxLength: 8 })
      .map((drawn) =>
        drawn.map(([[at, length], lost], index) =>
          recorded(
            index,
            at,
            at + length,
            lost.map(([from, lostMs]) => [from, from + lostMs / 4] as const),
          ),
        ),
      );
    fc.assert(
      fc.property(recordings, (all) => {
        const others = ownedByOthers(all);
        for (let at = 0; at < 100; at++) {
          const observers = all.filter((recording) => observes(recording, at));
          const owners = observers.filter(({ recordingId }) => !isWithin(others.get(recordingId) ?? [], at));
          expect(owners).toHaveLength(Math.min(1, observers.length));
          for (const { recordingId } of all.filter((recording) => !observers.includes(recording))) {
            expect(isWithin(others.get(recordingId) ?? [], at)).toBe(false);
          }
        }
      }),
    );
  });
});

describe('what counts of what a recording shows of somebody', () => {
  const seen = (startUtcMs: number, endUtcMs: number) => ({ startUtcMs, endUtcMs });
  const others = [seen(0, 5_000)];

  test('is all of it where nobody else owns the time, however short it is', () => {
    expect(ownPart(seen(5_000, 5_100), others)).toEqual(seen(5_000, 5_100));
    expect(ownPart(seen(7_000, 7_000), others)).toEqual(seen(7_000, 7_000));
  });

  test('is what comes after the file before, of who is in view where it ends', () => {
    expect(ownPart(seen(3_000, 60_000), others)).toEqual(seen(5_000, 60_000));
  });

  test('is nothing where the other file shows all but a moment of it', () => {
    expect(ownPart(seen(1_000, 4_000), others)).toBeNull();
    expect(ownPart(seen(1_000, 5_300), others)).toBeNull();
  });

  test('is the longest part where another file fills a hole', () => {
    expect(ownPart(seen(0, 20_000), [seen(3_000, 6_000)])).toEqual(seen(6_000, 20_000));
  });
});
