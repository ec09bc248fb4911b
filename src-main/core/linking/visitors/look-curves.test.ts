import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lookRatios, normalised, strangersCurve } from './look-curves.ts';
import { DISTANCE_BINS, distanceBin } from './look-distance.ts';

const distances = fc.array(fc.double({ min: -1, max: 5.5, noNaN: true }), { maxLength: 200 });

it('is a density, whatever was seen', () => {
  fc.assert(
    fc.property(distances, (seen) => {
      const curve = strangersCurve(seen);
      expect(curve.reduce((sum, density) => sum + density, 0)).toBeCloseTo(1);
      expect(curve.every((density) => density > 0)).toBe(true);
    }),
  );
});

it('goes on to the near, ever rarer, where no stranger was seen', () => {
  const curve = strangersCurve(Array.from({ length: 500 }, (_, at) => 3 + at / 250));
  const nearest = distanceBin(2.9);
  for (let bin = 6; bin <= nearest; bin++) expect(curve[bin]!).toBeGreaterThan(curve[bin - 1]!);
});

it('never takes nearer looks for less of one person', () => {
  fc.assert(
    fc.property(distances, distances, (one, others) => {
      const counts = new Float64Array(DISTANCE_BINS);
      for (const distance of one) counts[distanceBin(distance)]!++;
      const ratios = lookRatios(normalised(counts), strangersCurve(others));
      expect(ratios).toHaveLength(DISTANCE_BINS);
      for (let bin = 1; bin < DISTANCE_BINS; bin++)
        expect(ratios[bin]!).toBeLessThanOrEqual(ratios[bin - 1]! + 1e-9);
    }),
  );
});
