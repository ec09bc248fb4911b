import { describe, expect, it } from 'vitest';
import { WALK_POINTS } from '../../core/linking/tracklets/walks.ts';
import { sampledWalk } from './sampled-walk.ts';

const pathOf = (steps: readonly { ms: number; x: number }[]) => ({
  timesMs: Float64Array.from(steps, ({ ms }) => ms),
  boxesPx: Float32Array.from(steps.flatMap(({ x }) => [x, 50, 40, 100])),
});

describe('sampledWalk', () => {
  it('has the feet at even times, also where the path has a gap', () => {
    const walk = sampledWalk(
      pathOf([
        { ms: 5_000, x: 0 },
        { ms: 5_100, x: 10 },
        { ms: 7_300, x: 230 },
      ]),
    )!;
    const points = Array.from({ length: WALK_POINTS }, (_, point) => [
      ...walk.subarray(3 * point, 3 * point + 3),
    ]);
    expect(points).toEqual(points.map((_, point) => [20 + 10 * point, 150, 100]));
  });

  it('stands still with one point, and is nothing without any', () => {
    const walk = sampledWalk(pathOf([{ ms: 100, x: 7 }]))!;
    expect([...walk.subarray(0, 6)]).toEqual([27, 150, 100, 27, 150, 100]);
    expect(sampledWalk(pathOf([]))).toBeNull();
  });
});
