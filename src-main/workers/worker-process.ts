import type { WorkerChannel, WorkerExit, WorkerSpawner } from './channel.ts';
import type { WorkerConfig } from './config.ts';
import { OutputTail } from './output-tail.ts';
import { type FromWorker, fromWorkerSchema, type ToWorker } from './protocol.ts';
import { describeExit, WorkerFailure } from './worker-failure.ts';

/** What a process tells the task that runs on it. */
export interface ProcessListener {
  message(message: FromWorker): void;
  /** A message that the protocol does not know; the process is not to be trusted any more. */
  invalid(problem: Error): void;
  exit(exit: WorkerExit): void;
}

/** One worker process that said it is ready. */
export class WorkerProcess {
  tasksDone = 0;
  listener: ProcessListener | null = null;
  readonly ended: Promise<WorkerExit>;
  readonly #channel: WorkerChannel;
  readonly #output: OutputTail;
  readonly #config: WorkerConfig;
  #isAlive = true;
  #isKilled = false;
  #linesOfTask = 0;

  private constructor(channel: WorkerChannel, config: WorkerConfig, onLine: (line: string) => void) {
    this.#channel = channel;
    this.#config = config;
    this.#output = new OutputTail(config.keptOutputLines, (line) => {
      this.#linesOfTask += 1;
      if (this.#linesOfTask <= config.toldLinesPerTask) onLine(line);
      else if (this.#linesOfTask === config.toldLinesPerTask + 1)
        onLine('(and more, left out until the next task)');
    });
    channel.onOutput((text) => this.#output.push(text));
    this.ended = new Promise((resolve) => {
      channel.onExit((exit) => {
        this.#isAlive = false;
        resolve(exit);
        this.listener?.exit(exit);
      });
    });
    channel.onMessage((raw) => {
      const parsed = fromWorkerSchema.safeParse(raw);
      if (parsed.success) this.listener?.message(parsed.data);
      else this.listener?.invalid(parsed.error);
    });
  }

  /** @throws WorkerFailure of stage `start`. */
  static async start(
    spawn: WorkerSpawner,
    config: WorkerConfig,
    onLine: (line: string) => void,
  ): Promise<WorkerProcess> {
    const started = new WorkerProcess(spawnOrFail(spawn), config, onLine);
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
    const fail = (why: string) =>
      reject(new WorkerFailure('start', `The worker process did not start: ${why}.`, started.lastOutput()));
    const timer = setTimeout(
      () => fail(`not ready within ${config.readyTimeoutMs} ms`),
      config.readyTimeoutMs,
    );
    started.listener = {
      message: (message) =>
        message.type === 'ready' ? resolve() : fail(`it said ${message.type} before ready`),
      invalid: (problem) => fail(problem.message),
      exit: (exit) => fail(`it ended with ${describeExit(exit)}`),
    };
    try {
      await ready;
      return started;
    } catch (error) {
      started.kill();
      throw error;
    } finally {
      clearTimeout(timer);
      started.listener = null;
    }
  }

  /** False once it is gone or going. */
  get isUsable(): boolean {
    return this.#isAlive && !this.#isKilled;
  }

  get pid(): number | undefined {
    return this.#channel.pid;
  }

  lastOutput(): string[] {
    return this.#output.lines();
  }

  send(message: ToWorker): void {
    if (message.type === 'run') this.#linesOfTask = 0;
    this.#channel.send(message);
  }

  kill(): void {
    if (!this.isUsable) return;
    this.#isKilled = true;
    this.#channel.kill();
  }

  /** Asks the process to leave, kills it when it does not, resolves when it is gone. */
  async close(): Promise<void> {
    if (!this.#isAlive) return;
    this.send({ type: 'exit' });
    const timer = setTimeout(() => this.kill(), this.#config.exitGraceMs);
    await this.ended;
    clearTimeout(timer);
  }
}

/** The system may refuse another process (limits, memory): no task is to blame for that either. */
function spawnOrFail(spawn: WorkerSpawner): WorkerChannel {
  try {
    return spawn();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WorkerFailure('start', `The worker process did not start: ${why}.`, []);
  }
}
