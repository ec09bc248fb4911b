import type { BoxPx } from '#shared/units.ts';
import { boxAt, growBox, intersectionArea } from '../../geometry/box.ts';
import type { Track } from '../track.ts';
import type { TrackedFrame } from './spare.ts';

/** Per ordinal of a track, the times when it could have passed to somebody else. */
export type Contests = ReadonlyMap<number, ReadonlySet<number>>;

/**
 * When somebody else was near a track's box: a detection of `minScore` or more that was not the track's, within `reach`
 * heights of it. A track can change hands at such times alone.
 */
export function contestsOf(
  tracks: readonly Track[],
  frames: readonly TrackedFrame[],
  minScore: number,
  reach: number,
): Contests {
  const othersAt = new Map(
    frames.map(({ timeMs, detections: { boxesPx, scores } }) => [
      timeMs,
      Array.from(scores, (_, row) => boxAt(boxesPx, row)).filter((_, row) => scores[row]! >= minScore),
    ]),
  );
  return new Map(
    tracks.map(({ ordinal, timesMs, boxesPx }) => {
      const isContested = (timeMs: number, at: number): boolean => {
        const own = boxAt(boxesPx, at);
        const room = growBox(own, reach * own.h);
        return (othersAt.get(timeMs) ?? []).some(
          (other) => !isSame(other, own) && intersectionArea(room, other) > 0,
        );
      };
      return [ordinal, new Set([...timesMs].filter(isContested))];
    }),
  );
}

/** A track's boxes are detections as they were. */
function isSame(first: BoxPx, second: BoxPx): boolean {
  return first.x === second.x && first.y === second.y && first.w === second.w && first.h === second.h;
}
