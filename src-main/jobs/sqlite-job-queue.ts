import { eq, inArray } from 'drizzle-orm';
import type { Job, QueueState } from '#shared/contract/jobs.ts';
import { AppError } from '#shared/errors.ts';
import { job } from '../store/schema/index.ts';
import type { StudyStore, StudyTransaction } from '../store/study-store.ts';
import { type MeanDurations, queueEtaMs } from './eta.ts';
import type { JobHandlers } from './handlers.ts';
import {
  brokenStatuses,
  insertJobs,
  type JobRow,
  listJobs,
  retryableStatuses,
  rowsById,
  toJob,
  unfinishedByKey,
  unfinishedStatuses,
} from './job-table.ts';
import type { PauseSwitch } from './pause-switch.ts';
import { tallyQueue } from './queue-tally.ts';
import type { RunningJobs } from './running-jobs.ts';
import type { JobQueue, NewJob } from './types.ts';

export interface QueueParts {
  readonly store: StudyStore;
  readonly handlers: JobHandlers;
  readonly running: RunningJobs;
  readonly pauseSwitch: PauseSwitch;
  readonly durations: MeanDurations;
  now(): number;
  workers(): number;
  /** Jobs were queued, ended or released: something may start now, and listeners want to know. */
  changed(types: ReadonlySet<Job['type']>): void;
}

/** The queue in the study's own database. */
export class SqliteJobQueue implements JobQueue {
  readonly #parts: QueueParts;

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  enqueue(jobs: readonly NewJob[], tx?: StudyTransaction): number[] {
    const { store, now } = this.#parts;
    const insertAll = (within: StudyTransaction) => insertJobs(within, jobs, now());
    const ids = tx ? insertAll(tx) : store.transaction(insertAll);
    // With a transaction of the caller's, the jobs are not there before it commits.
    queueMicrotask(() => this.#parts.changed(new Set()));
    return ids;
  }

  pause(): QueueState {
    this.#parts.pauseSwitch.set(true);
    this.#parts.running.stopAll('give-back');
    this.#parts.changed(new Set());
    return this.state();
  }

  resume(): QueueState {
    this.#parts.pauseSwitch.set(false);
    this.#parts.changed(new Set());
    return this.state();
  }

  cancel(jobIds?: readonly number[]): QueueState {
    const { store, handlers, running, now } = this.#parts;
    const rows = this.#rows(jobIds, unfinishedStatuses);
    const waiting = rows.filter((row) => !running.get(row.id));
    store.transaction((tx) => handlers.abandon(tx, waiting, { status: 'cancelled' }, now()));
    for (const row of rows) running.get(row.id)?.stop('cancel');
    this.#parts.changed(new Set(waiting.map((row) => row.type)));
    return this.state();
  }

  async withdraw(jobIds: readonly number[]): Promise<void> {
    const atWork = jobIds.flatMap((id) => this.#parts.running.get(id) ?? []);
    this.cancel(jobIds);
    await Promise.all(atWork.map(({ ended }) => ended));
  }

  hold(): Disposable {
    const { running, changed } = this.#parts;
    running.hold();
    return {
      [Symbol.dispose]() {
        running.release();
        changed(new Set());
      },
    };
  }

  retry(jobIds?: readonly number[]): QueueState {
    const { store, handlers } = this.#parts;
    const rows = store.transaction((tx) => {
      const idle = withoutTwins(tx, this.#rows(jobIds, jobIds ? retryableStatuses : brokenStatuses));
      handlers.requeue(tx, idle);
      return idle;
    });
    this.#parts.changed(new Set(rows.map((row) => row.type)));
    return this.state();
  }

  state(): QueueState {
    const { running, pauseSwitch, durations, workers } = this.#parts;
    const { counts, queuedByType, unfinished, doneInBatch } = tallyQueue(this.#parts.store.db);
    const runningShare = running.all().reduce((sum, work) => sum + work.progress, 0);
    return {
      isPaused: pauseSwitch.isPaused,
      pausedBecause: pauseSwitch.because,
      workers: workers(),
      counts,
      progress: unfinished === 0 ? 1 : (doneInBatch + runningShare) / (doneInBatch + unfinished),
      etaMs: pauseSwitch.isPaused
        ? null
        : queueEtaMs(running.all(), queuedByType, durations.byType(), workers()),
    };
  }

  list(limit: number): Job[] {
    return listJobs(this.#parts.store.db, limit).map((row) => this.#live(row));
  }

  get(jobId: number): Job {
    const row = this.#parts.store.db.select().from(job).where(eq(job.id, jobId)).get();
    if (!row) throw noSuchJob(jobId);
    return this.#live(row);
  }

  /** The row with the progress that is not in the table yet. */
  #live(row: JobRow): Job {
    const running = this.#parts.running.get(row.id);
    return running ? toJob({ ...row, ...running.stored }, running.etaMs) : toJob(row, null);
  }

  /** The named jobs, or all, that have one of the statuses. @throws NOT_FOUND for a name that no job has. */
  #rows(jobIds: readonly number[] | undefined, statuses: readonly JobRow['status'][]): JobRow[] {
    const { db } = this.#parts.store;
    if (!jobIds)
      return db
        .select()
        .from(job)
        .where(inArray(job.status, [...statuses]))
        .all();
    const named = new Map([...rowsById(db, jobIds)].map((row) => [row.id, row]));
    const missing = jobIds.find((id) => !named.has(id));
    if (missing !== undefined) throw noSuchJob(missing);
    return [...named.values()].filter((row) => statuses.includes(row.status));
  }
}

/** Leaves out jobs whose key an unfinished job has, or one before them in the list: their work is done already. */
function withoutTwins(tx: StudyTransaction, rows: readonly JobRow[]): JobRow[] {
  const keys = rows.flatMap((row) => row.dedupeKey ?? []);
  const taken = new Set(unfinishedByKey(tx, keys).keys());
  return rows.filter((row) => {
    if (row.dedupeKey === null) return true;
    if (taken.has(row.dedupeKey)) return false;
    taken.add(row.dedupeKey);
    return true;
  });
}

function noSuchJob(jobId: number): AppError {
  return new AppError(
    'NOT_FOUND',
    `There is no job ${jobId}.`,
    'Look at the list of jobs for those that exist.',
  );
}
