/**
 * Which frames of a recording are looked at: the first one at or after each point of a grid of times. The grid starts
 * at the start of the recording, so that chunks of one recording agree on it.
 */
export class SamplingGrid {
  readonly #stepMs: number;
  #nextPoint: number;

  /** Frames before `fromMs` are never taken. */
  constructor(sampleFps: number, fromMs: number) {
    this.#stepMs = 1_000 / sampleFps;
    this.#nextPoint = Math.ceil(fromMs / this.#stepMs - EPSILON);
  }

  /** Call it with frames in order of time. */
  takes(offsetMs: number): boolean {
    const point = Math.floor(offsetMs / this.#stepMs + EPSILON);
    if (point < this.#nextPoint) return false;
    this.#nextPoint = point + 1;
    return true;
  }

  /**
   * Whether a frame that follows the one before it by about `frameMs` could be taken. A wrong no only makes the next
   * frame be taken in its place.
   */
  mayTake(offsetMs: number, frameMs: number): boolean {
    const last = Math.floor(offsetMs / this.#stepMs + EPSILON);
    return last >= this.#nextPoint && last * this.#stepMs > offsetMs - 1.5 * frameMs;
  }
}

/** Against 166.666… · 6 falling just below 1000. */
const EPSILON = 1e-6;
