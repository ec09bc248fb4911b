import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { RecordedSpan } from '../core/timeline/coverage.ts';
import { subtractSpans, type TimeSpan } from '../core/timeline/spans.ts';
import { ownedByOthers } from '../core/timeline/time-owners.ts';
import { analysisChunk, camera, recording, recordingGap } from './schema/index.ts';
import type { ReadonlyStudyDb } from './study-store.ts';

/** An accepted recording in true time. `unreadable` is what was not analysed or could not be decoded. */
export interface AnalysedSpan extends RecordedSpan {
  readonly undecodable: readonly TimeSpan[];
}

/** Accepted recordings with a known time, per camera id. */
export function readRecorded(db: ReadonlyStudyDb): Map<number, AnalysedSpan[]> {
  const chunks = Map.groupBy(readChunks(db), (chunk) => chunk.recordingId);
  const holes = Map.groupBy(db.select().from(recordingGap).all(), (gap) => gap.recordingId);
  const cameras = new Map<number, AnalysedSpan[]>();
  for (const row of acceptedRecordings(db)) {
    const zeroUtcMs = row.startUtcMs! + row.clockOffsetMs;
    const inUtc = (fromMs: number, toMs: number): TimeSpan => ({
      startUtcMs: zeroUtcMs + fromMs,
      endUtcMs: zeroUtcMs + toMs,
    });
    const whole = inUtc(0, row.durationMs!);
    const undecodable = (holes.get(row.id) ?? []).map((hole) => inUtc(hole.startOffsetMs, hole.endOffsetMs));
    const analysed = (chunks.get(row.id) ?? []).map((chunk) => inUtc(chunk.fromOffsetMs, chunk.toOffsetMs));
    const unreadable = [...subtractSpans([whole], analysed), ...undecodable];
    const found = cameras.get(row.cameraId) ?? [];
    found.push({ ...whole, recordingId: row.id, unreadable, undecodable });
    cameras.set(row.cameraId, found);
  }
  return cameras;
}

/**
 * Per recording id the time in which another recording of its camera counts (`ownedByOthers`), such as the overlap of
 * two exports: whom this one shows there was seen in the other.
 */
export function readOwnedByOthers(db: ReadonlyStudyDb): Map<number, TimeSpan[]> {
  return new Map([...readRecorded(db).values()].flatMap((recorded) => [...ownedByOthers(recorded)]));
}

function readChunks(db: ReadonlyStudyDb) {
  const { recordingId, fromOffsetMs, toOffsetMs } = analysisChunk;
  return db.select({ recordingId, fromOffsetMs, toOffsetMs }).from(analysisChunk).all();
}

function acceptedRecordings(db: ReadonlyStudyDb) {
  return db
    .select({
      id: recording.id,
      cameraId: camera.id,
      clockOffsetMs: camera.clockOffsetMs,
      startUtcMs: recording.startUtcMs,
      durationMs: recording.durationMs,
    })
    .from(recording)
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .where(
      and(eq(recording.status, 'accepted'), isNotNull(recording.startUtcMs), isNotNull(recording.durationMs)),
    )
    .orderBy(asc(recording.startUtcMs), asc(recording.id))
    .all();
}
