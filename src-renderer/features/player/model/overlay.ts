/**
 * Where the tracklets of a recording are at one instant. Times are milliseconds from the start of the recording,
 * boxes source pixels.
 */
import type { TrackletPath } from '#shared/contract/analysis.ts';
import type { BoxPx, PointPx } from '#shared/units.ts';

type PathPoint = TrackletPath['points'][number];

/**
 * How long a box stays after its last point. Analysis samples about every 170 ms; half of that keeps the overlay
 * from blinking off a frame early, and lets a tracklet of a single point be seen at all.
 */
export const HOLD_MS = 85;

/** A bridge between two points longer than this was not observed: the box is drawn as a guess. */
export const UNOBSERVED_GAP_MS = 700;

export interface BoxAtInstant {
  readonly boxPx: BoxPx;
  /** False while the box is only interpolated across a gap in the detections. */
  readonly isObserved: boolean;
}

/** The box at `offsetMs`, linear between the neighbouring points; null before the first and after the last. */
export function boxAt(points: readonly PathPoint[], offsetMs: number): BoxAtInstant | null {
  const next = firstPointAfter(points, offsetMs);
  const before = points[next - 1];
  const after = points[next];
  if (!before) return null;
  if (!after) return offsetMs <= before.offsetMs + HOLD_MS ? { boxPx: before.boxPx, isObserved: true } : null;
  const gapMs = after.offsetMs - before.offsetMs;
  const share = (offsetMs - before.offsetMs) / gapMs;
  return { boxPx: mixBoxes(before.boxPx, after.boxPx, share), isObserved: gapMs <= UNOBSERVED_GAP_MS };
}

/** Where the feet were during `lengthMs` before `offsetMs`, oldest first, ending at the interpolated present. */
export function footTrail(points: readonly PathPoint[], offsetMs: number, lengthMs: number): PointPx[] {
  const trail: PointPx[] = [];
  const end = firstPointAfter(points, offsetMs);
  for (let i = firstPointAfter(points, offsetMs - lengthMs); i < end; i += 1)
    trail.push(footOf(points[i]!.boxPx));
  const now = boxAt(points, offsetMs);
  if (now) trail.push(footOf(now.boxPx));
  return trail;
}

/** The middle of a box's lower edge: where a standing person touches the floor. */
export function footOf(boxPx: BoxPx): PointPx {
  return { x: boxPx.x + boxPx.w / 2, y: boxPx.y + boxPx.h };
}

/** The smallest box that contains the point, so that a person in front of a group can be picked; null if none. */
export function pickBox<T extends { readonly boxPx: BoxPx }>(
  boxes: readonly T[],
  pointPx: PointPx,
): T | null {
  let best: T | null = null;
  for (const candidate of boxes) {
    const { x, y, w, h } = candidate.boxPx;
    const isInside = pointPx.x >= x && pointPx.x <= x + w && pointPx.y >= y && pointPx.y <= y + h;
    if (isInside && (!best || w * h < best.boxPx.w * best.boxPx.h)) best = candidate;
  }
  return best;
}

/** Index of the first point later than `offsetMs`. */
function firstPointAfter(points: readonly PathPoint[], offsetMs: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]!.offsetMs <= offsetMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mixBoxes(a: BoxPx, b: BoxPx, share: number): BoxPx {
  return {
    x: a.x + (b.x - a.x) * share,
    y: a.y + (b.y - a.y) * share,
    w: a.w + (b.w - a.w) * share,
    h: a.h + (b.h - a.h) * share,
  };
}
