import type { JobType } from '#shared/contract/jobs.ts';
import type { StudyTransaction } from '../store/study-store.ts';
import { type JobEnd, type JobRow, markEnded } from './job-table.ts';
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

  /** Ends a job without a result, and lets its handler undo what it had announced. */
  abandon(
    tx: StudyTransaction,
    row: JobRow,
    end: JobEnd & { status: AbandonedStatus },
    nowUtcMs: number,
  ): void {
    markEnded(tx, row.id, end, nowUtcMs);
    const handler = this.of(row.type);
    const payload = handler.payload.safeParse(row.payload);
    // A payload that cannot be read is why the job failed; there is nothing that the handler could undo by it.
    if (payload.success) handler.abandoned?.(tx, payload.data, end.status);
  }
}

export type AbandonedStatus = 'failed' | 'cancelled' | 'quarantined';
