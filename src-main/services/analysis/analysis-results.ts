import { and, eq, gt, gte, inArray, lt, notInArray, or } from 'drizzle-orm';
import { analysisChunk, journey, journeyStop, recordingGap, tracklet } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb, StudyTransaction } from '../../store/study-store.ts';
import type { Chunk } from './chunk-plan.ts';

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
  deleteFindings(tx, ids);
  return crops;
}

/** As `deleteResults`, for callers that know otherwise which files to remove. */
export function deleteFindings(tx: StudyTransaction, recordingIds: readonly number[]): void {
  const ids = [...recordingIds];
  tx.delete(tracklet).where(inArray(tracklet.recordingId, ids)).run();
  tx.delete(analysisChunk).where(inArray(analysisChunk.recordingId, ids)).run();
  tx.delete(recordingGap).where(inArray(recordingGap.recordingId, ids)).run();
  deleteEmptyJourneys(tx);
}

interface StoredChunk extends Chunk {
  readonly recordingId: number;
}

/** Deletes what the chunk gave before, so that its new result replaces it. */
export function deleteChunkResults(tx: StudyTransaction, chunk: StoredChunk): void {
  const { recordingId, chunkIndex, fromOffsetMs, toOffsetMs } = chunk;
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
  deleteEmptyJourneys(tx);
}

/**
 * Finished chunks that overlap it, or have its index. A job may come from a plan with another chunk length: storing its
 * result would find people twice in the same footage, and deleting what it overlaps would leave the rest of that unseen.
 */
export function chunksInTheWay(
  db: Pick<ReadonlyStudyDb, 'select'>,
  { recordingId, chunkIndex, fromOffsetMs, toOffsetMs }: StoredChunk,
): StoredChunk[] {
  const overlaps = and(
    lt(analysisChunk.fromOffsetMs, toOffsetMs),
    gt(analysisChunk.toOffsetMs, fromOffsetMs),
  );
  return db
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
