import type { z } from 'zod';
import type { Job, JobType, QueueState } from '#shared/contract/jobs.ts';
import type { Topic } from '#shared/contract/system.ts';
import type { StudyTransaction } from '../store/study-store.ts';
import type { ResultOf, TaskOf, WorkerPartial } from '../workers/tasks.ts';

/** A job to queue. `payload` is what the type's handler parses. */
export interface NewJob {
  readonly type: JobType;
  readonly payload: unknown;
  readonly title: string;
  readonly priority?: number;
  /** Waits until no unfinished job of a lower barrier is left. */
  readonly barrier?: number;
  /** If an unfinished job has this key, that one is returned instead. */
  readonly dedupeKey?: string;
  readonly recordingId?: number;
}

/** What a handler says when it committed a result. */
export interface JobOutcome {
  /** One sentence for the job list. */
  readonly summary?: string;
  readonly followUps?: readonly NewJob[];
}

/**
 * What one type of job does. One per type, made by the service that owns the subject, registered in `app/`.
 * `commit` runs in the transaction that marks the job done: all of it is stored, or nothing.
 */
export interface JobHandler<T extends JobType = JobType, P = unknown> {
  readonly type: T;
  readonly payload: z.ZodType<P>;
  /** What a commit, a partial result or an end without result changes; published after each. `jobs` always is. */
  readonly topics: readonly Topic[];
  /** Builds the worker's task; may throw an AppError, which fails the job. */
  task(payload: P, jobId: number): TaskOf<T>;
  commit(tx: StudyTransaction, payload: P, result: ResultOf<T>, jobId: number): JobOutcome;
  /** Must be idempotent: a job that is run again hands over its partial results again. */
  partial?(tx: StudyTransaction, payload: P, partial: WorkerPartial, jobId: number): void;
  /** Runs in the transaction that marks the job failed, cancelled or quarantined. */
  abandoned?(tx: StudyTransaction, payload: P, status: 'failed' | 'cancelled' | 'quarantined'): void;
  /** Runs in the transaction that queues such a job again, because the user retried it. */
  requeued?(tx: StudyTransaction, payload: P): void;
}

/** The persisted queue. The embedded one is in SQLite; a distributed one would implement the same. */
export interface JobQueue {
  /** Returns the ids, in order. Pass `tx` to queue in a transaction of the caller's. */
  enqueue(jobs: readonly NewJob[], tx?: StudyTransaction): number[];
  pause(): QueueState;
  resume(): QueueState;
  cancel(jobIds?: readonly number[]): QueueState;
  /** Cancels jobs, and resolves when no worker is at them any more. */
  withdraw(jobIds: readonly number[]): Promise<void>;
  /** Until it is disposed of, no job starts; those that run go on. A restart ends it. */
  hold(): Disposable;
  /** Without names, what failed or was quarantined; what the user cancelled runs again by name only. */
  retry(jobIds?: readonly number[]): QueueState;
  state(): QueueState;
  list(limit: number): Job[];
  /** Throws NOT_FOUND. */
  get(jobId: number): Job;
}
