import { join, relative, sep } from 'node:path';
import { asc, eq, inArray, notInArray } from 'drizzle-orm';
import { journey, journeyStop, mediaAsset, recording, tracklet } from '../../store/schema/index.ts';
import type { StudyLayout, StudyTransaction } from '../../store/study-store.ts';
import { deleteResults } from '../analysis/analysis-results.ts';
import { deleteUnusedCameras } from './cameras.ts';
import { requireRecordings } from './require-recordings.ts';

export interface Removed {
  /** Files that belong to the study and nothing names any more. */
  readonly files: readonly string[];
  readonly hadTracklets: boolean;
}

/**
 * Deletes recordings with all that was found in them. Sources stay, except copies in the study's own `sources/`.
 * Errors: NOT_FOUND.
 */
export function removeRecordings(tx: StudyTransaction, ids: readonly number[], layout: StudyLayout): Removed {
  const rows = requireRecordings(tx, ids);
  const assets = tx
    .select({ relativePath: mediaAsset.relativePath })
    .from(mediaAsset)
    .where(inArray(mediaAsset.recordingId, [...ids]))
    .all()
    .map(({ relativePath }) => join(layout.folder, relativePath));
  const copies = rows.map(({ path }) => path).filter((path) => isInside(path, layout.sources));
  const { cropFiles, hadTracklets } = withdrawResults(tx, ids, layout);
  tx.delete(recording)
    .where(inArray(recording.id, [...ids]))
    .run();
  for (const { id } of rows) promoteDuplicates(tx, id);
  deleteUnusedCameras(tx);
  return { files: [...assets, ...copies, ...cropFiles], hadTracklets };
}

/** Deletes what was found in recordings; returns the crops' files, to be removed once the transaction is through. */
export function withdrawResults(
  tx: StudyTransaction,
  ids: readonly number[],
  layout: StudyLayout,
): { readonly cropFiles: readonly string[]; readonly hadTracklets: boolean } {
  const found = tx
    .select({ id: tracklet.id })
    .from(tracklet)
    .where(inArray(tracklet.recordingId, [...ids]))
    .limit(1)
    .get();
  const cropFiles = deleteResults(tx, ids).map((fileName) => join(layout.crops, fileName));
  tx.delete(journey)
    .where(notInArray(journey.id, tx.select({ id: journeyStop.journeyId }).from(journeyStop)))
    .run();
  return { cropFiles, hadTracklets: found !== undefined };
}

/** With the original gone, its first copy takes its place, and the other copies are copies of that one. */
function promoteDuplicates(tx: StudyTransaction, originalId: number): void {
  const copies = tx
    .select({ id: recording.id })
    .from(recording)
    .where(eq(recording.duplicateOfId, originalId))
    .orderBy(asc(recording.id))
    .all();
  const [heir, ...others] = copies.map(({ id }) => id);
  if (heir === undefined) return;
  tx.update(recording)
    .set({ status: 'proposed', problem: null, duplicateOfId: null })
    .where(eq(recording.id, heir))
    .run();
  tx.update(recording).set({ duplicateOfId: heir }).where(inArray(recording.id, others)).run();
}

function isInside(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && join(folder, inside) === path;
}
