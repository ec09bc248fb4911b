/** The time allowed is counted in so many beats. */
const BEATS = 10;

/**
 * Calls `onSilence` once when nothing was heard for so long. Time is counted in beats, not read from a clock: while the
 * machine sleeps there are none, and whoever slept with it is not to blame.
 */
export class SilenceWatch implements Disposable {
  readonly #timer: NodeJS.Timeout;
  #quietBeats = 0;

  constructor(silenceMs: number, onSilence: () => void) {
    this.#timer = setInterval(() => {
      this.#quietBeats += 1;
      if (this.#quietBeats < BEATS) return;
      clearInterval(this.#timer);
      onSilence();
    }, silenceMs / BEATS);
    this.#timer.unref();
  }

  /** There was a sign of life. */
  heard(): void {
    this.#quietBeats = 0;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
