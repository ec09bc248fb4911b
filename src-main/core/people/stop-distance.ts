import { boxAtTime } from '../tracking/path.ts';
import type { TrackPath } from '../tracking/path-codec.ts';

/** A tracklet's path and the true time of its offset 0. */
export interface PlacedPath {
  readonly path: TrackPath;
  readonly zeroUtcMs: number;
}

/** The paths of a view that borders part as one, in order of time; where chunks overlap, the earlier one's holds. */
export function joinPaths(parts: readonly PlacedPath[]): PlacedPath {
  const [{ zeroUtcMs }, ...later] = parts as [PlacedPath, ...PlacedPath[]];
  if (later.length === 0) return parts[0]!;
  const timesMs: number[] = [];
  const boxesPx: number[] = [];
  for (const part of parts) {
    part.path.timesMs.forEach((timeMs, at) => {
      const placedMs = part.zeroUtcMs - zeroUtcMs + timeMs;
      if (placedMs <= (timesMs.at(-1) ?? Number.NEGATIVE_INFINITY)) return;
      timesMs.push(placedMs);
      boxesPx.push(...part.path.boxesPx.subarray(4 * at, 4 * at + 4));
    });
  }
  return { zeroUtcMs, path: { timesMs: Float64Array.from(timesMs), boxesPx: Float32Array.from(boxesPx) } };
}

const SAMPLES = 7;
/** Longest hole in a path over which a box is interpolated, ms. */
const MAX_GAP_MS = 1_000;

/**
 * Mean distance of the foot points of two tracklets of one camera while both are in view, in heights of the lower box:
 * nearer people are taller and further apart in pixels. Null when they are never in view at once.
 */
export function distanceInHeights(first: PlacedPath, second: PlacedPath): number | null {
  const fromUtcMs = Math.max(startOf(first), startOf(second));
  const toUtcMs = Math.min(endOf(first), endOf(second));
  let sum = 0;
  let count = 0;
  for (let sample = 0; sample < SAMPLES && toUtcMs >= fromUtcMs; sample++) {
    const utcMs = fromUtcMs + ((toUtcMs - fromUtcMs) * sample) / (SAMPLES - 1);
    const a = boxAtTime(first.path, utcMs - first.zeroUtcMs, MAX_GAP_MS);
    const b = boxAtTime(second.path, utcMs - second.zeroUtcMs, MAX_GAP_MS);
    if (!a || !b) continue;
    const apartPx = Math.hypot(a.x + a.w / 2 - b.x - b.w / 2, a.y + a.h - b.y - b.h);
    sum += apartPx / Math.max(1, Math.min(a.h, b.h));
    count++;
  }
  return count === 0 ? null : sum / count;
}

function startOf({ path, zeroUtcMs }: PlacedPath): number {
  return zeroUtcMs + (path.timesMs[0] ?? Number.POSITIVE_INFINITY);
}

function endOf({ path, zeroUtcMs }: PlacedPath): number {
  return zeroUtcMs + (path.timesMs.at(-1) ?? Number.NEGATIVE_INFINITY);
}
