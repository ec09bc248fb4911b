import type { JobType } from '#shared/contract/jobs.ts';
import type { CropsReading } from './crops-reading.ts';
import { type ProcessReading, readProcess } from './process-reading.ts';

/** What the run is at. */
export interface RunState {
  /** The job that runs; null between jobs. */
  readonly job: JobType | null;
  /** Of the recording. */
  readonly analysedMs: number;
}

export interface Sample extends RunState {
  readonly atMs: number;
  readonly host: ProcessReading;
  readonly workers: readonly ProcessReading[];
  readonly crops: CropsReading;
}

/** Where a sampler looks. */
export interface Sampled {
  workerPids(): Iterable<number>;
  state(): RunState;
  crops(): CropsReading;
}

const EVERY_MS = 1_000;
/** Thousands of files are not counted every second. */
const CROPS_EVERY_MS = 10_000;

/** Reads the host and its workers into `samples` once a second until it is disposed. */
export class Sampler implements Disposable {
  readonly #timer: NodeJS.Timeout;

  constructor(samples: Sample[], sampled: Sampled) {
    const startedMs = performance.now();
    let crops = sampled.crops();
    let cropsMs = startedMs;
    this.#timer = setInterval(() => {
      const host = readProcess(process.pid);
      if (host === null) throw new Error('this process is not in /proc');
      const workers = [...sampled.workerPids()].flatMap((pid) => readProcess(pid) ?? []);
      const nowMs = performance.now();
      if (nowMs - cropsMs >= CROPS_EVERY_MS) {
        crops = sampled.crops();
        cropsMs = nowMs;
      }
      samples.push({ atMs: nowMs - startedMs, host, workers, crops, ...sampled.state() });
    }, EVERY_MS);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
