/** @file Runs in a worker process. */
import type { ScannedFile } from '../tasks.ts';

/** Files per message: one transaction in the host for each. */
const MAX_FILES = 50;
/** The table fills at least this often. */
const MAX_WAIT_MS = 500;

/** Collects scanned files and hands them over in batches. */
export class PartialBatches {
  readonly #send: (files: ScannedFile[]) => void;
  #waiting: ScannedFile[] = [];
  #sinceMs = performance.now();

  constructor(send: (files: ScannedFile[]) => void) {
    this.#send = send;
  }

  add(file: ScannedFile): void {
    this.#waiting.push(file);
    if (this.#waiting.length >= MAX_FILES || performance.now() - this.#sinceMs >= MAX_WAIT_MS) this.flush();
  }

  flush(): void {
    this.#sinceMs = performance.now();
    if (this.#waiting.length === 0) return;
    this.#send(this.#waiting);
    this.#waiting = [];
  }
}
