/** Rules of the player's transport: frame steps, J/K/L shuttle, speeds. Pure; the playback engine applies them. */

/** Speeds of the menu, in × real time. */
export const speeds = [0.25, 0.5, 1, 1.5, 2, 4, 8] as const;

const shuttleSpeeds = [1, 2, 4, 8] as const;

/**
 * Where to seek to show the frame `frames` after the one on screen. It aims at the middle of that frame: a seek to
 * its exact start may land on the frame before, because of rounding in the container's time base.
 */
export function frameStepMs(offsetMs: number, frames: number, fps: number, durationMs: number): number {
  const frameMs = 1000 / fps;
  const shown = Math.floor(offsetMs / frameMs + 1e-6);
  const last = Math.max(0, Math.ceil(durationMs / frameMs - 1e-6) - 1);
  const target = Math.min(Math.max(shown + frames, 0), last);
  return (target + 0.5) * frameMs;
}

export type ShuttleKey = 'J' | 'K' | 'L';

/**
 * The velocity after a shuttle key, in × real time, negative backwards, 0 paused. L from rest plays at 1×, again at
 * 2, 4, 8×; J the same backwards; the opposite key first goes back to 1× in its own direction; K stops.
 */
export function shuttle(velocity: number, key: ShuttleKey): number {
  if (key === 'K') return 0;
  const direction = key === 'L' ? 1 : -1;
  if (velocity * direction <= 0) return direction;
  const speed = Math.abs(velocity);
  const next = shuttleSpeeds.find((candidate) => candidate > speed) ?? shuttleSpeeds.at(-1)!;
  return direction * next;
}

/** The next slower or faster speed of the menu. */
export function neighbourSpeed(speed: number, direction: 1 | -1): number {
  const ordered = direction === 1 ? speeds : speeds.toReversed();
  return ordered.find((candidate) => (candidate - speed) * direction > 0) ?? ordered.at(-1)!;
}
