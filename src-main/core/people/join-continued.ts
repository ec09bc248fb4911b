import type { PersonStop } from './types.ts';

/** A tracklet that may go on from an earlier one, from which only the border of a chunk or file parts it. */
export interface ContinuedStop extends PersonStop {
  /** The tracklet that it goes on from; null for none. */
  readonly continuedId: number | null;
}

/**
 * One stop per view: a border is where everybody in view ends and begins, so that strangers would come and leave together
 * there.
 *
 * @param tracklets one journey's, in order of start
 */
export function joinContinued(tracklets: readonly ContinuedStop[]): PersonStop[] {
  const viewOf = new Map<number, PersonStop[]>();
  for (const { continuedId, ...tracklet } of tracklets) {
    const view = (continuedId === null ? undefined : viewOf.get(continuedId)) ?? [];
    view.push(tracklet);
    viewOf.set(tracklet.trackletId, view);
  }
  return [...new Set(viewOf.values())].map(joined);
}

function joined(parts: readonly PersonStop[]): PersonStop {
  const first = parts[0]!;
  return parts.length === 1 ? first : { ...first, endUtcMs: parts.at(-1)!.endUtcMs, parts };
}

/** The tracklets of a stop, in order of time. */
export function partsOf(stop: PersonStop): readonly PersonStop[] {
  return stop.parts ?? [stop];
}
