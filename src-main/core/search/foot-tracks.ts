import { isInPolygon, type Point } from '../geometry/polygon.ts';
import type { TrackPath } from '../tracking/path-codec.ts';

/** Steps that a side of the picture is cut into. */
const STEPS = 0xffff;
/** Nearer than this to the point before, in steps, a point says nothing new: 1/512 of a side. */
const STILL = 128;

/**
 * Where everybody of one recording stood: the middle of each box's lower side, as shares of the picture's width and
 * height, so that one area fits recordings of any size. 4 bytes per point; who stands still has one.
 */
export interface FootTracks {
  /** x, y per point, in steps. */
  readonly points: Uint16Array;
  /** Row i has the points from `first[i]` to before `first[i + 1]`. */
  readonly first: Uint32Array;
}

/** @param paths one per row, boxes in pixels of the recording's picture */
export function footTracksOf(
  paths: Iterable<TrackPath>,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): FootTracks {
  const points: number[] = [];
  const first = [0];
  for (const { boxesPx } of paths) {
    let [lastX, lastY] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = 0; at < boxesPx.length; at += 4) {
      const x = stepOf((boxesPx[at]! + boxesPx[at + 2]! / 2) / widthPx);
      const y = stepOf((boxesPx[at + 1]! + boxesPx[at + 3]!) / heightPx);
      if (Math.abs(x - lastX) < STILL && Math.abs(y - lastY) < STILL) continue;
      points.push(x, y);
      [lastX, lastY] = [x, y];
    }
    first.push(points.length / 2);
  }
  return { points: Uint16Array.from(points), first: Uint32Array.from(first) };
}

/** Per row 1 where somebody ever stood inside the area, whose corners are shares of the picture. */
export function rowsInside({ points, first }: FootTracks, corners: readonly Point[]): Uint8Array {
  const scaled = corners.map(({ x, y }) => ({ x: x * STEPS, y: y * STEPS }));
  return Uint8Array.from({ length: first.length - 1 }, (_, row) => {
    for (let point = first[row]!; point < first[row + 1]!; point++) {
      if (isInPolygon(scaled, points[2 * point]!, points[2 * point + 1]!)) return 1;
    }
    return 0;
  });
}

/** Who leaves the picture at its lower side has feet below it: they count as on its edge. */
function stepOf(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * (STEPS - 1));
}
