import { and, eq, max } from 'drizzle-orm';
import { camera, job, recording } from '../../store/schema/index.ts';
import type { StudyDb } from '../../store/study-store.ts';
import type { KnownFile } from '../../workers/tasks.ts';
import type { RecordingRow } from './recording-jobs.ts';

type Reader = Pick<StudyDb, 'select'>;

/**
 * The files that a scan need not read again. It reads again what could not be read (a right may have been given, a
 * disk plugged in), what was another file (it may be back), and proposals of a scan that did not end, which never met
 * their neighbours.
 */
export function knownFiles(db: Reader): KnownFile[] {
  const lastScanUtcMs = lastFinishedScanUtcMs(db);
  return db
    .select({ row: recording, cameraName: camera.name })
    .from(recording)
    .leftJoin(camera, eq(camera.id, recording.cameraId))
    .all()
    .filter(({ row }) => row.status !== 'unreadable' && row.problem?.code !== 'FILE_CHANGED')
    .filter(({ row }) => row.status !== 'proposed' || row.addedUtcMs <= lastScanUtcMs)
    .map(({ row, cameraName }) => ({
      path: row.path,
      sizeBytes: row.sizeBytes,
      modifiedUtcMs: row.modifiedUtcMs,
      recorded: recordedPart(row, cameraName ?? row.proposedCameraName),
    }));
}

function lastFinishedScanUtcMs(db: Reader): number {
  const row = db
    .select({ utcMs: max(job.finishedUtcMs) })
    .from(job)
    .where(and(eq(job.type, 'scan'), eq(job.status, 'done')))
    .get();
  return row?.utcMs ?? Number.NEGATIVE_INFINITY;
}

/** Null for what says nothing about other files: copies, and what is left out or has no place in time. */
function recordedPart(row: RecordingRow, cameraName: string | null): KnownFile['recorded'] {
  const { fingerprint, startUtcMs, durationMs, probe } = row;
  if (row.status !== 'proposed' && row.status !== 'accepted') return null;
  if (cameraName === null || startUtcMs === null || durationMs === null || !probe) return null;
  return {
    fingerprint,
    cameraName,
    startUtcMs,
    durationMs,
    widthPx: probe.widthPx,
    heightPx: probe.heightPx,
  };
}
