import { eq, inArray } from 'drizzle-orm';
import type { Outfit } from '#shared/contract/analysis.ts';
import type { SearchHit } from '#shared/contract/search.ts';
import { journey, outfit } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';
import type { FoundTracklet } from '../../workers/search/schemas.ts';
import { trackletsWithLabels } from '../analysis/tracklet-query.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;

/**
 * What the view shows of the tracklets that a search found, in its order. A tracklet that went meanwhile, because its
 * recording is analysed again, is left out.
 */
export function readHits(db: Reader, found: readonly FoundTracklet[]): SearchHit[] {
  const labels = new Map(found.map(({ trackletId, label }) => [trackletId, label]));
  const tracklets = trackletsWithLabels(db, labels);
  const journeyIds = [...tracklets.values()].flatMap(({ journeyId }) => journeyId ?? []);
  const journeyLabels = labelsOfJourneys(db, journeyIds);
  return found.flatMap(({ trackletId, grade, likeness, garments }): SearchHit[] => {
    const tracklet = tracklets.get(trackletId);
    if (!tracklet) return [];
    const { journeyId } = tracklet;
    const journeyLabel = journeyId === null ? null : (journeyLabels.get(journeyId) ?? null);
    return [{ tracklet, journeyLabel, grade, likeness, garments }];
  });
}

/** What the person of a tracklet wears; null where that is not known. */
export function readOutfit(db: Reader, trackletId: number): Outfit | null {
  const row = db.select().from(outfit).where(eq(outfit.trackletId, trackletId)).get();
  return row ? { top: row.top, bottom: row.bottom, shoes: row.shoes } : null;
}

function labelsOfJourneys(db: Reader, ids: readonly number[]): Map<number, string> {
  const rows = db
    .select({ id: journey.id, label: journey.label })
    .from(journey)
    .where(inArray(journey.id, [...ids]))
    .all();
  return new Map(rows.map(({ id, label }) => [id, label]));
}
