import { AppError } from '#shared/errors.ts';
import type { WorkerSpawner } from './channel.ts';
import { defaultWorkerConfig, type WorkerConfig } from './config.ts';
import type { FromWorker } from './protocol.ts';
import { SilenceWatch } from './silence-watch.ts';
import type { ResultOf, TaskKind, TaskOf, TaskProgress, WorkerPartial } from './tasks.ts';
import { WorkerFailure } from './worker-failure.ts';
import { WorkerProcess } from './worker-process.ts';

export interface RunOptions {
  /** Aborting asks the task to stop, then kills its process; `run` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TaskProgress) => void;
  /** What it throws stops the task and is what `run` rejects with. */
  readonly onPartial?: (partial: WorkerPartial) => void;
}

export interface WorkerHostOptions {
  readonly spawn: WorkerSpawner;
  readonly config?: Partial<WorkerConfig>;
  /** Every line that a worker process writes. */
  readonly onOutputLine?: (line: string, pid: number | undefined) => void;
}

/**
 * Runs tasks one at a time in a process of its own, which is started when needed, kept for the next task, and
 * replaced after a crash, a kill or `tasksPerProcess` tasks. One that hangs is killed.
 */
export class WorkerHost implements AsyncDisposable {
  readonly #spawn: WorkerSpawner;
  readonly #config: WorkerConfig;
  readonly #onOutputLine: NonNullable<WorkerHostOptions['onOutputLine']>;
  #process: WorkerProcess | null = null;
  #isBusy = false;
  #isDisposed = false;
  #lastRunId = 0;

  constructor(options: WorkerHostOptions) {
    this.#spawn = options.spawn;
    this.#config = { ...defaultWorkerConfig, ...options.config };
    this.#onOutputLine = options.onOutputLine ?? (() => {});
  }

  /** Of the process at hand; undefined when there is none. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /**
   * @throws what the task threw, as AppError; the signal's reason; WorkerFailure when the process ended;
   * AppError INTERNAL when it broke the protocol.
   */
  async run<K extends TaskKind>(task: TaskOf<K>, options: RunOptions = {}): Promise<ResultOf<K>> {
    if (this.#isBusy) throw new Error('A worker runs one task at a time.');
    this.#isBusy = true;
    try {
      options.signal?.throwIfAborted();
      const worker = await this.#ready();
      options.signal?.throwIfAborted();
      const result = await this.#runOn(worker, task, options);
      if (result.kind !== task.kind) throw protocolError(`a ${result.kind} result for a ${task.kind} task`);
      return result as ResultOf<K>;
    } finally {
      this.#isBusy = false;
      await this.#recycle();
    }
  }

  async #ready(): Promise<WorkerProcess> {
    if (this.#process?.isUsable) return this.#process;
    let started: WorkerProcess | undefined;
    const onLine = (line: string) => this.#onOutputLine(line, started?.pid);
    started = await WorkerProcess.start(this.#spawn, this.#config, onLine);
    if (this.#isDisposed) {
      await started.close();
      throw new AppError('CANCELLED', 'The worker was closed.');
    }
    this.#process = started;
    return started;
  }

  #runOn(worker: WorkerProcess, task: TaskOf<TaskKind>, options: RunOptions): Promise<ResultOf<TaskKind>> {
    this.#lastRunId += 1;
    const runId = this.#lastRunId;
    const { promise, resolve, reject } = Promise.withResolvers<ResultOf<TaskKind>>();
    /** Why the task was told to stop; then its answer no longer matters. */
    let stopReason: { readonly error: unknown } | null = null;
    let killTimer: NodeJS.Timeout | undefined;

    const stop = (error: unknown) => {
      if (stopReason) return;
      stopReason = { error };
      worker.send({ type: 'cancel', runId });
      killTimer = setTimeout(() => worker.kill(), this.#config.cancelGraceMs);
    };
    const fail = (error: unknown) => reject(stopReason ? stopReason.error : error);
    const onAbort = () => stop(options.signal?.reason);
    const silence = new SilenceWatch(this.#config.silenceMs, () => {
      fail(WorkerFailure.hung(this.#config.silenceMs, worker.lastOutput()));
      worker.kill();
    });
    const onMessage = (message: FromWorker) => {
      silence.heard();
      if (!('runId' in message) || message.runId !== runId) return;
      switch (message.type) {
        case 'progress':
          if (!stopReason) options.onProgress?.(message.progress);
          return;
        case 'partial':
          if (stopReason) return;
          try {
            options.onPartial?.(message.partial);
          } catch (error) {
            stop(error);
          }
          return;
        case 'result':
          if (stopReason) reject(stopReason.error);
          else resolve(message.result);
          return;
        case 'error':
          fail(AppError.fromInfo(message.error, { cause: message.stack && new Error(message.stack) }));
          return;
        default:
          message satisfies never;
      }
    };

    worker.listener = {
      message: onMessage,
      invalid: (problem) => {
        fail(protocolError(problem.message, problem));
        worker.kill();
      },
      exit: (exit) => fail(WorkerFailure.ended(exit, worker.lastOutput())),
    };
    options.signal?.addEventListener('abort', onAbort, { once: true });
    worker.send({ type: 'run', runId, task });
    return promise.finally(() => {
      clearTimeout(killTimer);
      silence[Symbol.dispose]();
      options.signal?.removeEventListener('abort', onAbort);
      worker.listener = null;
      worker.tasksDone += 1;
    });
  }

  /** Lets a process go that has done its share; forgets one that is gone. */
  async #recycle(): Promise<void> {
    const worker = this.#process;
    if (!worker) return;
    if (worker.isUsable && worker.tasksDone < this.#config.tasksPerProcess) return;
    this.#process = null;
    await worker.close();
  }

  /** Lets the process go while no task runs; the next task starts another. */
  async release(): Promise<void> {
    if (this.#isBusy) return;
    const worker = this.#process;
    this.#process = null;
    await worker?.close();
  }

  /** Ends the process. A task that still runs on it fails. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    const worker = this.#process;
    this.#process = null;
    await worker?.close();
  }
}

function protocolError(what: string, cause?: unknown): AppError {
  return new AppError('INTERNAL', `The worker sent what the protocol does not know: ${what}`, '', { cause });
}
