/** The statements on table `job`. Each takes the handle that it runs on, so that callers choose the transaction. */
import { and, count, desc, eq, gte, inArray, max, min, sql } from 'drizzle-orm';
import type { Job, JobStatus, JobType } from '#shared/contract/jobs.ts';
import type { ErrorInfo } from '#shared/errors.ts';
import { job } from '../store/schema/index.ts';
import type { StudyDb, StudyTransaction } from '../store/study-store.ts';
import type { NewJob } from './types.ts';

type Reader = Pick<StudyDb, 'select'>;
type Writer = StudyDb | StudyTransaction;
export type JobRow = typeof job.$inferSelect;

export const unfinishedStatuses = ['queued', 'running', 'paused'] as const satisfies JobStatus[];
const finishedStatuses = ['done', 'failed', 'cancelled', 'quarantined'] as const satisfies JobStatus[];
export const retryableStatuses = ['failed', 'cancelled', 'quarantined'] as const satisfies JobStatus[];

export function insertJob(db: Writer, newJob: NewJob, nowUtcMs: number): number {
  if (newJob.dedupeKey !== undefined) {
    const twin = unfinishedWithKey(db, newJob.dedupeKey).get();
    if (twin) return twin.id;
  }
  const row = {
    type: newJob.type,
    payload: newJob.payload,
    title: newJob.title,
    status: 'queued' as const,
    priority: newJob.priority ?? 0,
    barrier: newJob.barrier ?? 0,
    dedupeKey: newJob.dedupeKey ?? null,
    recordingId: newJob.recordingId ?? null,
    createdUtcMs: nowUtcMs,
  };
  return db.insert(job).values(row).returning({ id: job.id }).get().id;
}

export function unfinishedWithKey(db: Reader, dedupeKey: string) {
  return db
    .select({ id: job.id })
    .from(job)
    .where(and(eq(job.dedupeKey, dedupeKey), inArray(job.status, [...unfinishedStatuses])))
    .limit(1);
}

/** The lowest barrier that still has work; jobs above it wait. */
export function lowestBarrier(db: Reader) {
  return db
    .select({ value: min(job.barrier) })
    .from(job)
    .where(inArray(job.status, [...unfinishedStatuses]));
}

export function highestPriority(db: Reader, barrier: number) {
  return db
    .select({ value: max(job.priority) })
    .from(job)
    .where(and(eq(job.status, 'queued'), eq(job.barrier, barrier)));
}

export function firstQueued(db: Reader, barrier: number, priority: number) {
  return db
    .select()
    .from(job)
    .where(and(eq(job.status, 'queued'), eq(job.barrier, barrier), eq(job.priority, priority)))
    .orderBy(job.id)
    .limit(1);
}

/** What runs next: of the lowest barrier with work the highest priority, then the oldest. Three index look-ups. */
export function nextJob(db: Reader): JobRow | undefined {
  const barrier = lowestBarrier(db).get()?.value ?? null;
  if (barrier === null) return undefined;
  const priority = highestPriority(db, barrier).get()?.value ?? null;
  if (priority === null) return undefined;
  return firstQueued(db, barrier, priority).get();
}

export function markRunning(
  db: Writer,
  id: number,
  owner: string,
  leaseUntilUtcMs: number,
  nowUtcMs: number,
): JobRow {
  return db
    .update(job)
    .set({
      status: 'running',
      leaseOwner: owner,
      leaseUntilUtcMs,
      startedUtcMs: nowUtcMs,
      finishedUtcMs: null,
      attempts: sql`${job.attempts} + 1`,
      progress: 0,
      phase: null,
      speedXRealtime: null,
      error: null,
      summary: null,
    })
    .where(eq(job.id, id))
    .returning()
    .get();
}

export interface StoredProgress {
  readonly progress: number;
  readonly phase: string | null;
  readonly speedXRealtime: number | null;
}

export function renewLease(db: Writer, id: number, leaseUntilUtcMs: number, progress: StoredProgress): void {
  db.update(job)
    .set({ leaseUntilUtcMs, ...progress })
    .where(eq(job.id, id))
    .run();
}

export interface JobEnd {
  readonly status: 'done' | 'failed' | 'cancelled' | 'quarantined';
  readonly error?: ErrorInfo | null;
  readonly summary?: string | null;
  /** Unchanged when left out. */
  readonly crashes?: number;
}

export function markEnded(db: Writer, id: number, end: JobEnd, nowUtcMs: number): void {
  db.update(job)
    .set({
      status: end.status,
      error: end.error ?? null,
      summary: end.summary ?? null,
      leaseOwner: null,
      leaseUntilUtcMs: null,
      finishedUtcMs: nowUtcMs,
      phase: null,
      ...(end.crashes !== undefined && { crashes: end.crashes }),
      ...(end.status === 'done' && { progress: 1 }),
    })
    .where(eq(job.id, id))
    .run();
}

/** Back to the queue, as if never taken; `error` tells why it is there again. */
export function markQueued(
  db: Writer,
  id: number,
  changes: { crashes?: number; error?: ErrorInfo | null } = {},
): void {
  db.update(job)
    .set({ ...queuedAgain, error: null, ...changes })
    .where(eq(job.id, id))
    .run();
}

const queuedAgain = {
  status: 'queued',
  leaseOwner: null,
  leaseUntilUtcMs: null,
  startedUtcMs: null,
  finishedUtcMs: null,
  progress: 0,
  phase: null,
  speedXRealtime: null,
} as const;

export function runningJobs(db: Reader) {
  return db.select().from(job).where(eq(job.status, 'running'));
}

/** Running first, then queued, then finished; newest first in each. */
export function listJobs(db: Reader, limit: number): JobRow[] {
  const rows: JobRow[] = [];
  for (const statuses of [['running'], ['queued', 'paused'], [...finishedStatuses]] as const) {
    if (rows.length >= limit) break;
    rows.push(
      ...db
        .select()
        .from(job)
        .where(inArray(job.status, [...statuses]))
        .orderBy(desc(job.id))
        .limit(limit - rows.length)
        .all(),
    );
  }
  return rows;
}

export function countByStatus(db: Reader): Record<JobStatus, number> {
  const counts: Record<JobStatus, number> = {
    queued: 0,
    running: 0,
    paused: 0,
    done: 0,
    failed: 0,
    cancelled: 0,
    quarantined: 0,
  };
  for (const row of db.select({ status: job.status, jobs: count() }).from(job).groupBy(job.status).all()) {
    counts[row.status] = row.jobs;
  }
  return counts;
}

export function countQueuedByType(db: Reader): Map<JobType, number> {
  const rows = db
    .select({ type: job.type, jobs: count() })
    .from(job)
    .where(eq(job.status, 'queued'))
    .groupBy(job.type)
    .all();
  return new Map(rows.map((row) => [row.type, row.jobs]));
}

/** Jobs done since the oldest unfinished one was queued: with the unfinished ones, the batch at hand. */
export function countDoneInBatch(db: Reader): number {
  const oldest = db
    .select({ value: min(job.createdUtcMs) })
    .from(job)
    .where(inArray(job.status, [...unfinishedStatuses]))
    .get()?.value;
  if (oldest === undefined || oldest === null) return 0;
  const done = db
    .select({ jobs: count() })
    .from(job)
    .where(and(eq(job.status, 'done'), gte(job.finishedUtcMs, oldest)))
    .get();
  return done?.jobs ?? 0;
}

export function toJob(row: JobRow, etaMs: number | null): Job {
  return {
    id: row.id,
    type: row.type,
    title: row.title,
    status: row.status,
    priority: row.priority,
    recordingId: row.recordingId,
    progress: row.progress,
    phase: row.phase,
    speedXRealtime: row.speedXRealtime,
    etaMs,
    attempts: row.attempts,
    error: row.error,
    summary: row.summary,
    createdUtcMs: row.createdUtcMs,
    startedUtcMs: row.startedUtcMs,
    finishedUtcMs: row.finishedUtcMs,
  };
}
