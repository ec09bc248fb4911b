import type { Person } from '#shared/contract/people.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';
import { findJourneys } from '../journeys/journey-query.ts';

/** More at once would make one statement of too many parameters. */
const BATCH = 500;

/** Journeys as lists of people show them, by id; those that are gone are left out. */
export function readPersons(
  db: Pick<ReadonlyStudyDb, 'select'>,
  journeyIds: readonly number[],
): Map<number, Person> {
  const persons = new Map<number, Person>();
  const ids = [...new Set(journeyIds)];
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
        startUtcMs,
        endUtcMs,
        stopCount: stops.length,
        outfit,
      });
    }
  }
  return persons;
}
