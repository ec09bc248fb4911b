import { availableParallelism } from 'node:os';
import type { QueueState } from '#shared/contract/jobs.ts';
import { AppError } from '#shared/errors.ts';
import type { SchedulerConfig } from '../../jobs/config.ts';
import { workerCount } from '../../jobs/config.ts';
import type { Log } from '../../jobs/log.ts';
import { Scheduler } from '../../jobs/scheduler.ts';
import type { JobHandler, JobQueue } from '../../jobs/types.ts';
import { realFolder } from '../../store/layout.ts';
import { createStudyStore, openStudyStore } from '../../store/open-study.ts';
import type { StudyDb, StudyStore } from '../../store/study-store.ts';
import type { WorkerSpawner } from '../../workers/channel.ts';
import type { WorkerConfig } from '../../workers/config.ts';
import type { ChangeBus, ServiceContext, StudySession } from './session.ts';

export interface SessionManagerOptions {
  readonly changes: ChangeBus;
  /** Called at each opening, when all services exist: they are built with the manager as their context. */
  handlers(): readonly JobHandler[];
  readonly spawnWorker: WorkerSpawner;
  now(): number;
  readonly log: Log;
  /** The operator's wish, 0 for one worker per two cores; read before each start of a job. */
  workerSetting(db: StudyDb): number;
  /** Where the migrations lie in a bundled host. */
  readonly migrationsFolder?: string;
  readonly schedulerConfig?: Partial<SchedulerConfig>;
  readonly workerConfig?: Partial<WorkerConfig>;
}

/** Holds the open study, at most one; the context that all services share. */
export class SessionManager implements ServiceContext, AsyncDisposable {
  readonly changes: ChangeBus;
  readonly log: Log;
  readonly #options: SessionManagerOptions;
  #session: OpenSession | null = null;
  /** Opening and closing wait for one another. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: SessionManagerOptions) {
    this.changes = options.changes;
    this.log = options.log;
    this.#options = options;
  }

  now(): number {
    return this.#options.now();
  }

  session(): StudySession {
    if (!this.#session) {
      throw new AppError('NO_STUDY_OPEN', 'No study is open.', 'Open a study or create one first.');
    }
    return this.#session;
  }

  sessionOrNull(): StudySession | null {
    return this.#session;
  }

  /** Makes a study and opens it in place of the one at hand. @throws as `createStudyStore`. */
  create(study: { folder: string; name: string; timeZone: string }): Promise<StudySession> {
    return this.#inTurn(() =>
      this.#switchTo(createStudyStore({ ...study, nowUtcMs: this.now() }, this.#storeOptions())),
    );
  }

  /**
   * Opens a study in place of the one at hand, which stays open when the other cannot be opened. Opening the
   * open study again changes nothing.
   * @throws as `openStudyStore`.
   */
  open(studyFolder: string): Promise<StudySession> {
    return this.#inTurn(async () => {
      const open = this.#session;
      if (open && realFolder(open.store.layout.folder) === realFolder(studyFolder)) return open;
      return this.#switchTo(openStudyStore(studyFolder, this.#storeOptions()));
    });
  }

  /** Gives running jobs back to the queue, ends the workers, closes the study; does nothing when none is open. */
  close(): Promise<void> {
    return this.#inTurn(() => this.#closeCurrent());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    // The next in turn does not care how this one ended; its caller is told.
    this.#turn = result.catch(() => {});
    return result;
  }

  #storeOptions() {
    const { migrationsFolder } = this.#options;
    return { nowUtcMs: this.now(), ...(migrationsFolder && { migrationsFolder }) };
  }

  async #switchTo(store: StudyStore): Promise<StudySession> {
    try {
      await this.#closeCurrent();
      this.#session = new OpenSession(store, this.#options);
    } catch (error) {
      store[Symbol.dispose]();
      throw error;
    }
    this.#session.start();
    this.#publishAll();
    return this.#session;
  }

  async #closeCurrent(): Promise<void> {
    const closing = this.#session;
    if (!closing) return;
    // Before waiting for the workers, so that no service starts work on a study that is going.
    this.#session = null;
    await closing[Symbol.asyncDispose]();
    this.#publishAll();
  }

  #publishAll(): void {
    this.changes.publish('study', 'recordings', 'plan', 'jobs', 'tracklets', 'journeys', 'reports');
  }
}

class OpenSession implements StudySession, AsyncDisposable {
  readonly store: StudyStore;
  readonly queue: JobQueue;
  readonly notice: string | null;
  readonly #scheduler: Scheduler;

  constructor(store: StudyStore, options: SessionManagerOptions) {
    this.store = store;
    this.#scheduler = new Scheduler({
      store,
      handlers: options.handlers(),
      spawnWorker: options.spawnWorker,
      workers: () => workerCount(options.workerSetting(store.db), availableParallelism()),
      now: () => options.now(),
      publish: (...topics) => options.changes.publish(...topics),
      log: options.log,
      ...(options.schedulerConfig && { config: options.schedulerConfig }),
      ...(options.workerConfig && { workerConfig: options.workerConfig }),
    });
    this.queue = this.#scheduler.queue;
    this.notice = noticeOf(this.#scheduler.recoveredJobs);
  }

  start(): void {
    this.#scheduler.start();
  }

  whenIdle(signal?: AbortSignal): Promise<QueueState> {
    return this.#scheduler.whenIdle(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#scheduler[Symbol.asyncDispose]();
    this.store[Symbol.dispose]();
  }
}

function noticeOf(recoveredJobs: number): string | null {
  if (recoveredJobs === 0) return null;
  const jobs = recoveredJobs === 1 ? 'One job was' : `${recoveredJobs} jobs were`;
  return `Wandr ended unexpectedly last time. ${jobs} interrupted and will run again; nothing that was finished is lost.`;
}
