import type { Topic } from '#shared/contract/system.ts';
import { insertJobs, markEnded } from '../../../src-main/jobs/job-table.ts';
import type { JobQueue, NewJob } from '../../../src-main/jobs/types.ts';
import type { ServiceContext, StudySession } from '../../../src-main/services/session/session.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';

/** A context over a real store and the real job table, without a scheduler that would run the jobs. */
export function serviceContext(store: StudyStore, nowUtcMs: number) {
  const published: Topic[] = [];
  const holds = { onRelease() {} };
  const unused = (): never => {
    throw new Error('this test runs no jobs');
  };
  const queue: JobQueue = {
    enqueue: (jobs: readonly NewJob[], tx) => insertJobs(tx ?? store.db, jobs, nowUtcMs),
    pause: unused,
    resume: unused,
    cancel: unused,
    async withdraw(jobIds) {
      markEnded(store.db, jobIds, { status: 'cancelled' }, nowUtcMs);
    },
    hold: () => ({ [Symbol.dispose]: () => holds.onRelease() }),
    retry: unused,
    state: unused,
    list: unused,
    get: unused,
  };
  const session: StudySession = { store, queue, notice: null, whenIdle: unused };
  const context: ServiceContext = {
    changes: { publish: (...topics) => void published.push(...topics), subscribe: unused },
    session: () => session,
    sessionOrNull: () => session,
    now: () => nowUtcMs,
  };
  return { context, published, holds };
}
