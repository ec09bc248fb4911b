import { boxAt, growBox, intersectionArea } from '../../geometry/box.ts';
import type { TrackedFrame } from './spare.ts';

/** Per ordinal of a track, the times when it could have passed to somebody else. */
export type Contests = ReadonlyMap<number, ReadonlySet<number>>;

/**
 * When somebody else was near a track's box: a detection of `minScore` or more that was not the track's, within `reach`
 * heights of it. A track can change hands at such times alone.
 */
export function contestsOf(frames: readonly TrackedFrame[], minScore: number, reach: number): Contests {
  const contests = new Map<number, Set<number>>();
  for (const { timeMs, detections, sightings } of frames) {
    const { boxesPx, scores } = detections;
    for (const { ordinal, row } of sightings) {
      const own = boxAt(boxesPx, row);
      const room = growBox(own, reach * own.h);
      const isContested = scores.some(
        (score, other) =>
          other !== row && score >= minScore && intersectionArea(room, boxAt(boxesPx, other)) > 0,
      );
      if (isContested) contests.set(ordinal, (contests.get(ordinal) ?? new Set()).add(timeMs));
    }
  }
  return contests;
}
