import type { PointM } from '#shared/units.ts';
import { boxAt } from '../geometry/box.ts';
import type { SizePx } from '../geometry/letterbox.ts';
import type { TrackPath } from '../tracking/path-codec.ts';
import { placeByHeight } from './place-by-height.ts';
import type { ViewSector } from './view-sector.ts';

/** Where somebody was at one time of a path. */
export interface WalkPoint extends PointM {
  /** As the path's times count. */
  readonly timeMs: number;
}

/** How much of a path is averaged for a point: longer is steadier, and cuts corners. */
const AVERAGED_MS = 1_200;
/** A place that may be further off than this is not drawn. */
const MAX_SD_M = 2.5;
/** A point that is missed by less is left out. */
const TOLERANCE_M = 0.3;

/**
 * The way of one tracklet over the plan, from its first to its last box that tells a place, as a line with few corners.
 * Empty where no box does.
 */
export function walkOnPlan(path: TrackPath, picture: SizePx, view: ViewSector): WalkPoint[] {
  const places: WalkPoint[] = [];
  path.timesMs.forEach((timeMs, point) => {
    const place = placeByHeight(boxAt(path.boxesPx, point), picture, view);
    if (place && place.sdM <= MAX_SD_M) places.push({ timeMs, x: place.x, y: place.y });
  });
  return withoutNeedless(averaged(places));
}

function averaged(places: readonly WalkPoint[]): WalkPoint[] {
  let from = 0;
  let to = 0;
  let sum = { x: 0, y: 0 };
  return places.map(({ timeMs }) => {
    while (to < places.length && places[to]!.timeMs <= timeMs + AVERAGED_MS / 2) {
      sum = { x: sum.x + places[to]!.x, y: sum.y + places[to]!.y };
      to++;
    }
    while (places[from]!.timeMs < timeMs - AVERAGED_MS / 2) {
      sum = { x: sum.x - places[from]!.x, y: sum.y - places[from]!.y };
      from++;
    }
    return { timeMs, x: sum.x / (to - from), y: sum.y / (to - from) };
  });
}

/** Drops points that lie where and when the line between their neighbours is (Douglas & Peucker 1973, with time). */
function withoutNeedless(points: readonly WalkPoint[]): WalkPoint[] {
  if (points.length <= 2) return [...points];
  const first = points[0]!;
  const last = points.at(-1)!;
  let farthest = 0;
  let farthestM = 0;
  points.forEach((point, index) => {
    const share = (point.timeMs - first.timeMs) / (last.timeMs - first.timeMs);
    const offX = first.x + share * (last.x - first.x) - point.x;
    const offY = first.y + share * (last.y - first.y) - point.y;
    const offM = Math.hypot(offX, offY);
    if (offM <= farthestM) return;
    farthest = index;
    farthestM = offM;
  });
  if (farthestM <= TOLERANCE_M) return [first, last];
  const before = withoutNeedless(points.slice(0, farthest + 1));
  return [...before.slice(0, -1), ...withoutNeedless(points.slice(farthest))];
}
