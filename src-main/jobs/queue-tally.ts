import type { JobStatus, JobType } from '#shared/contract/jobs.ts';
import type { StudyDb } from '../store/study-store.ts';
import { countDoneSince, tally, unfinishedStatuses } from './job-table.ts';

export interface QueueTally {
  readonly counts: Record<JobStatus, number>;
  readonly queuedByType: ReadonlyMap<JobType, number>;
  readonly unfinished: number;
  /** Jobs done since the oldest unfinished one was queued: with the unfinished ones, the batch at hand. */
  readonly doneInBatch: number;
}

export function tallyQueue(db: Pick<StudyDb, 'select'>): QueueTally {
  const counts: Record<JobStatus, number> = {
    queued: 0,
    running: 0,
    done: 0,
    failed: 0,
    cancelled: 0,
    quarantined: 0,
  };
  const queuedByType = new Map<JobType, number>();
  let unfinished = 0;
  let batchStartUtcMs = Number.POSITIVE_INFINITY;
  for (const row of tally(db).all()) {
    counts[row.status] += row.jobs;
    if (row.status === 'queued') queuedByType.set(row.type, row.jobs);
    if (!(unfinishedStatuses as readonly JobStatus[]).includes(row.status)) continue;
    unfinished += row.jobs;
    batchStartUtcMs = Math.min(batchStartUtcMs, row.oldestUtcMs ?? batchStartUtcMs);
  }
  const doneInBatch = unfinished === 0 ? 0 : (countDoneSince(db, batchStartUtcMs).get()?.jobs ?? 0);
  return { counts, queuedByType, unfinished, doneInBatch };
}
