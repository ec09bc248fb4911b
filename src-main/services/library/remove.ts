import { join, relative, sep } from 'node:path';
import { asc, eq, inArray, notInArray } from 'drizzle-orm';
import { idBatches } from '../../store/id-batches.ts';
import { journey, journeyStop, mediaAsset, recording, tracklet } from '../../store/schema/index.ts';
import type { StudyLayout, StudyTransaction } from '../../store/study-store.ts';
import { deleteResults } from '../analysis/analysis-results.ts';
import { deleteUnusedCameras } from './cameras.ts';
import { rememberRecordingIds } from './recording-ids.ts';
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
  const copies = rows.map(({ path }) => path).filter((path) => isInside(path, layout.sources));
  const results = withdrawResults(tx, ids, layout);
  rememberRecordingIds(tx);
  const assets: string[] = [];
  for (const batch of idBatches(ids)) {
    const found = tx
      .select({ relativePath: mediaAsset.relativePath })
      .from(mediaAsset)
      .where(inArray(mediaAsset.recordingId, batch))
      .all();
    assets.push(...found.map(({ relativePath }) => join(layout.folder, relativePath)));
    tx.delete(recording).where(inArray(recording.id, batch)).run();
  }
  for (const { id } of rows) promoteDuplicates(tx, id);
  deleteUnusedCameras(tx);
  return { files: [...assets, ...copies, ...results.cropFiles], hadTracklets: results.hadTracklets };
}

/** Deletes what was found in recordings; returns the crops' files, to be removed once the transaction is through. */
export function withdrawResults(
  tx: StudyTransaction,
  ids: readonly number[],
  layout: StudyLayout,
): { readonly cropFiles: readonly string[]; readonly hadTracklets: boolean } {
  const hadTracklets = haveTracklets(tx, ids);
  const cropFiles = [...idBatches(ids)]
    .flatMap((batch) => deleteResults(tx, batch))
    .map((fileName) => join(layout.crops, fileName));
  if (hadTracklets) {
    tx.delete(journey)
      .where(notInArray(journey.id, tx.select({ id: journeyStop.journeyId }).from(journeyStop)))
      .run();
  }
  return { cropFiles, hadTracklets };
}

export function haveTracklets(tx: StudyTransaction, ids: readonly number[]): boolean {
  return [...idBatches(ids)].some(
    (batch) =>
      tx
        .select({ id: tracklet.id })
        .from(tracklet)
        .where(inArray(tracklet.recordingId, batch))
        .limit(1)
        .get() !== undefined,
  );
}

/** With the original gone, its first copy takes its place, and the other copies are copies of that one. */
export function promoteDuplicates(tx: StudyTransaction, originalId: number): void {
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
