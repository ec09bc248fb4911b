/** The clock of the plan's playback: study time that runs `speed` times as fast as the wall's. */

export const playbackSpeeds = [1, 5, 10, 30, 60, 120, 300, 600] as const;

/**
 * Longest step of the clock per drawn frame, in milliseconds of wall time. A window that was in the background
 * comes back with one huge frame; playback then goes on where it was instead of jumping ahead.
 */
const MAX_FRAME_MS = 250;

/** The study time one frame later; stops at the end. */
export function advance(utcMs: number, frameMs: number, speed: number, endUtcMs: number): number {
  return Math.min(endUtcMs, utcMs + Math.min(frameMs, MAX_FRAME_MS) * speed);
}

/** The speed that plays the whole span in about two minutes: slow enough to follow, fast enough to watch. */
export function suggestedSpeed(spanMs: number): number {
  return playbackSpeeds.find((speed) => spanMs / speed <= 120_000) ?? playbackSpeeds.at(-1)!;
}
