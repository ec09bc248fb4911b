import { COLUMNS, LEVEL_HEIGHT_M, PLANTERS } from '../world/mall.ts';
import { STEP_S, type Step, smoothed, stretches, type Way } from './steps.ts';

/** Between the middles of two people: shoulders are 0.45 m wide and more, and nobody walks touching. */
const APART_M = 0.65;
/** Between somebody's middle and a column or a planter. */
const CLEAR_M = 0.35;
/** Two who keep pace, or stand, make room away from each other; others pass each other sideways. */
const PASSING_SPEED = 0.3;
/** Someone who stands leaves most of the making room to who comes. */
const STANDING_SHARE = 0.2;
/** Somebody sees a meeting come, and swings out and in again over twice this time. */
const SWING_S = 0.7;
/** After these, nobody of the tested days is nearer to another than 0.5 m. */
const ROUNDS = 60;

interface Shift {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * The same ways where nobody goes through anybody else, a column or a planter: each round pushes those apart who are too near,
 * smoothly over the time around it. No social force model: it knows the future, as a script does.
 */
export function keepApart(ways: readonly Way[]): Way[] {
  const moved = ways.map(({ first, steps }) => ({ first, steps: steps.map((step) => step && { ...step }) }));
  for (let round = 0; round < ROUNDS; round++) {
    const shifts = moved.map(
      ({ steps }): Shift => ({
        x: new Float64Array(steps.length),
        y: new Float64Array(steps.length),
      }),
    );
    moved.forEach((way, i) => {
      const shift = shifts[i];
      if (!shift) return;
      pushOffObstacles(way, shift);
      for (let j = i + 1; j < moved.length; j++) {
        const other = moved[j];
        const otherShift = shifts[j];
        if (other && otherShift) pushApart(way, shift, other, otherShift);
      }
    });
    moved.forEach(({ steps }, i) => {
      const shift = shifts[i];
      if (shift) apply(steps, shift);
    });
  }
  return moved;
}

/** Spread over a swing, as a body moves: a round does a part of what it was told, and the next ones the rest. */
function apply(steps: ({ x: number; y: number } | null)[], shift: Shift): void {
  const reach = Math.round(SWING_S / STEP_S / 2);
  for (const { from, to } of stretches(steps)) {
    const [dx, dy] = [shift.x, shift.y].map((values) =>
      smoothed(smoothed(Array.from(values.subarray(from, to)), reach), reach),
    );
    for (let i = from; i < to; i++) {
      const step = steps[i];
      if (!step) continue;
      step.x += dx?.[i - from] ?? 0;
      step.y += dy?.[i - from] ?? 0;
    }
  }
}

interface Vector {
  readonly x: number;
  readonly y: number;
}

/** Metres per second at a step, over half a second where there is as much. */
export function velocity(steps: readonly (Step | null)[], at: number): Vector {
  const here = steps[at];
  const before = steps[at - 2] ?? here;
  const after = steps[at + 2] ?? here;
  const spanS = STEP_S * ((before === here ? 0 : 2) + (after === here ? 0 : 2));
  if (!before || !after || spanS === 0) return { x: 0, y: 0 };
  return { x: (after.x - before.x) / spanS, y: (after.y - before.y) / spanS };
}

function pushApart(a: Way, shiftA: Shift, b: Way, shiftB: Shift): void {
  const from = Math.max(a.first, b.first);
  const to = Math.min(a.first + a.steps.length, b.first + b.steps.length);
  const gaps = Array.from({ length: Math.max(0, to - from) }, (_, i) =>
    gapOf(a.steps[from + i - a.first], b.steps[from + i - b.first]),
  );
  for (const meeting of stretches(gaps)) {
    const nearest = indexOfNearest(gaps, meeting);
    const closest = gaps[nearest];
    if (!closest) continue;
    const va = velocity(a.steps, from + nearest - a.first);
    const vb = velocity(b.steps, from + nearest - b.first);
    const passing = { x: va.x - vb.x, y: va.y - vb.y };
    const speed = Math.hypot(passing.x, passing.y);
    const aside = speed > PASSING_SPEED ? { x: -passing.y / speed, y: passing.x / speed } : null;
    // On one side all through the meeting; who would meet head on keeps right.
    const side = aside && dot(closest, aside) < -1e-6 ? -1 : 1;
    const shareA = shareOf(va) / (shareOf(va) + shareOf(vb));
    for (let i = meeting.from; i < meeting.to; i++) {
      const gap = gaps[i];
      if (!gap) continue;
      const push = aside ? sideways(gap, aside, side) : outwards(gap);
      const [ia, ib] = [from + i - a.first, from + i - b.first];
      shiftA.x[ia] = (shiftA.x[ia] ?? 0) + push.x * shareA;
      shiftA.y[ia] = (shiftA.y[ia] ?? 0) + push.y * shareA;
      shiftB.x[ib] = (shiftB.x[ib] ?? 0) - push.x * (1 - shareA);
      shiftB.y[ib] = (shiftB.y[ib] ?? 0) - push.y * (1 - shareA);
    }
  }
}

/** From the second to the first, or null where they are far enough apart. */
function gapOf(a: Step | null | undefined, b: Step | null | undefined): Vector | null {
  if (!a || !b || Math.abs(a.height - b.height) > LEVEL_HEIGHT_M / 5) return null;
  const gap = { x: a.x - b.x, y: a.y - b.y };
  return Math.hypot(gap.x, gap.y) < APART_M ? gap : null;
}

function indexOfNearest(
  gaps: readonly (Vector | null)[],
  { from, to }: { from: number; to: number },
): number {
  let nearest = from;
  const lengthAt = (i: number): number => {
    const gap = gaps[i];
    return gap ? Math.hypot(gap.x, gap.y) : Number.POSITIVE_INFINITY;
  };
  for (let i = from; i < to; i++) if (lengthAt(i) < lengthAt(nearest)) nearest = i;
  return nearest;
}

const dot = (a: Vector, b: Vector): number => a.x * b.x + a.y * b.y;
const shareOf = (v: Vector): number => (Math.hypot(v.x, v.y) > PASSING_SPEED ? 1 : STANDING_SHARE);

/** What is missing of the distance, at a right angle to the way they pass each other. */
function sideways(gap: Vector, aside: Vector, side: number): Vector {
  const across = dot(gap, aside) * side;
  const along = dot(gap, { x: -aside.y, y: aside.x });
  const missing = Math.max(0, Math.sqrt(Math.max(0, APART_M ** 2 - along ** 2)) - across);
  return { x: aside.x * side * missing, y: aside.y * side * missing };
}

/** What is missing of the distance, straight away from each other; who stand in one spot part along x. */
function outwards(gap: Vector): Vector {
  const length = Math.hypot(gap.x, gap.y);
  if (length < 0.01) return { x: APART_M, y: 0 };
  const missing = APART_M - length;
  return { x: (gap.x / length) * missing, y: (gap.y / length) * missing };
}

/** What nobody walks through: the middle, and from there how far along x and y people keep off it. */
interface Obstacle {
  readonly level: 0 | 1;
  readonly x: number;
  readonly y: number;
  readonly halfX: number;
  readonly halfY: number;
}

/** As ellipses, so that people swing out before them and in again behind. */
const OBSTACLES: readonly Obstacle[] = [
  ...COLUMNS.map(({ level, x, y, r }) => ({ level, x, y, halfX: r + CLEAR_M, halfY: r + CLEAR_M })),
  ...PLANTERS.map(({ level, x, y, w, d }) => ({
    level,
    x,
    y,
    halfX: w / 2 + CLEAR_M,
    halfY: d / 2 + CLEAR_M,
  })),
];

function pushOffObstacles({ steps }: Way, shift: Shift): void {
  for (const obstacle of OBSTACLES) {
    const offsets = steps.map((step) => insideOf(obstacle, step));
    for (const { from, to } of stretches(offsets)) {
      const inside = offsets.slice(from, to).flatMap((offset) => offset ?? []);
      const [enter, leave] = [inside[0], inside.at(-1)];
      if (!enter || !leave) continue;
      const length = Math.hypot(leave.x - enter.x, leave.y - enter.y);
      const aside =
        length > 0.01
          ? { x: -(leave.y - enter.y) / length, y: (leave.x - enter.x) / length }
          : { x: 0, y: 1 };
      // Around one side all the way, the one where less of the way has to be moved.
      const side = inside.reduce((sum, offset) => sum + dot(offset, aside), 0) >= 0 ? 1 : -1;
      inside.forEach((offset, i) => {
        const missing = toTheEdge(obstacle, offset, { x: aside.x * side, y: aside.y * side });
        shift.x[from + i] = (shift.x[from + i] ?? 0) + aside.x * side * missing;
        shift.y[from + i] = (shift.y[from + i] ?? 0) + aside.y * side * missing;
      });
    }
  }
}

/** From the obstacle's middle, or null outside its ellipse. */
function insideOf({ level, x, y, halfX, halfY }: Obstacle, step: Step | null): Vector | null {
  if (!step || Math.abs(step.height - level * LEVEL_HEIGHT_M) > LEVEL_HEIGHT_M / 5) return null;
  const offset = { x: step.x - x, y: step.y - y };
  return (offset.x / halfX) ** 2 + (offset.y / halfY) ** 2 < 1 ? offset : null;
}

/** How far it is from inside an ellipse to its edge in a direction (of length 1). */
function toTheEdge({ halfX, halfY }: Obstacle, offset: Vector, direction: Vector): number {
  const p = { x: offset.x / halfX, y: offset.y / halfY };
  const d = { x: direction.x / halfX, y: direction.y / halfY };
  const a = dot(d, d);
  const b = dot(p, d);
  return (-b + Math.sqrt(Math.max(0, b ** 2 + a * (1 - dot(p, p))))) / a;
}
