import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gapsBetween, mergeSpans, subtractSpans, type TimeSpan, totalMs } from './spans.ts';

const span = (startUtcMs: number, endUtcMs: number): TimeSpan => ({ startUtcMs, endUtcMs });

const anySpans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
    .map(([at, length]) => span(at, at + length)),
  { maxLength: 12 },
);
/** Which of the instants 0…99 a set of spans covers: the definition that the arithmetic must agree with. */
const covered = (spans: readonly TimeSpan[]) =>
  Array.from({ length: 100 }, (_, at) => spans.some((s) => s.startUtcMs <= at && at < s.endUtcMs));

describe('mergeSpans', () => {
  test('orders, joins what overlaps or touches, drops what is empty', () => {
    expect(mergeSpans([span(50, 60), span(0, 10), span(5, 20), span(20, 30), span(40, 40)])).toEqual([
      span(0, 30),
      span(50, 60),
    ]);
  });

  test('joins across a gap of at most the tolerance', () => {
    expect(mergeSpans([span(0, 10), span(12, 20), span(23, 30)], 2)).toEqual([span(0, 20), span(23, 30)]);
  });

  test('covers the same instants, in order and apart', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const merged = mergeSpans(spans);
        expect(covered(merged)).toEqual(covered(spans));
        for (const gap of gapsBetween(merged)) expect(gap.endUtcMs).toBeGreaterThan(gap.startUtcMs);
      }),
    );
  });
});

describe('subtractSpans', () => {
  test('cuts a hole, a head and a tail', () => {
    expect(subtractSpans([span(0, 100)], [span(-5, 10), span(40, 50), span(90, 120)])).toEqual([
      span(10, 40),
      span(50, 90),
    ]);
  });

  test('leaves exactly the instants that are in the first set and not in the second', () => {
    fc.assert(
      fc.property(anySpans, anySpans, (spans, holes) => {
        const inHoles = covered(holes);
        const expected = covered(spans).map((isCovered, at) => isCovered && !inHoles[at]);
        expect(covered(subtractSpans(spans, holes))).toEqual(expected);
      }),
    );
  });

  test('what is left and what is taken add up', () => {
    fc.assert(
      fc.property(anySpans, anySpans, (spans, holes) => {
        const left = subtractSpans(spans, holes);
        const taken = subtractSpans(spans, left);
        expect(totalMs(left) + totalMs(taken)).toBe(totalMs(mergeSpans(spans)));
      }),
    );
  });
});
