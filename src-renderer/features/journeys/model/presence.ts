/**
 * Finds who is in the study at an instant without asking every journey: a day of a mall has tens of thousands of
 * journeys, of which a few hundred are under way at once.
 */
import type { Itinerary } from './itinerary.ts';

/** Buckets per index. More make a lookup return fewer that are not present, and a long journey cost more entries. */
const BUCKETS = 512;

export interface Presence {
  readonly fromUtcMs: number;
  readonly toUtcMs: number;
  /** All itineraries that may be present at `utcMs`; a few that just left or are about to come are among them. */
  candidatesAt(utcMs: number): readonly Itinerary[];
}

/** Null where there is no journey at all. */
export function indexPresence(itineraries: readonly Itinerary[]): Presence | null {
  if (itineraries.length === 0) return null;
  let fromUtcMs = Number.POSITIVE_INFINITY;
  let toUtcMs = Number.NEGATIVE_INFINITY;
  for (const itinerary of itineraries) {
    fromUtcMs = Math.min(fromUtcMs, itinerary.startUtcMs);
    toUtcMs = Math.max(toUtcMs, itinerary.endUtcMs);
  }
  const bucketMs = Math.max(1, (toUtcMs - fromUtcMs) / BUCKETS);
  const bucketOf = (utcMs: number) => Math.min(BUCKETS - 1, Math.floor((utcMs - fromUtcMs) / bucketMs));
  const buckets = Array.from({ length: BUCKETS }, (): Itinerary[] => []);
  for (const itinerary of itineraries) {
    const last = bucketOf(itinerary.endUtcMs);
    for (let i = bucketOf(itinerary.startUtcMs); i <= last; i += 1) buckets[i]!.push(itinerary);
  }
  return {
    fromUtcMs,
    toUtcMs,
    candidatesAt: (utcMs) => (utcMs < fromUtcMs || utcMs > toUtcMs ? [] : buckets[bucketOf(utcMs)]!),
  };
}

/** How many visitors are under way in each of `bins` equal parts of the time between `fromUtcMs` and `toUtcMs`. */
export function visitorsOverTime(
  itineraries: readonly Itinerary[],
  fromUtcMs: number,
  toUtcMs: number,
  bins: number,
): Uint32Array {
  const binMs = Math.max(1, toUtcMs - fromUtcMs) / bins;
  const binOf = (utcMs: number) => Math.min(bins - 1, Math.max(0, Math.floor((utcMs - fromUtcMs) / binMs)));
  const counts = new Uint32Array(bins);
  for (const { startUtcMs, endUtcMs } of itineraries) {
    const last = binOf(endUtcMs);
    for (let bin = binOf(startUtcMs); bin <= last; bin += 1) counts[bin]! += 1;
  }
  return counts;
}
