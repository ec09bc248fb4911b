/**
 * Puts the packets of one stream on a time line that starts at 0 and never jumps back.
 *
 * Recorders reset their clock inside a file, wrap it, or leave stamps out. A forward jump is kept: on recorders that
 * store only motion it is time that really passed. A backward jump of more than `RESET_MS`, or a forward one of more
 * than `ABSURD_JUMP_MS`, is a new clock: the time line goes on one frame after the last packet.
 */

const RESET_MS = 1_000;
const ABSURD_JUMP_MS = 24 * 3_600_000;

export interface PacketStamp {
  readonly ptsMs: number | null;
  readonly dtsMs: number | null;
}

export class PacketTimeline {
  readonly #frameMs: number;
  #originMs: number | null = null;
  #shiftMs = 0;
  #lastMs: number | null = null;
  #resets = 0;

  /** `frameMs`: usual time between packets, for packets without a stamp. */
  constructor(frameMs: number) {
    this.#frameMs = frameMs;
  }

  /** Stamp of the first packet; null before there was one. */
  get originMs(): number | null {
    return this.#originMs;
  }

  get resets(): number {
    return this.#resets;
  }

  /**
   * Add this to stamps of the packets that follow `place` to get milliseconds since the start of the recording.
   */
  get shiftMs(): number {
    return this.#shiftMs;
  }

  /** Takes packets in the order of the file; returns where each one is shown, and decoded, on the time line. */
  place(stamp: PacketStamp): { ptsMs: number | null; dtsMs: number } {
    let raw = stamp.dtsMs ?? stamp.ptsMs;
    if (raw === null) raw = this.#lastMs === null ? 0 : this.#lastMs + this.#frameMs - this.#shiftMs;
    if (this.#originMs === null) {
      this.#originMs = stamp.ptsMs ?? raw;
      this.#shiftMs = -this.#originMs;
    }
    if (this.#lastMs !== null) {
      const jumpMs = raw + this.#shiftMs - this.#lastMs;
      if (jumpMs < -RESET_MS || jumpMs > ABSURD_JUMP_MS) {
        this.#shiftMs = this.#lastMs + this.#frameMs - raw;
        this.#resets++;
      }
    }
    const dtsMs = raw + this.#shiftMs;
    this.#lastMs = dtsMs;
    return { ptsMs: stamp.ptsMs === null ? null : stamp.ptsMs + this.#shiftMs, dtsMs };
  }

  /** After a seek: the next packet may be anywhere on the same clock. */
  forgetPosition(): void {
    this.#lastMs = null;
  }
}
