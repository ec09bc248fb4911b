import { WALK_POINTS, WALK_WIDTH } from '../../core/linking/tracklets/walks.ts';
import { boxAtTime } from '../../core/tracking/path.ts';
import type { TrackPath } from '../../core/tracking/path-codec.ts';

/** Foot points and heights along a path as linking wants them (`LinkTracklet.walk`); null when the path has no point. */
export function sampledWalk(path: TrackPath): Int16Array | null {
  const first = path.timesMs[0];
  const last = path.timesMs.at(-1);
  if (first === undefined || last === undefined) return null;
  const walk = new Int16Array(WALK_WIDTH);
  for (let point = 0; point < WALK_POINTS; point++) {
    const timeMs = first + ((last - first) * point) / (WALK_POINTS - 1);
    const box = boxAtTime(path, Math.min(last, timeMs), Number.POSITIVE_INFINITY)!;
    walk.set([box.x + box.w / 2, box.y + box.h, Math.max(1, box.h)].map(Math.round), 3 * point);
  }
  return walk;
}
