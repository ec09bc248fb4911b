import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../tools/random.ts';
import { fitLine } from './line-fit.ts';

const xs = Array.from({ length: 9 }, (_, x) => x);

describe('fitLine', () => {
  it('finds the line that the points lie on, and is sure of it', () => {
    const number = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(number, number, (slope, offset) => {
        const fit = fitLine(xs.map((x) => ({ x, y: offset + slope * x })))!;
        expect(fit.slope).toBeCloseTo(slope, 6);
        expect(fit.uncertainty).toBeCloseTo(0, 6);
      }),
    );
  });

  it('is above the true slope by more than its uncertainty once in twenty', () => {
    const random = new Random(1);
    const runs = 4_000;
    let above = 0;
    for (let run = 0; run < runs; run++) {
      const fit = fitLine(xs.map((x) => ({ x, y: 3 * x + random.normal(0, 5) })))!;
      if (fit.slope - fit.uncertainty > 3) above++;
    }
    expect(above / runs).toBeGreaterThan(0.04);
    expect(above / runs).toBeLessThan(0.06);
  });

  it('gives nothing where there is no telling', () => {
    expect(fitLine([])).toBeNull();
    expect(
      fitLine([
        { x: 0, y: 1 },
        { x: 1, y: 2 },
      ]),
    ).toBeNull();
    expect(fitLine(xs.map((y) => ({ x: 1, y })))).toBeNull();
  });
});
