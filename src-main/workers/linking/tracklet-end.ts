import { boxAt } from '../../core/geometry/box.ts';
import type { TrackletEnd } from '../../core/linking/types.ts';
import type { TrackPath } from '../../core/tracking/path-codec.ts';

/** How much of a path gives the velocity at its end. */
const VELOCITY_WINDOW_MS = 1_000;

/** Place and velocity at one end of a path; null when the path has no point. */
export function trackletEnd(path: TrackPath, side: 'start' | 'end'): TrackletEnd | null {
  const last = path.timesMs.length - 1;
  if (last < 0) return null;
  const step = side === 'start' ? 1 : -1;
  const at = side === 'start' ? 0 : last;
  let inner = at;
  while (
    path.timesMs[inner + step] !== undefined &&
    Math.abs(path.timesMs[inner + step]! - path.timesMs[at]!) <= VELOCITY_WINDOW_MS
  ) {
    inner += step;
  }
  const foot = footPoint(path, at);
  const innerFoot = footPoint(path, inner);
  const elapsedS = (path.timesMs[at]! - path.timesMs[inner]!) / 1000;
  return {
    ...foot,
    velocityXPxPerS: elapsedS === 0 ? 0 : (foot.footXPx - innerFoot.footXPx) / elapsedS,
    velocityYPxPerS: elapsedS === 0 ? 0 : (foot.footYPx - innerFoot.footYPx) / elapsedS,
  };
}

function footPoint(path: TrackPath, point: number): { footXPx: number; footYPx: number; heightPx: number } {
  const box = boxAt(path.boxesPx, point);
  return { footXPx: box.x + box.w / 2, footYPx: box.y + box.h, heightPx: box.h };
}
