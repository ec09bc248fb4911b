/**
 * Which frames of a recording are looked at: for each point of a grid of times the frame nearest to it, give or take its
 * rounding to milliseconds. The first one at or after each point would pass over every third frame of a recording that
 * has as many as the grid: its frames come a little early as often as a little late. The grid starts at the start of the
 * recording, so that chunks of one recording agree on it.
 */
export class SamplingGrid {
  readonly #stepMs: number;
  readonly #frameMs: number;
  /** A frame may come so much before its point. */
  readonly #earlyMs: number;
  #nextPoint: number;

  /** Frames before `fromMs` are never taken. `frameMs`: usual time between the recording's frames. */
  constructor(sampleFps: number, fromMs: number, frameMs: number) {
    this.#stepMs = 1_000 / sampleFps;
    this.#frameMs = frameMs;
    this.#earlyMs = Math.min(frameMs, this.#stepMs) / 2;
    this.#nextPoint = this.#pointAt(fromMs);
  }

  /** Call it with frames in order of time. */
  takes(offsetMs: number): boolean {
    const point = this.#pointAt(offsetMs);
    if (point < this.#nextPoint) return false;
    this.#nextPoint = point + 1;
    return true;
  }

  /** Whether a frame could be taken. A wrong no only makes the next frame be taken in its place. */
  mayTake(offsetMs: number): boolean {
    const last = this.#pointAt(offsetMs);
    return last >= this.#nextPoint && last * this.#stepMs > offsetMs - 1.5 * this.#frameMs;
  }

  /** The last point that a frame is not too early for. */
  #pointAt(offsetMs: number): number {
    return Math.floor((offsetMs + this.#earlyMs) / this.#stepMs);
  }
}
