import { randomUUID } from 'node:crypto';
import type { JobType, QueueState } from '#shared/contract/jobs.ts';
import type { Topic } from '#shared/contract/system.ts';
import { AppError, type ErrorInfo, toAppError } from '#shared/errors.ts';
import type { StudyStore } from '../store/study-store.ts';
import type { WorkerSpawner } from '../workers/channel.ts';
import type { WorkerConfig } from '../workers/config.ts';
import { WorkerPool } from '../workers/worker-pool.ts';
import { defaultSchedulerConfig, type SchedulerConfig } from './config.ts';
import { MeanDurations } from './eta.ts';
import { JobHandlers } from './handlers.ts';
import { JobRunner } from './job-runner.ts';
import { type JobRow, markQueued, markRunning, nextJob, renewLease, runningJobs } from './job-table.ts';
import type { Log } from './log.ts';
import { PauseSwitch } from './pause-switch.ts';
import { RunningJobs } from './running-jobs.ts';
import { SqliteJobQueue } from './sqlite-job-queue.ts';
import { throttle } from './throttle.ts';
import type { JobHandler, JobQueue } from './types.ts';

export interface SchedulerOptions {
  readonly store: StudyStore;
  readonly handlers: readonly JobHandler[];
  readonly spawnWorker: WorkerSpawner;
  /** How many jobs may run at once; read again before each start, so that a changed setting takes effect. */
  workers(): number;
  now(): number;
  publish(...topics: readonly Topic[]): void;
  readonly log: Log;
  readonly config?: Partial<SchedulerConfig>;
  readonly workerConfig?: Partial<WorkerConfig>;
}

/**
 * Runs the queued jobs of one study on worker processes.
 *
 * [Note: queue pauses itself] A full disk or a worker that cannot start would fail every job after the first for
 * the same reason. So the job goes back to the queue, the queue pauses and says why, and resuming tries again.
 */
export class Scheduler implements AsyncDisposable {
  readonly queue: JobQueue;
  /** Jobs that a host left running when it died, and that are queued again. */
  readonly recoveredJobs: number;
  readonly #options: SchedulerOptions;
  readonly #config: SchedulerConfig;
  readonly #handlers: JobHandlers;
  readonly #running = new RunningJobs();
  readonly #runs = new Set<Promise<void>>();
  readonly #pauseSwitch: PauseSwitch;
  readonly #pool: WorkerPool;
  readonly #runner: JobRunner;
  /** Names this scheduler in the leases that it takes. */
  readonly #owner = `${process.pid}-${randomUUID()}`;
  readonly #idleWaiters = new Set<PromiseWithResolvers<QueueState>>();
  readonly #progressChanged: ReturnType<typeof throttle>;
  readonly #heartbeat: NodeJS.Timeout;
  #isStarted = false;
  #isClosing = false;

  /** Puts back what a dead host left running. Takes no job before `start`. */
  constructor(options: SchedulerOptions) {
    const { store } = options;
    this.#options = options;
    this.#config = { ...defaultSchedulerConfig, ...options.config };
    this.#handlers = new JobHandlers(options.handlers);
    this.#pauseSwitch = new PauseSwitch(store);
    const durations = new MeanDurations();
    this.queue = new SqliteJobQueue({
      store,
      handlers: this.#handlers,
      running: this.#running,
      pauseSwitch: this.#pauseSwitch,
      durations,
      now: () => options.now(),
      workers: () => options.workers(),
      changed: (types) => this.#queueChanged(types),
    });
    this.#pool = new WorkerPool(
      {
        spawn: options.spawnWorker,
        ...(options.workerConfig && { config: options.workerConfig }),
        onOutputLine: (line, pid) => options.log.info('Worker output', { pid, line }),
      },
      this.#config.idleWorkerMs,
    );
    this.#progressChanged = throttle(() => options.publish('jobs'), this.#config.publishIntervalMs);
    this.#runner = new JobRunner({
      store,
      handlers: this.#handlers,
      durations,
      config: this.#config,
      owner: this.#owner,
      now: () => options.now(),
      log: options.log,
      publish: (...topics) => options.publish(...topics),
      progressed: () => this.#progressChanged.request(),
      pauseBecause: (reason) => this.#pauseBecause(reason),
    });
    this.recoveredJobs = this.#recover();
    this.#heartbeat = setInterval(() => this.#beat(), this.#config.heartbeatMs);
    this.#heartbeat.unref();
  }

  /**
   * Begins to take jobs, unless the queue is paused. Apart from the constructor, because a job's handler asks for
   * the open study, which is not open before its scheduler exists.
   */
  start(): void {
    this.#isStarted = true;
    this.#pump();
  }

  /** The processes at hand, for diagnosis. */
  workerPids(): number[] {
    return this.#pool.pids();
  }

  /** See `StudySession.whenIdle`. */
  async whenIdle(signal?: AbortSignal): Promise<QueueState> {
    signal?.throwIfAborted();
    if (this.#isIdle()) return this.queue.state();
    const waiter = Promise.withResolvers<QueueState>();
    const onAbort = () => waiter.reject(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#idleWaiters.add(waiter);
    return waiter.promise.finally(() => {
      this.#idleWaiters.delete(waiter);
      signal?.removeEventListener('abort', onAbort);
    });
  }

  /** Stops taking jobs, gives the running ones back to the queue, ends the workers. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
    clearInterval(this.#heartbeat);
    this.#running.stopAll('give-back');
    await Promise.all(this.#runs);
    await this.#pool[Symbol.asyncDispose]();
    this.#progressChanged[Symbol.dispose]();
    for (const waiter of this.#idleWaiters) {
      waiter.reject(new AppError('CANCELLED', 'The study was closed before its jobs were done.'));
    }
  }

  /** The study's lock is ours, so whoever left a job running is dead. */
  #recover(): number {
    return this.#options.store.transaction((tx) => {
      const left = runningJobs(tx).all();
      markQueued(
        tx,
        left.map((row) => row.id),
      );
      return left.length;
    });
  }

  #isIdle(): boolean {
    if (this.#running.size > 0 || this.#running.isHeld) return false;
    return this.#pauseSwitch.isPaused || nextJob(this.#options.store.db) === undefined;
  }

  #queueChanged(types: ReadonlySet<JobType>): void {
    if (this.#isClosing) return;
    this.#options.publish('jobs', ...this.#handlers.topicsOf(types));
    this.#pump();
  }

  /** Starts jobs while there are jobs and free workers. */
  #pump(): void {
    while (
      this.#isStarted &&
      !this.#isClosing &&
      !this.#pauseSwitch.isPaused &&
      !this.#running.isHeld &&
      this.#running.size < this.#options.workers()
    ) {
      const row = this.#takeNext();
      if (!row) break;
      const run = this.#run(row);
      this.#runs.add(run);
      void run.finally(() => this.#runs.delete(run));
    }
    if (this.#idleWaiters.size > 0 && !this.#isClosing && this.#isIdle()) {
      const state = this.queue.state();
      for (const waiter of this.#idleWaiters) waiter.resolve(state);
    }
  }

  #takeNext(): JobRow | undefined {
    const { store, now } = this.#options;
    try {
      const next = nextJob(store.db);
      return next && markRunning(store.db, next.id, this.#owner, now() + this.#config.leaseMs, now());
    } catch (error) {
      this.#pauseBecause(toAppError(error).toInfo());
      return undefined;
    }
  }

  /** Never rejects: what goes wrong is the job's outcome, or pauses the queue. */
  async #run(row: JobRow): Promise<void> {
    const running = this.#running.begin(row.id, row.type);
    const worker = this.#pool.take();
    try {
      await this.#runner.run(row, running, worker);
    } catch (error) {
      // The outcome could not be stored. The lease runs out, and the job is queued again.
      this.#pauseBecause(toAppError(error).toInfo());
    } finally {
      this.#pool.giveBack(worker);
      this.#running.end(running);
      this.#options.publish('jobs');
      this.#pump();
    }
  }

  #pauseBecause(reason: ErrorInfo): void {
    this.#options.log.error('The queue paused itself', { ...reason });
    try {
      this.#pauseSwitch.set(true, reason);
    } catch (error) {
      this.#options.log.error('The pause could not be stored; it holds until the study is closed', {
        message: toAppError(error).message,
      });
    }
    this.#running.stopAll('give-back');
  }

  /** Renews the leases of running jobs with their progress, and takes back jobs whose lease ran out. */
  #beat(): void {
    const { store, now } = this.#options;
    try {
      store.transaction((tx) => {
        const nowUtcMs = now();
        for (const row of runningJobs(tx).all()) {
          const running = this.#running.get(row.id);
          if (running) renewLease(tx, row.id, nowUtcMs + this.#config.leaseMs, running.stored);
          else if ((row.leaseUntilUtcMs ?? 0) < nowUtcMs) markQueued(tx, [row.id]);
        }
      });
    } catch (error) {
      this.#pauseBecause(toAppError(error).toInfo());
    }
    this.#pump();
  }
}
