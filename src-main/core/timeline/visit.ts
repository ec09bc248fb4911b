/** The stops of one visitor in time. Two cameras that see one place may show the visitor at once, so stops may overlap. */
import { mergeSpans, type TimeSpan, totalMs } from './spans.ts';

/** How a visitor came to a stop. */
export interface Arrival {
  /** The stop before that lost sight of the visitor last, or has not yet: its place among the stops. */
  readonly fromIndex: number;
  /** Since that stop ended; below 0 while it lasts. Above 0 nobody saw the visitor. */
  readonly gapMs: number;
}

/**
 * Per stop, how the visitor came there; null at the first.
 *
 * A stop's neighbour in the chain of links is not always where the visitor came from: while one camera sees somebody for
 * long, another that overlaps it may see and lose them, and the next stop follows the first.
 *
 * @param stops in order of start
 */
export function arrivalsOf(stops: readonly TimeSpan[]): (Arrival | null)[] {
  let latest = -1;
  return stops.map((stop, index) => {
    const arrival =
      latest === -1 ? null : { fromIndex: latest, gapMs: stop.startUtcMs - stops[latest]!.endUtcMs };
    if (latest === -1 || stop.endUtcMs >= stops[latest]!.endUtcMs) latest = index;
    return arrival;
  });
}

/** For how long at least one stop lasts: time that two cameras share counts once. */
export function inViewMs(stops: readonly TimeSpan[]): number {
  return totalMs(mergeSpans(stops));
}
