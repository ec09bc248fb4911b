import { describe, expect, it } from 'vitest';
import { walkOnPlan } from './walk-on-plan.ts';

const picture = { widthPx: 960, heightPx: 540 };
const view = { posM: { x: 10, y: 20 }, headingDeg: 0, fovDeg: 80, rangeM: 15 };

/** Six boxes a second; `at` gives the box after so many seconds. */
function pathOf(seconds: number, at: (second: number) => { x: number; y: number; h: number }) {
  const times = Array.from({ length: seconds * 6 + 1 }, (_, point) => point / 6);
  return {
    timesMs: Float64Array.from(times, (second) => 4_000 + 1_000 * second),
    boxesPx: Float32Array.from(
      times.flatMap((second) => {
        const { x, y, h } = at(second);
        return [x - 0.2 * h, y, 0.4 * h, h];
      }),
    ),
  };
}

describe('walkOnPlan', () => {
  it('is one point twice for who stands still', () => {
    const walk = walkOnPlan(
      pathOf(20, () => ({ x: 480, y: 200, h: 100 })),
      picture,
      view,
    );
    expect(walk.map(({ timeMs }) => timeMs)).toEqual([4_000, 24_000]);
    expect(Math.hypot(walk[0]!.x - walk[1]!.x, walk[0]!.y - walk[1]!.y)).toBeLessThan(0.01);
  });

  it('comes nearer to the camera as a person grows, and goes right as they do in the picture', () => {
    const nearer = walkOnPlan(
      pathOf(8, (second) => ({ x: 480, y: 150, h: 80 + 10 * second })),
      picture,
      view,
    );
    const metresAway = nearer.map(({ x, y }) => Math.hypot(x - 10, y - 20));
    expect(metresAway).toEqual(metresAway.toSorted((a, b) => b - a));
    // The camera looks up on the plan, so that right is right.
    const across = walkOnPlan(
      pathOf(8, (second) => ({ x: 300 + 40 * second, y: 200, h: 100 })),
      picture,
      view,
    );
    expect(across.at(-1)!.x).toBeGreaterThan(across[0]!.x + 3);
  });

  it('keeps a turn, and few points of a long walk', () => {
    const walk = walkOnPlan(
      pathOf(30, (second) => ({ x: second < 15 ? 300 + 20 * second : 900 - 20 * second, y: 200, h: 100 })),
      picture,
      view,
    );
    expect(walk.length).toBeGreaterThanOrEqual(3);
    expect(walk.length).toBeLessThan(12);
    expect(Math.max(...walk.map(({ x }) => x))).toBeGreaterThan(walk[0]!.x + 4);
  });

  it('begins and ends where boxes tell a place, and is empty where none does', () => {
    const leaving = pathOf(10, (second) => ({ x: 480, y: second > 6 ? 440 : 200, h: 100 }));
    expect(walkOnPlan(leaving, picture, view).at(-1)!.timeMs).toBeCloseTo(10_000, 0);
    const far = pathOf(5, () => ({ x: 480, y: 200, h: 12 }));
    expect(walkOnPlan(far, picture, view)).toEqual([]);
    expect(walkOnPlan({ timesMs: new Float64Array(0), boxesPx: new Float32Array(0) }, picture, view)).toEqual(
      [],
    );
  });
});
