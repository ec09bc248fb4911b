/** The stops of one visitor in time. Two cameras that see one place may show the visitor at once, so stops may overlap. */
import { mergeSpans, type TimeSpan, totalMs } from './spans.ts';

/** How a visitor came to a stop. */
export interface Arrival {
  /**
   * The stop before that lost sight of the visitor last, or has not yet: its place among the stops. Of a stop that goes on
   * from another over a border, the latter.
   */
  readonly fromIndex: number;
  /** Since any stop before ended; below 0 while one lasts. Above 0 nobody saw the visitor. */
  readonly gapMs: number;
}

/** A stop that may go on from an earlier one, from which only the border of a chunk or file parts it. */
export interface VisitStop extends TimeSpan {
  readonly trackletId: number;
  /** The tracklet that it goes on from; null for none. */
  readonly continuedId: number | null;
}

/**
 * Per stop, how the visitor came there; null at the first.
 *
 * A stop's neighbour in the chain of links is not always where the visitor came from: while one camera sees somebody for
 * long, another that overlaps it may see and lose them, and the next stop follows the first. Nor does who goes on over a
 * border come from a camera that sees them meanwhile.
 *
 * @param stops in order of start
 */
export function arrivalsOf(stops: readonly VisitStop[]): (Arrival | null)[] {
  const indexOf = new Map(stops.map(({ trackletId }, index) => [trackletId, index]));
  let latest = -1;
  return stops.map((stop, index) => {
    const continued = stop.continuedId === null ? undefined : indexOf.get(stop.continuedId);
    const arrival =
      latest === -1
        ? null
        : { fromIndex: continued ?? latest, gapMs: stop.startUtcMs - stops[latest]!.endUtcMs };
    if (latest === -1 || stop.endUtcMs >= stops[latest]!.endUtcMs) latest = index;
    return arrival;
  });
}

/** From the first stop's start to the end of the last: never less than `inViewMs` of the same stops. */
export function durationMs(stops: readonly TimeSpan[]): number {
  if (stops.length === 0) return 0;
  return (
    Math.max(...stops.map(({ endUtcMs }) => endUtcMs)) -
    Math.min(...stops.map(({ startUtcMs }) => startUtcMs))
  );
}

/** For how long at least one stop lasts: time that two cameras share counts once. */
export function inViewMs(stops: readonly TimeSpan[]): number {
  return totalMs(mergeSpans(stops));
}
