import { basename } from 'node:path';
import { eq } from 'drizzle-orm';
import { AppError } from '#shared/errors.ts';
import type { NewJob } from '../../jobs/types.ts';
import { recording } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import { cameraNamed } from './cameras.ts';
import { noteOverlaps } from './overlaps.ts';
import { hashJob, prepareJob, type RecordingRow } from './recording-jobs.ts';
import { requireRecordings } from './require-recordings.ts';

/**
 * Accepts proposals: all of them, or none. Those that are accepted already stay as they are.
 * Errors: NOT_FOUND; INVALID_INPUT, naming the file that has no camera, no start, or no video.
 * @returns the jobs that the accepted recordings need
 */
export function acceptRecordings(tx: StudyTransaction, ids: readonly number[]): NewJob[] {
  const rows = requireRecordings(tx, ids).filter(({ status }) => status !== 'accepted');
  for (const row of rows) {
    const { cameraName } = requireAcceptable(row);
    tx.update(recording)
      .set({
        status: 'accepted',
        proxy: row.proxy === 'ready' ? 'ready' : 'queued',
        cameraId: cameraNamed(tx, cameraName),
        proposedCameraName: cameraName,
      })
      .where(eq(recording.id, row.id))
      .run();
  }
  noteOverlaps(
    tx,
    rows.map(({ id }) => id),
  );
  return [
    ...rows.filter(({ proxy }) => proxy !== 'ready').map(prepareJob),
    ...rows.filter(({ sha256 }) => sha256 === null).map((row) => hashJob(row, 'accepted')),
  ];
}

function requireAcceptable(row: RecordingRow): { cameraName: string } {
  const name = basename(row.path);
  if (row.status !== 'proposed') {
    throw new AppError(
      'INVALID_INPUT',
      `${name} cannot be accepted: it is ${row.status}.${row.problem ? ` ${row.problem.message}` : ''}`,
      row.status === 'unreadable' ? 'Leave it out.' : 'Include it first if you want it analysed.',
    );
  }
  if (row.proposedCameraName === null) {
    throw new AppError('INVALID_INPUT', `${name} has no camera yet.`, 'Enter the camera that recorded it.');
  }
  if (row.startUtcMs === null) {
    throw new AppError(
      'INVALID_INPUT',
      `${name} has no start time yet.`,
      'Enter when its first picture was recorded.',
    );
  }
  return { cameraName: row.proposedCameraName };
}
