/**
 * Puts the packets of one stream on a time line that starts at 0 and never jumps back.
 *
 * Recorders reset their clock inside a file, wrap it, or leave stamps out. A forward jump is kept: on recorders that
 * store only motion it is time that really passed. A backward jump of more than `RESET_MS`, or a forward one of more
 * than `ABSURD_JUMP_MS`, is a new clock: the time line goes on one frame after the last packet.
 *
 * A few wrong stamps, of damaged headers, look the same where they begin; what tells them apart is that the packets after
 * them are back where the time line was.
 */

const RESET_MS = 1_000;
const ABSURD_JUMP_MS = 24 * 3_600_000;
/** A step forward of more than this and two frames may be a wrong stamp. */
const PAUSE_MS = 1_000;
/** So many packets in a row may have wrong stamps. More take longer to tell, and may be a clock that was set twice. */
export const MAX_OUTLIERS = 8;
/** Behind wrong stamps the time line goes on at most this much after the last right one. */
const RETURN_MS = 5_000;
/** A picture is shown at most so long after it was decoded, or as long as 16 frames take, the most H.264 keeps back. */
const MAX_REORDER_MS = 2_000;
const MAX_REORDER_FRAMES = 16;

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

  /** Whether `place` has to know the stamps that follow this one, up to `MAX_OUTLIERS`. */
  jumpsAt(stamp: PacketStamp): boolean {
    const raw = stamp.dtsMs ?? stamp.ptsMs;
    return raw !== null && this.#lastMs !== null && this.#isJump(raw + this.#shiftMs - this.#lastMs);
  }

  /**
   * Takes packets in the order of the file; returns where each one is shown, and decoded, on the time line. The former is
   * null where it is not said, or cannot be. `following`: the stamps of the packets after it, where `jumpsAt`.
   */
  place(stamp: PacketStamp, following: readonly PacketStamp[] = []): { ptsMs: number | null; dtsMs: number } {
    const delayMs = this.#showingDelay(stamp);
    let raw = stamp.dtsMs ?? stamp.ptsMs;
    if (raw === null) raw = this.#lastMs === null ? 0 : this.#lastMs + this.#frameMs - this.#shiftMs;
    if (this.#originMs === null) {
      this.#originMs = raw + (delayMs ?? 0);
      this.#shiftMs = -this.#originMs;
    }
    const dtsMs = this.#outlierPlace(raw, following) ?? this.#placeOnClock(raw);
    this.#lastMs = dtsMs;
    return { ptsMs: delayMs === null ? null : dtsMs + delayMs, dtsMs };
  }

  /** After a seek: the next packet may be anywhere on the same clock. */
  forgetPosition(): void {
    this.#lastMs = null;
  }

  #placeOnClock(raw: number): number {
    if (this.#lastMs !== null) {
      const jumpMs = raw + this.#shiftMs - this.#lastMs;
      if (jumpMs < -RESET_MS || jumpMs > ABSURD_JUMP_MS) {
        this.#shiftMs = this.#lastMs + this.#frameMs - raw;
        this.#resets++;
      }
    }
    return raw + this.#shiftMs;
  }

  /** From decoding to showing; null where it is not said, or is more than a decoder can keep a picture back. */
  #showingDelay({ ptsMs, dtsMs }: PacketStamp): number | null {
    if (ptsMs === null) return null;
    const delayMs = ptsMs - (dtsMs ?? ptsMs);
    const mostMs = Math.max(MAX_REORDER_MS, MAX_REORDER_FRAMES * this.#frameMs);
    return Math.abs(delayMs) <= mostMs ? delayMs : null;
  }

  /** The place of a packet whose stamp is wrong: evenly between those around it. Null when it is right, or a new clock. */
  #outlierPlace(raw: number, following: readonly PacketStamp[]): number | null {
    if (this.#lastMs === null) return null;
    const jumpMs = raw + this.#shiftMs - this.#lastMs;
    if (!this.#isJump(jumpMs)) return null;
    let before = raw;
    for (const [index, { ptsMs, dtsMs }] of following.slice(0, MAX_OUTLIERS).entries()) {
      const next = dtsMs ?? ptsMs;
      if (next === null) continue;
      const goesBack = Math.sign(next - before) !== Math.sign(jumpMs) && this.#isJump(next - before);
      const awayMs = next + this.#shiftMs - this.#lastMs;
      if (goesBack && awayMs >= -RESET_MS && awayMs <= RETURN_MS) {
        return this.#lastMs + Math.max(0, awayMs) / (index + 2);
      }
      before = next;
    }
    return null;
  }

  #isJump(stepMs: number): boolean {
    return stepMs < -RESET_MS || stepMs > PAUSE_MS + 2 * this.#frameMs;
  }
}
