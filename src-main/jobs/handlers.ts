import type { JobType } from '#shared/contract/jobs.ts';
import type { Topic } from '#shared/contract/system.ts';
import type { StudyTransaction } from '../store/study-store.ts';
import { type JobEnd, type JobRow, markEnded, markQueued } from './job-table.ts';
import type { JobHandler } from './types.ts';

/** The handler of each type of job. */
export class JobHandlers {
  readonly #byType: ReadonlyMap<JobType, JobHandler>;

  /** @throws when two handlers claim one type. */
  constructor(handlers: readonly JobHandler[]) {
    this.#byType = new Map(handlers.map((handler) => [handler.type, handler]));
    if (this.#byType.size !== handlers.length) throw new Error('Two handlers claim the same type of job.');
  }

  /** @throws when the type has none. */
  of(type: JobType): JobHandler {
    const handler = this.#byType.get(type);
    if (!handler) throw new Error(`No handler does jobs of type ${type}.`);
    return handler;
  }

  /** What an end of such jobs may have changed. */
  topicsOf(types: Iterable<JobType>): Topic[] {
    return [...types].flatMap((type) => this.#byType.get(type)?.topics ?? []);
  }

  /** Ends jobs without a result, and lets their handlers undo what they had announced. */
  abandon(
    tx: StudyTransaction,
    rows: readonly JobRow[],
    end: JobEnd & { readonly status: AbandonedStatus },
    nowUtcMs: number,
  ): void {
    markEnded(
      tx,
      rows.map((row) => row.id),
      end,
      nowUtcMs,
    );
    this.#tellEach(rows, (handler, payload) => handler.abandoned?.(tx, payload, end.status));
  }

  /** Queues jobs again that were abandoned, with a clean slate. */
  requeue(tx: StudyTransaction, rows: readonly JobRow[]): void {
    markQueued(
      tx,
      rows.map((row) => row.id),
      { crashes: 0 },
    );
    this.#tellEach(rows, (handler, payload) => handler.requeued?.(tx, payload));
  }

  #tellEach(rows: readonly JobRow[], tell: (handler: JobHandler, payload: unknown) => void): void {
    for (const row of rows) {
      const handler = this.#byType.get(row.type);
      const payload = handler?.payload.safeParse(row.payload);
      // A payload that cannot be read is why the job failed; its handler has never heard of it.
      if (handler && payload?.success) tell(handler, payload.data);
    }
  }
}

export type AbandonedStatus = 'failed' | 'cancelled' | 'quarantined';
