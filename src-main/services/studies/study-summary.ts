import { count, eq } from 'drizzle-orm';
import type { StudySummary } from '#shared/contract/studies.ts';
import { camera, journey, recording, tracklet } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';

export function countRows(db: Pick<ReadonlyStudyDb, 'select'>): StudySummary['counts'] {
  const rows = (table: typeof camera | typeof recording | typeof tracklet | typeof journey) =>
    db.select({ rows: count() }).from(table).get()?.rows ?? 0;
  return {
    cameras: rows(camera),
    recordings: rows(recording),
    tracklets: rows(tracklet),
    journeys: rows(journey),
  };
}

/** Sum over cameras of the time that accepted recordings cover; time covered twice counts once. */
export function observedMs(db: Pick<ReadonlyStudyDb, 'select'>): number {
  const spans = db
    .select({
      cameraId: recording.cameraId,
      startUtcMs: recording.startUtcMs,
      durationMs: recording.durationMs,
    })
    .from(recording)
    .where(eq(recording.status, 'accepted'))
    .orderBy(recording.cameraId, recording.startUtcMs)
    .all();
  let total = 0;
  let cameraId: number | null = null;
  let coveredUntilUtcMs = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    if (span.cameraId === null || span.startUtcMs === null || span.durationMs === null) continue;
    if (span.cameraId !== cameraId) {
      cameraId = span.cameraId;
      coveredUntilUtcMs = Number.NEGATIVE_INFINITY;
    }
    const endUtcMs = span.startUtcMs + span.durationMs;
    total += Math.max(0, endUtcMs - Math.max(span.startUtcMs, coveredUntilUtcMs));
    coveredUntilUtcMs = Math.max(coveredUntilUtcMs, endUtcMs);
  }
  return total;
}
