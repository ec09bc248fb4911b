import { growBox, intersectionArea } from '../geometry/box.ts';
import type { TrackerState } from './tracker.ts';

/**
 * Whether nothing can be mixed up for the moment: everybody who is tracked is known for sure, was seen in the last step,
 * and walks well apart from the others. Then a tracker loses nothing by looking less often; where people meet, enter or
 * are hidden, every frame counts.
 *
 * @param reach how much room two people need around them, in heights of the taller one.
 */
export function isCalm({ tracks }: TrackerState, reach: number): boolean {
  if (tracks.some(({ confirmed, missedTimesMs }) => !confirmed || missedTimesMs.length > 0)) return false;
  return tracks.every(({ last: { boxPx } }, index) =>
    tracks.slice(index + 1).every(({ last: other }) => {
      const roomPx = reach * Math.max(boxPx.h, other.boxPx.h);
      return intersectionArea(growBox(boxPx, roomPx), other.boxPx) === 0;
    }),
  );
}
