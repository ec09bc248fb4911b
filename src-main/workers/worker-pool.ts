import { WorkerHost, type WorkerHostOptions } from './worker-host.ts';

/** Worker hosts that are kept for the next task, and let their processes go after a while without one. */
export class WorkerPool implements AsyncDisposable {
  readonly #options: WorkerHostOptions;
  readonly #idleMs: number;
  readonly #idle: WorkerHost[] = [];
  readonly #all = new Set<WorkerHost>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WorkerHostOptions, idleMs: number) {
    this.#options = options;
    this.#idleMs = idleMs;
  }

  /** A host that nobody else uses, until `giveBack`. The one used last comes first: its models are loaded. */
  take(): WorkerHost {
    clearTimeout(this.#timer);
    const host = this.#idle.pop() ?? new WorkerHost(this.#options);
    this.#all.add(host);
    return host;
  }

  giveBack(host: WorkerHost): void {
    this.#idle.push(host);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#releaseIdle(), this.#idleMs);
    this.#timer.unref();
  }

  /** The processes at hand, for diagnosis. */
  pids(): number[] {
    return [...this.#all].flatMap((host) => host.pid ?? []);
  }

  async #releaseIdle(): Promise<void> {
    await Promise.all(this.#idle.map((host) => host.release()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer);
    await Promise.all([...this.#all].map((host) => host[Symbol.asyncDispose]()));
    this.#idle.length = 0;
    this.#all.clear();
  }
}
