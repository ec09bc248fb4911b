import { basename } from 'node:path';
import { asc, count, eq } from 'drizzle-orm';
import type { Recording } from '#shared/contract/library.ts';
import { analysisChunk, camera, job, mediaAsset, recording } from '../../store/schema/index.ts';
import type { StudyDb } from '../../store/study-store.ts';

type Reader = Pick<StudyDb, 'select'>;
type AnalysisState = Pick<Recording, 'analysis' | 'analysisProgress'>;

const notAnalysed: AnalysisState = { analysis: 'none', analysisProgress: 0 };

/** All recordings of the study with the state of their jobs: by start, those without one last, by path. */
export function listRecordings(db: Reader): Recording[] {
  const analysis = analysisStates(db);
  const thumbnails = new Set(
    db
      .select({ id: mediaAsset.recordingId })
      .from(mediaAsset)
      .where(eq(mediaAsset.kind, 'thumbnail'))
      .all()
      .map(({ id }) => id),
  );
  return db
    .select({ row: recording, cameraName: camera.name })
    .from(recording)
    .leftJoin(camera, eq(camera.id, recording.cameraId))
    .all()
    .map(
      ({ row, cameraName }): Recording => ({
        id: row.id,
        path: row.path,
        fileName: basename(row.path),
        sizeBytes: row.sizeBytes,
        status: row.status,
        problem: row.problem,
        cameraId: row.cameraId,
        cameraName: cameraName ?? row.proposedCameraName,
        startUtcMs: row.startUtcMs,
        endUtcMs: row.startUtcMs === null || row.durationMs === null ? null : row.startUtcMs + row.durationMs,
        evidence: row.evidence,
        confidence: row.confidence,
        probe: row.probe,
        sha256: row.sha256,
        duplicateOfId: row.duplicateOfId,
        proxy: row.proxy,
        hasThumbnail: thumbnails.has(row.id),
        ...(analysis.get(row.id) ?? notAnalysed),
      }),
    )
    .sort(byStart);
}

function byStart(a: Recording, b: Recording): number {
  const starts = (a.startUtcMs ?? Number.MAX_SAFE_INTEGER) - (b.startUtcMs ?? Number.MAX_SAFE_INTEGER);
  return starts || (a.path < b.path ? -1 : 1);
}

/** Of recordings that have finished chunks or analysis jobs; a chunk that was queued again counts once. */
function analysisStates(db: Reader): Map<number, AnalysisState> {
  const doneChunks = new Map(
    db
      .select({ id: analysisChunk.recordingId, chunks: count() })
      .from(analysisChunk)
      .groupBy(analysisChunk.recordingId)
      .all()
      .map(({ id, chunks }) => [id, chunks]),
  );
  const latest = new Map<string, { recordingId: number; status: string; progress: number }>();
  const jobs = db
    .select({
      id: job.id,
      key: job.dedupeKey,
      recordingId: job.recordingId,
      status: job.status,
      progress: job.progress,
    })
    .from(job)
    .where(eq(job.type, 'analyze'))
    .orderBy(asc(job.id))
    .all();
  for (const { id, key, recordingId, status, progress } of jobs) {
    if (recordingId !== null) latest.set(key ?? `job:${id}`, { recordingId, status, progress });
  }
  const openJobs = Map.groupBy(
    [...latest.values()].filter(({ status }) => status !== 'done'),
    ({ recordingId }) => recordingId,
  );
  return new Map(
    [...new Set([...doneChunks.keys(), ...openJobs.keys()])].map((id) => [
      id,
      analysisState(doneChunks.get(id) ?? 0, openJobs.get(id) ?? []),
    ]),
  );
}

function analysisState(
  doneChunks: number,
  openJobs: readonly { readonly status: string; readonly progress: number }[],
): AnalysisState {
  const has = (...statuses: readonly string[]) => openJobs.some(({ status }) => statuses.includes(status));
  const begun = openJobs.reduce(
    (sum, { status, progress }) => sum + (status === 'running' ? progress : 0),
    0,
  );
  const total = doneChunks + openJobs.length;
  const analysisProgress = total === 0 ? 0 : (doneChunks + begun) / total;
  if (has('running')) return { analysis: 'running', analysisProgress };
  if (has('queued')) return { analysis: 'queued', analysisProgress };
  if (has('failed', 'quarantined')) return { analysis: 'failed', analysisProgress };
  if (openJobs.length > 0) return { analysis: 'none', analysisProgress };
  return { analysis: 'done', analysisProgress };
}
