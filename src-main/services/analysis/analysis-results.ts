import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { and, eq, gt, gte, inArray, lt, notInArray, or } from 'drizzle-orm';
import { analysisChunk, journey, journeyStop, recordingGap, tracklet } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';

/**
 * Deletes what analysis found in recordings; links and journeys lose those tracklets with them.
 * @returns the files of the crops, which the caller removes once the transaction is through.
 */
export function deleteResults(tx: StudyTransaction, recordingIds: readonly number[]): string[] {
  const ids = [...recordingIds];
  const crops = tx
    .select({ crops: tracklet.crops })
    .from(tracklet)
    .where(inArray(tracklet.recordingId, ids))
    .all()
    .flatMap((row) => row.crops.map(({ fileName }) => fileName));
  tx.delete(tracklet).where(inArray(tracklet.recordingId, ids)).run();
  tx.delete(analysisChunk).where(inArray(analysisChunk.recordingId, ids)).run();
  tx.delete(recordingGap).where(inArray(recordingGap.recordingId, ids)).run();
  deleteEmptyJourneys(tx);
  return crops;
}

export async function removeCropFiles(cropsFolder: string, fileNames: readonly string[]): Promise<void> {
  for (const fileName of fileNames) await rm(join(cropsFolder, fileName), { force: true });
}

interface StoredChunk {
  readonly recordingId: number;
  readonly chunkIndex: number;
  readonly fromOffsetMs: number;
  readonly toOffsetMs: number;
}

/**
 * Deletes what the chunk gave before, so that its new result replaces it, and every chunk that overlaps it: a job may
 * come from a plan with another chunk length, and nobody may be found twice in the same footage.
 */
export function deleteChunkResults(tx: StudyTransaction, chunk: StoredChunk): void {
  for (const replaced of [chunk, ...chunksInTheWay(tx, chunk)]) {
    const { recordingId, chunkIndex, fromOffsetMs, toOffsetMs } = replaced;
    tx.delete(tracklet)
      .where(and(eq(tracklet.recordingId, recordingId), eq(tracklet.chunkIndex, chunkIndex)))
      .run();
    tx.delete(analysisChunk)
      .where(and(eq(analysisChunk.recordingId, recordingId), eq(analysisChunk.chunkIndex, chunkIndex)))
      .run();
    tx.delete(recordingGap)
      .where(
        and(
          eq(recordingGap.recordingId, recordingId),
          gte(recordingGap.startOffsetMs, fromOffsetMs),
          lt(recordingGap.startOffsetMs, toOffsetMs),
        ),
      )
      .run();
  }
  deleteEmptyJourneys(tx);
}

/** Those that overlap it, and the one that has its index. */
function chunksInTheWay(tx: StudyTransaction, chunk: StoredChunk): StoredChunk[] {
  const { recordingId, chunkIndex, fromOffsetMs, toOffsetMs } = chunk;
  const overlaps = and(
    lt(analysisChunk.fromOffsetMs, toOffsetMs),
    gt(analysisChunk.toOffsetMs, fromOffsetMs),
  );
  return tx
    .select()
    .from(analysisChunk)
    .where(
      and(eq(analysisChunk.recordingId, recordingId), or(overlaps, eq(analysisChunk.chunkIndex, chunkIndex))),
    )
    .all();
}

/** A journey whose tracklets are all gone is none; the others stay until the study is linked again. */
function deleteEmptyJourneys(tx: StudyTransaction): void {
  const visited = tx.select({ id: journeyStop.journeyId }).from(journeyStop);
  tx.delete(journey).where(notInArray(journey.id, visited)).run();
}
