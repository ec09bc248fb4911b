/** Two cameras that look at one floor from two sides, for tests: what they see of somebody who walks straight across. */

import { WALK_POINTS, WALK_WIDTH } from '../tracklets/walks.ts';
import type { LinkCamera } from '../types.ts';
import type { SeededRandom } from './seeded-random.ts';

const PERSON_M = 1.7;
const CAMERA_HEIGHT_M = 3;
const FOCAL_PX = 900;
const CENTRE_PX = { x: 640, y: 360 };
const TILT = 0.3;

/** Where a camera stands, in metres, and where it looks: 0 along +z, clockwise seen from above, in radians. */
interface Viewpoint {
  readonly x: number;
  readonly z: number;
  readonly heading: number;
}

export interface FloorPoint {
  readonly x: number;
  readonly z: number;
}

/** A floor of 10 m × 10 m, seen from the middle of one side and from a corner opposite. */
export const viewpoints: readonly Viewpoint[] = [
  { x: 5, z: -5, heading: 0 },
  { x: -3, z: 13, heading: (3 * Math.PI) / 4 },
];

/** The same two on a plan, so that their views overlap there. */
export const facingCameras: readonly LinkCamera[] = [
  { id: 1, floorId: 1, posM: { x: 5, y: 15 }, headingDeg: 0, fovDeg: 80, rangeM: 20 },
  { id: 2, floorId: 1, posM: { x: -3, y: -3 }, headingDeg: 135, fovDeg: 80, rangeM: 20 },
];

/** Somebody's walk as a camera has it (`LinkTracklet.walk`), feet off by `noiseHeights` of their height. */
export function walkSeen(
  view: Viewpoint,
  from: FloorPoint,
  to: FloorPoint,
  noiseHeights: number,
  random: SeededRandom,
): Int16Array {
  const walk = new Int16Array(WALK_WIDTH);
  for (let point = 0; point < WALK_POINTS; point++) {
    const share = point / (WALK_POINTS - 1);
    const place = { x: from.x + share * (to.x - from.x), z: from.z + share * (to.z - from.z) };
    const foot = projected(view, place, 0);
    const heightPx = foot.yPx - projected(view, place, PERSON_M).yPx;
    const off = (): number => random.normal() * noiseHeights * heightPx;
    walk.set([foot.xPx + off(), foot.yPx + off(), heightPx].map(Math.round), 3 * point);
  }
  return walk;
}

/** A pinhole camera, tilted down. */
function projected(
  { x, z, heading }: Viewpoint,
  place: FloorPoint,
  aboveM: number,
): { xPx: number; yPx: number } {
  const [dx, dz] = [place.x - x, place.z - z];
  const right = dx * Math.cos(heading) - dz * Math.sin(heading);
  const ahead = dx * Math.sin(heading) + dz * Math.cos(heading);
  const down = CAMERA_HEIGHT_M - aboveM;
  const depth = ahead * Math.cos(TILT) + down * Math.sin(TILT);
  const below = down * Math.cos(TILT) - ahead * Math.sin(TILT);
  return { xPx: CENTRE_PX.x + (FOCAL_PX * right) / depth, yPx: CENTRE_PX.y + (FOCAL_PX * below) / depth };
}
