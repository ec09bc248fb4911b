import { and, eq, isNotNull, isNull, or } from 'drizzle-orm';
import { peopleVerdict } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import { findSighting } from '../review/sightings.ts';

/** Attaches what was said of people whose tracklets are gone to those that show the same now, if any do. */
export function reattachPeopleVerdicts(tx: StudyTransaction): void {
  const isLost = or(
    isNull(peopleVerdict.firstTrackletId),
    and(isNull(peopleVerdict.secondTrackletId), isNotNull(peopleVerdict.secondKey)),
  );
  for (const row of tx.select().from(peopleVerdict).where(isLost).all()) {
    const firstTrackletId = row.firstTrackletId ?? findSighting(tx, row.firstKey, row.secondTrackletId);
    const secondTrackletId =
      row.secondTrackletId ?? (row.secondKey && findSighting(tx, row.secondKey, firstTrackletId));
    tx.update(peopleVerdict)
      .set({ firstTrackletId, secondTrackletId })
      .where(eq(peopleVerdict.id, row.id))
      .run();
  }
}
