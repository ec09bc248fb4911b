import { eq } from 'drizzle-orm';
import { findGroups } from '../core/people/find-groups.ts';
import { partsOf } from '../core/people/join-continued.ts';
import { distanceInHeights, joinPaths, type PlacedPath } from '../core/people/stop-distance.ts';
import type { PersonStop, VisitorGroup } from '../core/people/types.ts';
import { decodePath } from '../core/tracking/path-codec.ts';
import type { StudyPeople } from './read-people.ts';
import { tracklet } from './schema/index.ts';
import type { ReadonlyStudyDb } from './study-store.ts';

/** The groups of a study's visitors; staff are in none. Paths are read of those only who come together. */
export function studyGroups(
  db: Pick<ReadonlyStudyDb, 'select'>,
  { journeys, roles, judgedPairs, observed }: StudyPeople,
): VisitorGroup[] {
  const visitors = journeys.filter(({ id }) => roles.get(id) !== 'staff');
  const ids = new Set(visitors.map(({ id }) => id));
  const judged = judgedPairs.filter((pair) => ids.has(pair.firstJourneyId) && ids.has(pair.secondJourneyId));
  const partOf = ({ trackletId, startUtcMs }: PersonStop): PlacedPath[] => {
    const row = db
      .select({ path: tracklet.path, startOffsetMs: tracklet.startOffsetMs })
      .from(tracklet)
      .where(eq(tracklet.id, trackletId))
      .get();
    return row ? [{ path: decodePath(row.path), zeroUtcMs: startUtcMs - row.startOffsetMs }] : [];
  };
  const pathOf = (stop: PersonStop): PlacedPath | null => {
    const parts = partsOf(stop).flatMap(partOf);
    return parts.length === 0 ? null : joinPaths(parts);
  };
  const distance = (first: PersonStop, second: PersonStop): number | null => {
    const [a, b] = [pathOf(first), pathOf(second)];
    return a && b ? distanceInHeights(a, b) : null;
  };
  return findGroups(visitors, { judged, distance, observed });
}
