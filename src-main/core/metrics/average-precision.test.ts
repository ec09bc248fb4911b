import { describe, expect, it } from 'vitest';
import { averagePrecision, type DetectionFrame } from './average-precision.ts';

const box = (x: number) => ({ x, y: 0, w: 40, h: 100 });
const TWO = [box(0), box(200)];

const frameWith = (...found: readonly (readonly [number, number])[]): DetectionFrame => ({
  truth: TWO,
  found: found.map(([x, score]) => ({ boxPx: box(x), score })),
});

describe('averagePrecision', () => {
  it('is 1 when every box is found before any error', () => {
    expect(averagePrecision([frameWith([2, 0.9], [201, 0.8], [500, 0.1])])).toBe(1);
  });

  it('falls by what is missed and by errors that come first', () => {
    expect(averagePrecision([frameWith([0, 0.9])])).toBe(0.5);
    // An error first, then both people: precision 1/2 and 2/3, whose envelope is 2/3 throughout.
    expect(averagePrecision([frameWith([500, 0.95], [0, 0.9], [200, 0.8])])).toBeCloseTo(2 / 3, 12);
  });

  it('counts a second box on the same person as an error', () => {
    const doubled = averagePrecision([frameWith([0, 0.9], [1, 0.85], [200, 0.8])]);
    expect(doubled).toBeCloseTo(0.5 + 0.5 * (2 / 3), 12);
  });

  it('ranks over all pictures together', () => {
    const frames = [frameWith([0, 0.9], [500, 0.5]), frameWith([200, 0.8])];
    expect(averagePrecision(frames)).toBe(0.5);
  });

  it('is 0 when there is nothing to find', () => {
    expect(averagePrecision([{ truth: [], found: [] }])).toBe(0);
  });
});
