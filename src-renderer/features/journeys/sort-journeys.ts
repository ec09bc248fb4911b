import type { Journey } from '#shared/contract/journeys.ts';
import type { JourneySort } from './use-journeys.ts';

const comparisons: Readonly<Record<JourneySort, (a: Journey, b: Journey) => number>> = {
  start: (a, b) => a.startUtcMs - b.startUtcMs,
  duration: (a, b) => b.durationMs - a.durationMs,
  stops: (a, b) => b.stops.length - a.stops.length,
  confidence: (a, b) => a.confidence - b.confidence,
};

export const sortNames: Readonly<Record<JourneySort, string>> = {
  start: 'Earliest first',
  duration: 'Longest first',
  stops: 'Most stops first',
  confidence: 'Least sure first',
};

/** In the chosen order; journeys that are equal in it, by their start. */
export function sortJourneys(journeys: readonly Journey[], sort: JourneySort): Journey[] {
  return journeys.toSorted((a, b) => comparisons[sort](a, b) || a.startUtcMs - b.startUtcMs || a.id - b.id);
}
