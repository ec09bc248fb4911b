import { headingOf, type Position } from './itinerary.ts';
import { velocity } from './keep-apart.ts';
import { STEP_S, type Step, smoothed, stretches, unwrapped, type Way } from './steps.ts';

export type Gait = 'walk' | 'idle';

/** Where a person is, and how the renderer shows it. */
export interface Pose extends Position {
  readonly headingDeg: number;
  readonly gait: Gait;
  /** Metres walked, which drives the walk cycle. */
  readonly walkedM: number;
}

/** A pose every `STEP_S`, from step number `first`; null in the back of a shop. */
export interface Trajectory {
  readonly first: number;
  readonly poses: readonly (Pose | null)[];
}

/** Slower than this, feet stand still, m/s. */
const STANDS_BELOW = 0.35;
/** Half of the time over which a body turns. */
const TURN_S = 0.3;

/** What a body does that goes this way. */
export function trajectoryOf({ first, steps }: Way): Trajectory {
  const poses: (Pose | null)[] = steps.map(() => null);
  let walkedM = 0;
  for (const { from, to } of stretches(steps)) {
    const stretch = steps.slice(from, to).filter((step): step is Step => step !== null);
    const isWalking = stretch.map((step, i) => step.kind !== 'ride' && speedAt(stretch, i) > STANDS_BELOW);
    const headings = smoothed(
      unwrapped(
        stretch.map((step, i) =>
          isWalking[i] ? headingOf({ x: 0, y: 0 }, velocity(stretch, i)) : step.facingDeg,
        ),
      ),
      Math.round(TURN_S / STEP_S),
    );
    stretch.forEach(({ x, y, height }, i) => {
      const before = stretch[i - 1];
      if (before && isWalking[i]) walkedM += Math.hypot(x - before.x, y - before.y);
      const headingDeg = (((headings[i] ?? 0) % 360) + 360) % 360;
      poses[from + i] = { x, y, height, headingDeg, gait: isWalking[i] ? 'walk' : 'idle', walkedM };
    });
  }
  return { first, poses };
}

function speedAt(steps: readonly Step[], at: number): number {
  const { x, y } = velocity(steps, at);
  return Math.hypot(x, y);
}

/** Where a person is at a time, or null before, after and in the back of a shop. */
export function poseAt({ first, poses }: Trajectory, timeS: number): Pose | null {
  const at = timeS / STEP_S - first;
  const before = poses[Math.floor(at)];
  const after = poses[Math.ceil(at)];
  if (!before || !after) return null;
  const t = at - Math.floor(at);
  const between = (a: number, b: number): number => a + (b - a) * t;
  const turnDeg = ((after.headingDeg - before.headingDeg + 540) % 360) - 180;
  return {
    x: between(before.x, after.x),
    y: between(before.y, after.y),
    height: between(before.height, after.height),
    headingDeg: (before.headingDeg + turnDeg * t + 360) % 360,
    gait: t < 0.5 ? before.gait : after.gait,
    walkedM: between(before.walkedM, after.walkedM),
  };
}
