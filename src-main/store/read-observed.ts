import { asc, eq } from 'drizzle-orm';
import { coverageOf, type RecordedSpan } from '../core/timeline/coverage.ts';
import { subtractSpans, type TimeSpan } from '../core/timeline/spans.ts';
import { ownedByOthers } from '../core/timeline/time-owners.ts';
import { isOnTimeLine } from './on-time-line.ts';
import { analysisChunk, camera, recording, recordingGap } from './schema/index.ts';
import type { ReadonlyStudyDb } from './study-store.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;

/** Accepted recordings of one camera and what of them was analysed, in true time. */
export interface Analysed {
  readonly recorded: RecordedSpan[];
  readonly undecodable: TimeSpan[];
}

/** Per camera id, when it observed: recorded, decoded and analysed. */
export function readObserved(db: Reader): Map<number, readonly TimeSpan[]> {
  return new Map([...readAnalysed(db)].map(([id, { recorded }]) => [id, coverageOf(recorded).observed]));
}

/**
 * Per recording id the time in which another recording of its camera counts (`ownedByOthers`), such as the overlap of
 * two exports: whom this one shows there was seen in the other.
 */
export function readOwnedByOthers(db: Reader): Map<number, TimeSpan[]> {
  return new Map([...readAnalysed(db).values()].flatMap(({ recorded }) => [...ownedByOthers(recorded)]));
}

/** Per camera id. What nobody analysed is unreadable, as what could not be decoded is. */
export function readAnalysed(db: Reader): Map<number, Analysed> {
  const chunks = Map.groupBy(db.select().from(analysisChunk).all(), (chunk) => chunk.recordingId);
  const holes = Map.groupBy(db.select().from(recordingGap).all(), (gap) => gap.recordingId);
  const cameras = new Map<number, Analysed>();
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
    const found = cameras.get(row.cameraId) ?? { recorded: [], undecodable: [] };
    found.recorded.push({ ...whole, recordingId: row.id, unreadable });
    found.undecodable.push(...undecodable);
    cameras.set(row.cameraId, found);
  }
  return cameras;
}

function acceptedRecordings(db: Reader) {
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
    .where(isOnTimeLine)
    .orderBy(asc(recording.startUtcMs), asc(recording.id))
    .all();
}
