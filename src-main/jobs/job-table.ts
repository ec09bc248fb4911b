/** The statements on table `job`. Each takes the handle that it runs on, so that callers choose the transaction. */
import { and, count, desc, eq, gte, inArray, max, min, sql } from 'drizzle-orm';
import type { Job, JobStatus } from '#shared/contract/jobs.ts';
import type { ErrorInfo } from '#shared/errors.ts';
import { job } from '../store/schema/index.ts';
import type { StudyDb, StudyTransaction } from '../store/study-store.ts';
import type { NewJob } from './types.ts';

type Reader = Pick<StudyDb, 'select'>;
type Writer = StudyDb | StudyTransaction;
export type JobRow = typeof job.$inferSelect;

export const unfinishedStatuses = ['queued', 'running'] as const satisfies JobStatus[];
const finishedStatuses = ['done', 'failed', 'cancelled', 'quarantined'] as const satisfies JobStatus[];
/** What ended badly, and not because the user gave it up. */
export const brokenStatuses = ['failed', 'quarantined'] as const satisfies JobStatus[];
export const retryableStatuses = ['failed', 'cancelled', 'quarantined'] as const satisfies JobStatus[];

/** Values per statement; SQLite allows many more, but a longer statement is no faster. */
const rowsPerStatement = 500;

/** Slices of a list that fit in one statement. */
function* inSlices<T>(values: readonly T[]): Generator<T[]> {
  for (let from = 0; from < values.length; from += rowsPerStatement)
    yield values.slice(from, from + rowsPerStatement);
}

/** Queues jobs whose key no unfinished job has. @returns for each its id, or that of the job with its key. */
export function insertJobs(db: Writer, newJobs: readonly NewJob[], nowUtcMs: number): number[] {
  const idByKey = unfinishedByKey(
    db,
    newJobs.flatMap((newJob) => newJob.dedupeKey ?? []),
  );
  const insert = insertStatement(db);
  // Ids are given here, so that a job of the same key later in the list finds this one.
  let lastId =
    db
      .select({ value: max(job.id) })
      .from(job)
      .get()?.value ?? 0;
  return newJobs.map((newJob) => {
    const { dedupeKey = null } = newJob;
    const twin = dedupeKey === null ? undefined : idByKey.get(dedupeKey);
    if (twin !== undefined) return twin;
    lastId += 1;
    if (dedupeKey !== null) idByKey.set(dedupeKey, lastId);
    insert.run({
      id: lastId,
      type: newJob.type,
      payload: newJob.payload,
      title: newJob.title,
      priority: newJob.priority ?? 0,
      barrier: newJob.barrier ?? 0,
      dedupeKey,
      recordingId: newJob.recordingId ?? null,
      createdUtcMs: nowUtcMs,
    });
    return lastId;
  });
}

/** Prepared once per call of `insertJobs`: building the statement takes longer than running it. */
function insertStatement(db: Writer) {
  const { placeholder } = sql;
  return db
    .insert(job)
    .values({
      id: placeholder('id'),
      type: placeholder('type'),
      payload: placeholder('payload'),
      title: placeholder('title'),
      status: 'queued',
      priority: placeholder('priority'),
      barrier: placeholder('barrier'),
      dedupeKey: placeholder('dedupeKey'),
      recordingId: placeholder('recordingId'),
      createdUtcMs: placeholder('createdUtcMs'),
    })
    .prepare();
}

/** The ids of unfinished jobs that have one of the keys. */
export function unfinishedByKey(db: Reader, keys: readonly string[]): Map<string, number> {
  const idByKey = new Map<string, number>();
  for (const slice of inSlices(keys)) {
    for (const row of unfinishedWithKeys(db, slice).all()) idByKey.set(row.dedupeKey!, row.id);
  }
  return idByKey;
}

export function unfinishedWithKeys(db: Reader, keys: readonly string[]) {
  return (
    db
      .select({ id: job.id, dedupeKey: job.dedupeKey })
      .from(job)
      // The unary plus keeps the planner from the index on status, which half the table may share.
      .where(and(inArray(job.dedupeKey, [...keys]), inArray(sql`+${job.status}`, [...unfinishedStatuses])))
  );
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
  /** Unchanged when left out, both. */
  readonly crashes?: number;
  readonly speedXRealtime?: number | null;
}

export function markEnded(db: Writer, ids: readonly number[], end: JobEnd, nowUtcMs: number): void {
  const changes = {
    status: end.status,
    error: end.error ?? null,
    summary: end.summary ?? null,
    leaseOwner: null,
    leaseUntilUtcMs: null,
    finishedUtcMs: nowUtcMs,
    phase: null,
    ...(end.crashes !== undefined && { crashes: end.crashes }),
    ...(end.speedXRealtime !== undefined && { speedXRealtime: end.speedXRealtime }),
    ...(end.status === 'done' && { progress: 1 }),
  };
  for (const slice of inSlices(ids)) db.update(job).set(changes).where(inArray(job.id, slice)).run();
}

/** Back to the queue, as if never taken; `error` tells why they are there again. */
export function markQueued(
  db: Writer,
  ids: readonly number[],
  changes: { crashes?: number; error?: ErrorInfo | null } = {},
): void {
  const all = { ...queuedAgain, error: null, ...changes };
  for (const slice of inSlices(ids)) db.update(job).set(all).where(inArray(job.id, slice)).run();
}

export function deleteJobs(db: Writer, ids: readonly number[]): void {
  for (const slice of inSlices(ids)) db.delete(job).where(inArray(job.id, slice)).run();
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

export function* rowsById(db: Reader, ids: readonly number[]): Generator<JobRow> {
  for (const slice of inSlices(ids)) yield* db.select().from(job).where(inArray(job.id, slice)).all();
}

export function runningJobs(db: Reader) {
  return db.select().from(job).where(eq(job.status, 'running'));
}

/** Running first, then queued, then finished; newest first in each. */
export function listJobs(db: Reader, limit: number): JobRow[] {
  const rows: JobRow[] = [];
  for (const statuses of [['running'], ['queued'], finishedStatuses] as const) {
    if (rows.length >= limit) break;
    rows.push(...newestOf(db, statuses, limit - rows.length).all());
  }
  return rows;
}

/** The ids come from the index alone, so that only `limit` rows are read of however many there are. */
export function newestOf(db: Reader, statuses: readonly JobStatus[], limit: number) {
  const ids = db
    .select({ id: job.id })
    .from(job)
    .where(inArray(job.status, [...statuses]))
    .orderBy(desc(job.id))
    .limit(limit);
  return db.select().from(job).where(inArray(job.id, ids)).orderBy(desc(job.id));
}

/** How many jobs of a type have a status, and when the oldest of them was queued. */
export function tally(db: Reader) {
  return db
    .select({ status: job.status, type: job.type, jobs: count(), oldestUtcMs: min(job.createdUtcMs) })
    .from(job)
    .groupBy(job.status, job.type);
}

export function countDoneSince(db: Reader, sinceUtcMs: number) {
  return db
    .select({ jobs: count() })
    .from(job)
    .where(and(eq(job.status, 'done'), gte(job.finishedUtcMs, sinceUtcMs)));
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
