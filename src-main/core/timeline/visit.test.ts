import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivalsOf, durationMs, inViewMs, type VisitStop } from './visit.ts';

let nextId = 1;
const span = (startUtcMs: number, endUtcMs: number, continuedId: number | null = null): VisitStop => ({
  trackletId: nextId++,
  continuedId,
  startUtcMs,
  endUtcMs,
});

const stops = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 300 })), { maxLength: 8 })
  .map((pairs) => pairs.map(([start, length]) => span(start, start + length)))
  .map((spans) => spans.sort((a, b) => a.startUtcMs - b.startUtcMs));

describe('arrivalsOf', () => {
  it('comes from the stop before, where stops follow each other', () => {
    expect(arrivalsOf([span(0, 10), span(30, 40), span(45, 50)])).toEqual([
      null,
      { fromIndex: 0, gapMs: 20 },
      { fromIndex: 1, gapMs: 5 },
    ]);
  });

  it('comes from whoever lost sight last, not from a glimpse in between', () => {
    expect(arrivalsOf([span(0, 100), span(10, 20), span(30, 40), span(110, 120)])).toEqual([
      null,
      { fromIndex: 0, gapMs: -90 },
      { fromIndex: 0, gapMs: -70 },
      { fromIndex: 0, gapMs: 10 },
    ]);
  });

  it('goes on over a border in the same camera, whoever sees the visitor meanwhile', () => {
    const before = span(0, 30);
    const meanwhile = span(20, 45);
    const after = span(31, 60, before.trackletId);
    expect(arrivalsOf([before, meanwhile, after, span(70, 80)])).toEqual([
      null,
      { fromIndex: 0, gapMs: -10 },
      { fromIndex: 0, gapMs: -14 },
      { fromIndex: 2, gapMs: 10 },
    ]);
    // Of a journey without the other side of the border.
    expect(arrivalsOf([meanwhile, after])[1]).toEqual({ fromIndex: 0, gapMs: -14 });
  });

  it('leaves exactly the time unobserved that no stop covers', () => {
    fc.assert(
      fc.property(stops, (own) => {
        const gaps = arrivalsOf(own).reduce((sum, arrival) => sum + Math.max(0, arrival?.gapMs ?? 0), 0);
        expect(gaps + inViewMs(own)).toBe(durationMs(own));
      }),
    );
  });
});

describe('durationMs', () => {
  it('ends with the stop that ends last, which need not be the one that began last', () => {
    expect(durationMs([span(5, 100), span(10, 20)])).toBe(95);
    expect(durationMs([])).toBe(0);
  });
});

describe('inViewMs', () => {
  it('counts time once that two cameras share', () => {
    expect(inViewMs([span(0, 100), span(10, 20), span(90, 130)])).toBe(130);
    expect(inViewMs([span(0, 10), span(20, 30)])).toBe(20);
    expect(inViewMs([])).toBe(0);
  });
});
