import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lookRatios, normalised, strangersCurve, strangersCurves } from './look-curves.ts';
import { DISTANCE_BINS, distanceBin, PAIR_CLASSES, strangersDistance } from './look-distance.ts';

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

it('knows strangers of a class in which none were seen at once, by those of the others', () => {
  const seen = Array.from({ length: 200 }, (_, at) => 1 + at / 200);
  const none = strangersCurves(Array.from({ length: PAIR_CLASSES }, (): number[] => []));
  const told = strangersCurves(Array.from({ length: PAIR_CLASSES }, (_, at) => (at === 0 ? seen : [])));
  const most = (curve: Float64Array): number => curve.indexOf(Math.max(...curve));
  const usual = [0, PAIR_CLASSES - 1].map((inClass) => strangersDistance(1.5, 0, inClass));
  expect(Math.abs(most(told[0]!) - distanceBin(usual[0]!))).toBeLessThan(3);
  expect(Math.abs(most(told.at(-1)!) - distanceBin(usual[1]!))).toBeLessThan(3);
  expect(none[0]).not.toEqual(told[0]);
});
