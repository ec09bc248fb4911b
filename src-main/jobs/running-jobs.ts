import type { JobType } from '#shared/contract/jobs.ts';
import type { TaskProgress } from '../workers/tasks.ts';
import { type RunningWork, remainingMs } from './eta.ts';
import type { StoredProgress } from './job-table.ts';

/** `cancel`: the user gave it up. `give-back`: it goes back to the queue (pause, close). */
export type StopReason = 'cancel' | 'give-back';

/** A job that a worker is at, with progress newer than the table's. */
export class RunningJob implements RunningWork {
  readonly id: number;
  readonly type: JobType;
  readonly #startedMs = performance.now();
  readonly #abort = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  #stopReason: StopReason | null = null;
  #progress: StoredProgress = { progress: 0, phase: null, speedXRealtime: null };

  constructor(id: number, type: JobType) {
    this.id = id;
    this.type = type;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Resolves when its worker has let go of it and its outcome is stored. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  get stopReason(): StopReason | null {
    return this.#stopReason;
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedMs;
  }

  get progress(): number {
    return this.#progress.progress;
  }

  get stored(): StoredProgress {
    return this.#progress;
  }

  get etaMs(): number | null {
    return remainingMs(this);
  }

  update(progress: TaskProgress): void {
    this.#progress = {
      progress: Math.min(1, Math.max(0, progress.progress)),
      phase: progress.phase ?? null,
      speedXRealtime: progress.speedXRealtime ?? null,
    };
  }

  /** A cancel after a give-back wins: the user no longer wants the job. */
  stop(reason: StopReason): void {
    if (this.#stopReason !== 'cancel') this.#stopReason = reason;
    this.#abort.abort();
  }

  end(): void {
    this.#ended.resolve();
  }
}

/** The jobs that workers are at, by id, and whether others may join them. */
export class RunningJobs {
  readonly #jobs = new Map<number, RunningJob>();
  #holds = 0;

  get isHeld(): boolean {
    return this.#holds > 0;
  }

  /** Until `release` is called as often, no job may begin. */
  hold(): void {
    this.#holds += 1;
  }

  release(): void {
    this.#holds -= 1;
  }

  get size(): number {
    return this.#jobs.size;
  }

  get(id: number): RunningJob | undefined {
    return this.#jobs.get(id);
  }

  begin(id: number, type: JobType): RunningJob {
    const running = new RunningJob(id, type);
    this.#jobs.set(id, running);
    return running;
  }

  end(running: RunningJob): void {
    this.#jobs.delete(running.id);
    running.end();
  }

  all(): RunningJob[] {
    return [...this.#jobs.values()];
  }

  stopAll(reason: StopReason): void {
    for (const running of this.all()) running.stop(reason);
  }
}
