import { basename } from 'node:path';
import { and, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { unfinishedStatuses } from '../../jobs/job-table.ts';
import type { NewJob } from '../../jobs/types.ts';
import { idBatches } from '../../store/id-batches.ts';
import { job, type recording } from '../../store/schema/index.ts';
import type { StudyDb } from '../../store/study-store.ts';

export type RecordingRow = typeof recording.$inferSelect;

/** Of jobs that do one thing with one recording. */
export const recordingPayloadSchema = z.object({ recordingId: z.number().int() });
export type RecordingPayload = z.infer<typeof recordingPayloadSchema>;

/**
 * What goes first: a scan fills the table that the operator looks at, a suspected duplicate keeps a file from being
 * accepted, pictures make recordings recognisable.
 */
const priority = Object.freeze({ scan: 30, hashOfSuspect: 20, prepare: 10 });

/** Behind linking and reports, which would otherwise wait until terabytes are read once more. */
const BACKGROUND_BARRIER = 30;

export function scanJob(folder: string): NewJob {
  return {
    type: 'scan',
    payload: { folder },
    title: `Scan ${basename(folder) || folder}`,
    priority: priority.scan,
    dedupeKey: `scan:${folder}`,
  };
}

export function hashJob(row: Pick<RecordingRow, 'id' | 'path'>, why: 'suspect' | 'accepted'): NewJob {
  return {
    type: 'hash',
    payload: { recordingId: row.id },
    title: why === 'suspect' ? `Compare ${basename(row.path)}` : `Hash ${basename(row.path)}`,
    priority: why === 'suspect' ? priority.hashOfSuspect : 0,
    barrier: why === 'accepted' ? BACKGROUND_BARRIER : 0,
    dedupeKey: `hash:${row.id}`,
    recordingId: row.id,
  };
}

export function prepareJob(row: Pick<RecordingRow, 'id' | 'path'>): NewJob {
  return {
    type: 'prepare',
    payload: { recordingId: row.id },
    title: `Prepare ${basename(row.path)} for playback`,
    priority: priority.prepare,
    dedupeKey: `prepare:${row.id}`,
    recordingId: row.id,
  };
}

export function unfinishedJobsOf(db: Pick<StudyDb, 'select'>, recordingIds: readonly number[]): number[] {
  return [...idBatches(recordingIds)].flatMap((batch) =>
    db
      .select({ id: job.id })
      .from(job)
      .where(and(inArray(job.recordingId, batch), inArray(job.status, [...unfinishedStatuses])))
      .all()
      .map(({ id }) => id),
  );
}

export function recordingGone(recordingId: number): AppError {
  return new AppError(
    'NOT_FOUND',
    `Recording ${recordingId} is not in the study any more.`,
    'It was taken out meanwhile; reload the list of footage.',
  );
}
