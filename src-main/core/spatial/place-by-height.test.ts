import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPlaceConfig, placeByHeight } from './place-by-height.ts';
import { pointAhead, type ViewSector } from './view-sector.ts';

const picture = { widthPx: 1_920, heightPx: 1_080 };
const view: ViewSector = { posM: { x: 20, y: 30 }, headingDeg: 40, fovDeg: 80, rangeM: 15 };
const focalPx = picture.widthPx / 2 / Math.tan((view.fovDeg * Math.PI) / 360);

/** The box of somebody who stands `distanceM` away in direction `bearingDeg`, under a camera `aboveM` over the floor. */
function boxOf(distanceM: number, bearingDeg: number, { aboveM = 3, tiltDeg = 12, heightM = 1.7 } = {}) {
  const tilt = (tiltDeg * Math.PI) / 180;
  const bearing = (bearingDeg * Math.PI) / 180;
  const projected = (downM: number) => {
    const ahead = distanceM * Math.cos(bearing);
    const depth = ahead * Math.cos(tilt) + downM * Math.sin(tilt);
    return {
      x: picture.widthPx / 2 + (focalPx * distanceM * Math.sin(bearing)) / depth,
      y: picture.heightPx / 2 + (focalPx * (downM * Math.cos(tilt) - ahead * Math.sin(tilt))) / depth,
    };
  };
  const feet = projected(aboveM);
  const head = projected(aboveM - heightM);
  const h = feet.y - head.y;
  const w = 0.38 * h;
  return { x: feet.x - w / 2, y: head.y, w, h };
}

function errorM(box: ReturnType<typeof boxOf>, distanceM: number, bearingDeg: number): number {
  const place = placeByHeight(box, picture, view)!;
  const truth = pointAhead(view.posM, view.headingDeg + bearingDeg, distanceM);
  return Math.hypot(place.x - truth.x, place.y - truth.y);
}

describe('placeByHeight', () => {
  it('finds who stands upright, wherever, on whichever floor below', () => {
    const distance = fc.double({ min: 10, max: 40, noNaN: true });
    const bearing = fc.double({ min: -30, max: 30, noNaN: true });
    const above = fc.double({ min: 2.5, max: 5, noNaN: true });
    fc.assert(
      fc.property(distance, bearing, above, (distanceM, bearingDeg, aboveM) => {
        // A leaning box's head is not right above its feet in the picture, which is left out.
        const box = boxOf(distanceM, bearingDeg, { aboveM });
        expect(errorM(box, distanceM, bearingDeg)).toBeLessThan(0.06 * distanceM);
      }),
    );
  });

  it.each([
    ['a camera that looks down more', { tiltDeg: 22 }],
    ['a camera that looks straight ahead', { tiltDeg: 2 }],
    ['a tall person', { heightM: 1.85 }],
    ['a short one', { heightM: 1.55 }],
  ])('is off by less than two standard deviations for %s', (_, scene) => {
    for (const distanceM of [8, 15, 25]) {
      const box = boxOf(distanceM, 15, scene);
      expect(errorM(box, distanceM, 15)).toBeLessThan(2 * placeByHeight(box, picture, view)!.sdM);
    }
  });

  it('is less sure the further away', () => {
    const sdAt = (distanceM: number) => placeByHeight(boxOf(distanceM, 0), picture, view)!.sdM;
    expect(sdAt(30)).toBeGreaterThan(sdAt(10));
    expect(sdAt(10)).toBeGreaterThan(defaultPlaceConfig.nearSdM);
  });

  it('knows nothing of who is cut by the border, half hidden, or seen by a fisheye', () => {
    const box = boxOf(12, 0);
    expect(placeByHeight({ ...box, y: 1_080 - box.h }, picture, view)).toBeNull();
    expect(placeByHeight({ ...box, y: 0 }, picture, view)).toBeNull();
    expect(placeByHeight({ ...box, h: box.h / 2 }, picture, view)).toBeNull();
    expect(placeByHeight(box, picture, { ...view, fovDeg: 170 })).toBeNull();
  });
});
