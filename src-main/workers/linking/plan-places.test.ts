import { describe, expect, it } from 'vitest';
import { PLACES_PER_TRACKLET } from '../../core/linking/tracklet-columns.ts';
import { planPlaces } from './plan-places.ts';

const picture = { widthPx: 960, heightPx: 540 };
const view = { posM: { x: 0, y: 0 }, headingDeg: 0, fovDeg: 80, rangeM: 15 };

/** Somebody who comes nearer: their box grows from 60 to 120 px in so many seconds. */
function approach(seconds: number, boxAt = (share: number) => ({ y: 200, h: 60 + 60 * share })) {
  const count = seconds * 6 + 1;
  const boxes = Array.from({ length: count }, (_, point) => boxAt(point / Math.max(1, count - 1)));
  return {
    timesMs: Float64Array.from(boxes, (_, point) => 5_000 + (point * 1_000) / 6),
    boxesPx: Float32Array.from(boxes.flatMap(({ y, h }) => [460, y, 40 * (h / 100), h])),
  };
}

describe('planPlaces', () => {
  it('follows a path from its first to its last second, in time since its start', () => {
    const places = planPlaces(approach(10), picture, view);
    expect(places).toHaveLength(PLACES_PER_TRACKLET);
    expect(places[0]!.atMs).toBeCloseTo(500, -1);
    expect(places.at(-1)!.atMs).toBeCloseTo(9_500, -1);
    const distances = places.map(({ xM, yM }) => Math.hypot(xM, yM));
    expect(distances).toEqual(distances.toSorted((a, b) => b - a));
  });

  it('makes one place of a glimpse', () => {
    expect(planPlaces(approach(0), picture, view)).toHaveLength(1);
    expect(planPlaces(approach(1), picture, view)).toHaveLength(1);
  });

  it('leaves out what the border cuts, and is empty where all is', () => {
    const leaving = approach(10, (share) => ({ y: share > 0.5 ? 540 - 80 : 200, h: 80 }));
    const places = planPlaces(leaving, picture, view);
    expect(places.length).toBeGreaterThan(1);
    expect(places.at(-1)!.atMs).toBeLessThan(5_000);
    expect(
      planPlaces(
        approach(3, () => ({ y: 0, h: 100 })),
        picture,
        view,
      ),
    ).toEqual([]);
    expect(planPlaces({ timesMs: new Float64Array(0), boxesPx: new Float32Array(0) }, picture, view)).toEqual(
      [],
    );
  });
});
