import { asc, eq } from 'drizzle-orm';
import type { CameraCoverage } from '#shared/contract/library.ts';
import { coverageOf, type RecordedSpan } from '../../core/timeline/coverage.ts';
import { isOnTimeLine } from '../../store/on-time-line.ts';
import { camera, recording, recordingGap } from '../../store/schema/index.ts';
import type { StudyDb } from '../../store/study-store.ts';

/** What each camera saw, of accepted recordings, in true time; cameras by name. */
export function readCoverage(db: Pick<StudyDb, 'select'>): CameraCoverage[] {
  const rows = db
    .select({
      cameraId: camera.id,
      cameraName: camera.name,
      clockOffsetMs: camera.clockOffsetMs,
      recordingId: recording.id,
      startUtcMs: recording.startUtcMs,
      durationMs: recording.durationMs,
    })
    .from(recording)
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .where(isOnTimeLine)
    .orderBy(asc(camera.name))
    .all();
  const gaps = Map.groupBy(db.select().from(recordingGap).all(), ({ recordingId }) => recordingId);
  const byCamera = Map.groupBy(rows, ({ cameraId }) => cameraId);
  return [...byCamera].map(([cameraId, recordings]) => {
    const { cameraName, clockOffsetMs } = recordings[0]!;
    const spans = recordings.map(({ recordingId, startUtcMs, durationMs }): RecordedSpan => {
      const zeroUtcMs = startUtcMs! + clockOffsetMs;
      return {
        recordingId,
        startUtcMs: zeroUtcMs,
        endUtcMs: zeroUtcMs + durationMs!,
        unreadable: (gaps.get(recordingId) ?? []).map((gap) => ({
          startUtcMs: zeroUtcMs + gap.startOffsetMs,
          endUtcMs: zeroUtcMs + gap.endOffsetMs,
        })),
      };
    });
    const { observed, gaps: unobserved, observedMs } = coverageOf(spans);
    return {
      cameraId,
      cameraName,
      clockOffsetMs,
      observed: observed.map((span) => ({ ...span, recordingIds: [...span.recordingIds] })),
      gaps: [...unobserved],
      observedMs,
    };
  });
}
