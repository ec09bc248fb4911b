import { boxAt } from '../../core/geometry/box.ts';
import type { SizePx } from '../../core/geometry/letterbox.ts';
import { PLACES_PER_TRACKLET } from '../../core/linking/tracklet-columns.ts';
import type { PlacedSighting } from '../../core/linking/types.ts';
import { type Place, placeByHeight } from '../../core/spatial/place-by-height.ts';
import type { ViewSector } from '../../core/spatial/view-sector.ts';
import type { TrackPath } from '../../core/tracking/path-codec.ts';

/** How much of a path is averaged for one place: longer is steadier, and blurs who walks. */
const AVERAGED_MS = 1_000;

interface TimedPlace extends Place {
  readonly timeMs: number;
}

/**
 * Where on the plan a path led: its first and last second and some in between, each averaged. Times count from the start
 * of the path. Empty where no box tells a place.
 */
export function planPlaces(path: TrackPath, picture: SizePx, view: ViewSector): PlacedSighting[] {
  const placed = placesOf(path, picture, view);
  const first = placed[0];
  const last = placed.at(-1);
  if (first === undefined || last === undefined) return [];
  const spanMs = last.timeMs - first.timeMs;
  const count = Math.min(PLACES_PER_TRACKLET, Math.max(1, Math.round(spanMs / AVERAGED_MS)));
  const stepMs = count === 1 ? 0 : (spanMs - AVERAGED_MS) / (count - 1);
  const startMs = path.timesMs[0]!;
  return Array.from({ length: count }, (_, index) => first.timeMs + index * stepMs).flatMap((fromMs) => {
    const untilMs = count === 1 ? last.timeMs : fromMs + AVERAGED_MS;
    const within = placed.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= untilMs);
    if (within.length === 0) return [];
    return [
      {
        atMs: meanOf(within, ({ timeMs }) => timeMs) - startMs,
        xM: meanOf(within, ({ x }) => x),
        yM: meanOf(within, ({ y }) => y),
        sdM: meanOf(within, ({ sdM }) => sdM),
      },
    ];
  });
}

function placesOf({ timesMs, boxesPx }: TrackPath, picture: SizePx, view: ViewSector): TimedPlace[] {
  return Array.from(timesMs).flatMap((timeMs, point) => {
    const place = placeByHeight(boxAt(boxesPx, point), picture, view);
    return place === null ? [] : [{ ...place, timeMs }];
  });
}

function meanOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0) / items.length;
}
