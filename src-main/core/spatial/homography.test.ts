import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../linking/testing/seeded-random.ts';
import { type Correspondences, fitHomography } from './homography.ts';

/** A floor seen from another side. */
const truth = (x: number, y: number): [number, number] => {
  const d = 1 + 0.0004 * x - 0.0006 * y;
  return [(0.8 * x - 0.3 * y + 200) / d, (0.2 * x + 0.6 * y + 90) / d];
};

function seen(count: number, noisePx = 0, seed = 1): Correspondences {
  const random = new SeededRandom(seed);
  const from = Float64Array.from({ length: 2 * count }, (_, i) => random.next() * (i % 2 === 0 ? 1280 : 720));
  const to = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const [x, y] = truth(from[2 * i]!, from[2 * i + 1]!);
    to.set([x + noisePx * random.normal(), y + noisePx * random.normal()], 2 * i);
  }
  return { from, to, precision: new Float64Array(count).fill(1 / Math.max(1, noisePx) ** 2) };
}

/** Mean distance in pixels from where points of the first picture are in the second. */
function errorPx(points: Correspondences): number {
  const map = fitHomography(points)!;
  const fresh = seen(200, 0, 99);
  const mapped = new Float64Array(2);
  let sum = 0;
  for (let i = 0; i < 200; i++) {
    map(fresh.from[2 * i]!, fresh.from[2 * i + 1]!, mapped, 0);
    sum += Math.hypot(mapped[0]! - fresh.to[2 * i]!, mapped[1]! - fresh.to[2 * i + 1]!);
  }
  return sum / 200;
}

describe('fitHomography', () => {
  it('finds the map of a plane, and the better the more is known', () => {
    expect(errorPx(seen(60))).toBeLessThan(1);
    const noisy = [10, 100, 1000].map((count) => errorPx(seen(count, 20)));
    expect(noisy[2]).toBeLessThan(3);
    expect(noisy).toEqual(noisy.toSorted((a, b) => b - a));
  });

  it('does not hear of points without precision', () => {
    const points = seen(40);
    points.to.set([5_000, -5_000], 0);
    points.precision[0] = 0;
    expect(errorPx(points)).toBeLessThan(1);
  });

  it('says the middle of what it knows of points on a line, not anything', () => {
    const one = seen(1);
    const line: Correspondences = {
      from: Float64Array.from([100, 100, 200, 200, 300, 300]),
      to: Float64Array.from([400, 300, 420, 320, 440, 340]),
      precision: new Float64Array(3).fill(1 / 20 ** 2),
    };
    const mapped = new Float64Array(4);
    fitHomography(one)!(0, 0, mapped, 0);
    fitHomography(line)!(200, 200, mapped, 2);
    expect(mapped.every(Number.isFinite)).toBe(true);
    expect(mapped[2]).toBeCloseTo(420, -1);
    expect(mapped[3]).toBeCloseTo(320, -1);
  });

  it('is nothing without points', () => {
    expect(fitHomography({ ...seen(3), precision: new Float64Array(3) })).toBeNull();
  });
});
