import { AppError } from '#shared/errors.ts';
import type { ResultOf, TaskContext, TaskKind, TaskOf } from './tasks.ts';
import { WorkerFailure } from './worker-failure.ts';
import { WorkerHost, type WorkerHostOptions } from './worker-host.ts';

/**
 * One worker process for short tasks that somebody waits for: they wait for one another, and what one keeps in memory
 * the next finds there. The process goes when nobody asked for anything in a while.
 */
export class SerialWorker implements AsyncDisposable {
  readonly #host: WorkerHost;
  readonly #idleMs: number;
  #turn: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Pick<WorkerHostOptions, 'spawn' | 'onOutputLine'>, idleMs: number) {
    // What it keeps is what it is for: it is not replaced after a number of tasks.
    this.#host = new WorkerHost({ ...options, config: { tasksPerProcess: Number.POSITIVE_INFINITY } });
    this.#idleMs = idleMs;
  }

  /** Errors: what the task threw, the signal's reason, WORKER_CRASHED. */
  run<K extends TaskKind>(task: TaskOf<K>, signal: TaskContext['signal']): Promise<ResultOf<K>> {
    return this.#inTurn(async () => {
      clearTimeout(this.#timer);
      try {
        signal.throwIfAborted();
        return await this.#host.run(task, { signal });
      } catch (error) {
        throw error instanceof WorkerFailure ? crashed(error) : error;
      } finally {
        this.#timer = setTimeout(() => void this.release(), this.#idleMs);
        this.#timer.unref();
      }
    });
  }

  /** Ends the process, after the tasks that were asked for; the next task starts another. */
  release(): Promise<void> {
    return this.#inTurn(() => this.#host.release());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer);
    await this.#host[Symbol.asyncDispose]();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    // The next in turn does not care how this one ended; its caller is told.
    this.#turn = result.catch(() => {});
    return result;
  }
}

function crashed(failure: WorkerFailure): AppError {
  const lastLine = failure.output.at(-1);
  const message = lastLine ? `${failure.message} Its last line: ${lastLine}` : failure.message;
  return new AppError('WORKER_CRASHED', message, 'Try again; if it happens again, restart Wandr.', {
    cause: failure,
  });
}
