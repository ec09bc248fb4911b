import { inArray } from 'drizzle-orm';
import type { Person } from '#shared/contract/people.ts';
import { idBatches } from '../../store/id-batches.ts';
import { journeyStop } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';
import { findJourneys } from '../journeys/journey-query.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;

/** More at once would make one statement of too many parameters. */
const BATCH = 500;

/** Journeys as lists of people show them, by the tracklets that name them; those that are gone are left out. */
export function readPersons(db: Reader, trackletIds: readonly number[]): Map<number, Person> {
  const journeyOf = journeysHolding(db, trackletIds);
  const persons = new Map<number, Person>();
  const ids = [...new Set(journeyOf.values())];
  for (let from = 0; from < ids.length; from += BATCH) {
    for (const journey of findJourneys(db, ids.slice(from, from + BATCH))) {
      const { id, label, startUtcMs, endUtcMs, outfit, stops } = journey;
      const longest = stops.reduce((best, stop) =>
        stop.exitUtcMs - stop.enterUtcMs > best.exitUtcMs - best.enterUtcMs ? stop : best,
      );
      persons.set(id, {
        journeyId: id,
        label,
        trackletId: longest.trackletId,
        trackletIds: stops.map(({ trackletId }) => trackletId),
        startUtcMs,
        endUtcMs,
        stopCount: stops.length,
        outfit,
      });
    }
  }
  const named = [...journeyOf].map(([trackletId, id]) => [trackletId, persons.get(id)] as const);
  return new Map(named.filter((entry): entry is [number, Person] => entry[1] !== undefined));
}

/** By tracklet; tracklets that are gone, or in no journey, are left out. */
export function journeysHolding(db: Reader, trackletIds: readonly number[]): Map<number, number> {
  const rows = [...idBatches(trackletIds)].flatMap((batch) =>
    db
      .select({ trackletId: journeyStop.trackletId, journeyId: journeyStop.journeyId })
      .from(journeyStop)
      .where(inArray(journeyStop.trackletId, batch))
      .all(),
  );
  return new Map(rows.map(({ trackletId, journeyId }) => [trackletId, journeyId]));
}
