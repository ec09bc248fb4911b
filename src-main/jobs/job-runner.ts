import { eq } from 'drizzle-orm';
import type { Topic } from '#shared/contract/system.ts';
import { type ErrorInfo, errorKind, toAppError } from '#shared/errors.ts';
import { job } from '../store/schema/index.ts';
import type { StudyStore, StudyTransaction } from '../store/study-store.ts';
import { WorkerFailure } from '../workers/worker-failure.ts';
import type { WorkerHost } from '../workers/worker-host.ts';
import type { SchedulerConfig } from './config.ts';
import type { MeanDurations } from './eta.ts';
import type { JobHandlers } from './handlers.ts';
import { insertJobs, type JobRow, markEnded, markQueued } from './job-table.ts';
import type { Log } from './log.ts';
import type { RunningJob } from './running-jobs.ts';
import { verdictOf } from './verdict.ts';

export interface RunnerParts {
  readonly store: StudyStore;
  readonly handlers: JobHandlers;
  readonly durations: MeanDurations;
  readonly config: SchedulerConfig;
  readonly owner: string;
  now(): number;
  readonly log: Log;
  publish(...topics: readonly Topic[]): void;
  progressed(): void;
  pauseBecause(reason: ErrorInfo): void;
}

/** Takes one job from its start on a worker to its outcome in the database. */
export class JobRunner {
  readonly #parts: RunnerParts;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** @throws only when the outcome could not be stored. */
  async run(row: JobRow, running: RunningJob, worker: WorkerHost): Promise<void> {
    try {
      const handler = this.#parts.handlers.of(row.type);
      const payload = handler.payload.parse(row.payload);
      const result = await worker.run(handler.task(payload, row.id), {
        signal: running.signal,
        onProgress: (progress) => {
          running.update(progress);
          this.#parts.progressed();
        },
        onPartial: (partial) => {
          this.#ownTransaction(row, (tx) => handler.partial?.(tx, payload, partial, row.id));
          this.#parts.publish(...handler.topics);
        },
      });
      this.#ownTransaction(row, (tx) => {
        const outcome = handler.commit(tx, payload, result, row.id);
        // The table has the speed as of the last renewal of the lease, if there was one.
        const { speedXRealtime } = running.stored;
        const end = { status: 'done', summary: outcome.summary ?? null, speedXRealtime } as const;
        markEnded(tx, [row.id], end, this.#parts.now());
        insertJobs(tx, outcome.followUps ?? [], this.#parts.now());
      });
      this.#parts.durations.add(row.type, running.elapsedMs);
    } catch (error) {
      this.#settle(row, running, error);
    }
    this.#parts.publish(...this.#parts.handlers.topicsOf([row.type]));
  }

  /** A transaction for as long as the job is this scheduler's: a result that comes after its lease is dropped. */
  #ownTransaction(row: JobRow, work: (tx: StudyTransaction) => void): void {
    this.#parts.store.transaction((tx) => {
      const held = tx.select({ owner: job.leaseOwner }).from(job).where(eq(job.id, row.id)).get();
      if (held?.owner !== this.#parts.owner) throw new Error(`Job ${row.id} is no longer this scheduler's.`);
      work(tx);
    });
  }

  #settle(row: JobRow, running: RunningJob, error: unknown): void {
    const { store, handlers, config, now } = this.#parts;
    this.#logFailure(row, error);
    const verdict = verdictOf(error, running.stopReason, row.crashes, config.crashesToQuarantine);
    if (verdict.to === 'queue') {
      const { crashes } = verdict;
      // Before storing anything: on a full disk that may fail, and the queue must stop all the same.
      if (verdict.pausesQueue && verdict.error) this.#parts.pauseBecause(verdict.error);
      store.transaction((tx) => markQueued(tx, [row.id], { crashes, error: verdict.error }));
      return;
    }
    const { to: status, crashes, error: info } = verdict;
    store.transaction((tx) => handlers.abandon(tx, [row], { status, crashes, error: info }, now()));
  }

  #logFailure(row: JobRow, error: unknown): void {
    if (error instanceof WorkerFailure) {
      this.#parts.log.warn(error.message, { jobId: row.id, type: row.type, output: error.output });
      return;
    }
    const appError = toAppError(error);
    if (errorKind(appError.code) !== 'bug') return;
    const stack = appError.cause instanceof Error ? appError.cause.stack : appError.stack;
    this.#parts.log.error(`Job ${row.id} (${row.type}) failed`, { message: appError.message, stack });
  }
}
