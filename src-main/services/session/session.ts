import type { QueueState } from '#shared/contract/jobs.ts';
import type { Topic } from '#shared/contract/system.ts';
import type { JobQueue } from '../../jobs/types.ts';
import type { StudyStore } from '../../store/study-store.ts';

/** Tells listeners which parts of the open study changed. */
export interface ChangeBus {
  publish(...topics: readonly Topic[]): void;
  /** Ends when `signal` aborts. */
  subscribe(listener: (topics: ReadonlySet<Topic>) => void, signal: AbortSignal): void;
}

/** The open study and what runs on it. */
export interface StudySession {
  readonly store: StudyStore;
  readonly queue: JobQueue;
  /** What the session before left to tell, such as interrupted jobs that were put back; null when nothing. */
  readonly notice: string | null;
  /**
   * Resolves when no job runs and none can start: all are finished, or the queue is paused (by the user, or by
   * itself: see `QueueState.pausedBecause`). Rejects with the signal's reason.
   */
  whenIdle(signal?: AbortSignal): Promise<QueueState>;
}

/** What every service is built with. */
export interface ServiceContext {
  readonly changes: ChangeBus;
  /** Throws NO_STUDY_OPEN. */
  session(): StudySession;
  /** Null when no study is open. */
  sessionOrNull(): StudySession | null;
  /** UTC milliseconds; a parameter so that tests can set the time. */
  now(): number;
}
