import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { coverageOf, FILE_BORDER_TOLERANCE_MS, type RecordedSpan } from '../core/timeline/coverage.ts';
import { gapsBetween, mergeSpans, subtractSpans, type TimeSpan } from '../core/timeline/spans.ts';
import { analysisChunk, camera, recording, recordingGap } from '../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../store/study-store.ts';
import type { GapReason } from './report-model.ts';

export interface AnalysedCoverage {
  readonly observed: readonly TimeSpan[];
  readonly observedMs: number;
  readonly gaps: readonly (TimeSpan & { readonly reason: GapReason })[];
}

/** Accepted recordings of one camera and what of them was analysed, in true time. */
interface Analysed {
  readonly recorded: RecordedSpan[];
  readonly undecodable: TimeSpan[];
}

/**
 * What was *observed* per camera id: recorded, decoded and analysed. A recording that nobody analysed is
 * footage, not observation, and its time is a gap.
 */
export function readCoverage(db: ReadonlyStudyDb): Map<number, AnalysedCoverage> {
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
  return new Map([...cameras].map(([cameraId, analysed]) => [cameraId, coverageWithReasons(analysed)]));
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

/** Gaps reach from the first to the last *recorded* instant: footage that nobody analysed is missing at the ends too. */
function coverageWithReasons({ recorded, undecodable }: Analysed): AnalysedCoverage {
  const coverage = coverageOf(recorded);
  const unseen = subtractSpans(recorded, coverage.observed);
  const undecoded = subtractSpans(undecodable, coverage.observed);
  const reasons: readonly (readonly [GapReason, readonly TimeSpan[]])[] = [
    ['no recording', gapsBetween(mergeSpans(recorded, FILE_BORDER_TOLERANCE_MS))],
    ['not decodable', undecoded],
    ['not analysed', subtractSpans(unseen, undecoded)],
  ];
  const gaps = reasons
    .flatMap(([reason, spans]) => spans.map((span) => ({ ...span, reason })))
    .sort((a, b) => a.startUtcMs - b.startUtcMs);
  return { observed: coverage.observed, observedMs: coverage.observedMs, gaps };
}
