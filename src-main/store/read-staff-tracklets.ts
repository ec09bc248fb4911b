import { asc, eq, inArray } from 'drizzle-orm';
import { journeyStop, peopleVerdict, roleVerdicts } from './schema/index.ts';
import type { ReadonlyStudyDb } from './study-store.ts';

/** Tracklets of the journeys that the operator said are of staff; of what contradicts itself the later counts. */
export function readStaffTracklets(db: Pick<ReadonlyStudyDb, 'select'>): Set<number> {
  const staff = new Set<number>();
  const verdicts = db
    .select({ kind: peopleVerdict.kind, journeyId: journeyStop.journeyId })
    .from(peopleVerdict)
    .innerJoin(journeyStop, eq(journeyStop.trackletId, peopleVerdict.firstTrackletId))
    .where(inArray(peopleVerdict.kind, [...roleVerdicts]))
    .orderBy(asc(peopleVerdict.id))
    .all();
  for (const { kind, journeyId } of verdicts) {
    if (kind === 'staff') staff.add(journeyId);
    else staff.delete(journeyId);
  }
  if (staff.size === 0) return new Set();
  const stops = db
    .select({ journeyId: journeyStop.journeyId, trackletId: journeyStop.trackletId })
    .from(journeyStop)
    .all();
  return new Set(stops.filter(({ journeyId }) => staff.has(journeyId)).map(({ trackletId }) => trackletId));
}
