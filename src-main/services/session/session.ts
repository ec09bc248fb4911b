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
