import { choleskyFactor, columnsOf, solveLower } from '../statistics/cholesky.ts';

/** Points seen in two pictures. */
export interface Correspondences {
  /** x, y per point, in pixels of either picture. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Per point, 1 / variance of where it is in the second picture, in 1/px²; 0 leaves it out. */
  readonly precision: Float64Array;
}

/** Maps points of a plane from one picture into another. Writes x, y at `at` of `into`. */
export type PlaneMap = (x: number, y: number, into: Float64Array, at: number) => void;

const PARAMETERS = 8;
/**
 * Spread of each parameter before anything is known, in pictures whose points have mean 0 and spread 1: turned, scaled and
 * tilted at will, but not so that the horizon runs through the points.
 */
const PRIOR_SD = [1.5, 1.5, 1, 1.5, 1.5, 1, 0.3, 0.3];
/** The divisor is kept off 0: behind the camera there is nothing. */
const LEAST_DIVISOR = 0.1;
const MAX_STEPS = 30;
const LEAST_GAIN = 1e-6;

/**
 * The plane homography (Hartley & Zisserman 2004, chapter 4) of most probable parameters given correspondences with
 * errors in the second picture, by Levenberg–Marquardt steps in normalised coordinates. A prior towards "all at the
 * middle" makes it well defined for any number of points, on a line too: few points teach little, and no more.
 *
 * Null when no point has any weight.
 */
export function fitHomography(points: Correspondences): PlaneMap | null {
  const from = frameOf(points.from, points.precision);
  const to = frameOf(points.to, points.precision);
  if (!from || !to) return null;
  const problem = normalised(points, from, to);
  let parameters = new Float64Array(PARAMETERS);
  let cost = costOf(problem, parameters);
  let damping = 1e-3;
  for (let step = 0; step < MAX_STEPS; step++) {
    const tried = stepped(problem, parameters, damping);
    const triedCost = costOf(problem, tried);
    if (triedCost >= cost) {
      damping *= 10;
      if (damping > 1e6) break;
      continue;
    }
    const gain = cost - triedCost;
    parameters = tried;
    cost = triedCost;
    damping /= 10;
    if (gain < LEAST_GAIN * (1 + cost)) break;
  }
  const mapped = new Float64Array(2);
  return (x, y, into, at) => {
    project(parameters, (x - from.x) / from.scale, (y - from.y) / from.scale, mapped);
    into[at] = to.x + mapped[0]! * to.scale;
    into[at + 1] = to.y + mapped[1]! * to.scale;
  };
}

/** Weighted middle of the points, and their root mean square distance from it per axis. */
interface Frame {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

function frameOf(points: Float64Array, weight: Float64Array): Frame | null {
  let sum = 0;
  let x = 0;
  let y = 0;
  weight.forEach((w, i) => {
    sum += w;
    x += w * points[2 * i]!;
    y += w * points[2 * i + 1]!;
  });
  if (sum === 0) return null;
  x /= sum;
  y /= sum;
  let squares = 0;
  weight.forEach((w, i) => {
    squares += w * ((points[2 * i]! - x) ** 2 + (points[2 * i + 1]! - y) ** 2);
  });
  // A single point has no spread; a pixel will do.
  return { x, y, scale: Math.max(1, Math.sqrt(squares / sum / 2)) };
}

function normalised({ from, to, precision }: Correspondences, a: Frame, b: Frame): Correspondences {
  const within = (points: Float64Array, { x, y, scale }: Frame): Float64Array =>
    points.map((value, at) => (value - (at % 2 === 0 ? x : y)) / scale);
  return { from: within(from, a), to: within(to, b), precision: precision.map((p) => p * b.scale ** 2) };
}

function divisorOf(h: Float64Array, x: number, y: number): number {
  return Math.max(LEAST_DIVISOR, 1 + h[6]! * x + h[7]! * y);
}

function project(h: Float64Array, x: number, y: number, into: Float64Array): void {
  const d = divisorOf(h, x, y);
  into[0] = (h[0]! * x + h[1]! * y + h[2]!) / d;
  into[1] = (h[3]! * x + h[4]! * y + h[5]!) / d;
}

/** Twice the negative log of the posterior, but for a constant. */
function costOf({ from, to, precision }: Correspondences, h: Float64Array): number {
  const mapped = new Float64Array(2);
  let cost = 0;
  h.forEach((value, k) => {
    cost += (value / PRIOR_SD[k]!) ** 2;
  });
  precision.forEach((weight, i) => {
    project(h, from[2 * i]!, from[2 * i + 1]!, mapped);
    cost += weight * ((mapped[0]! - to[2 * i]!) ** 2 + (mapped[1]! - to[2 * i + 1]!) ** 2);
  });
  return cost;
}

/** One damped Gauss–Newton step. */
function stepped(
  { from, to, precision }: Correspondences,
  h: Float64Array,
  damping: number,
): Float64Array<ArrayBuffer> {
  const n = PARAMETERS;
  const normal = new Float64Array(n * n);
  const gradient = new Float64Array(n);
  const row = new Float64Array(n);
  const mapped = new Float64Array(2);
  const addRow = (weight: number, error: number): void => {
    for (let i = 0; i < n; i++) {
      if (row[i] === 0) continue;
      gradient[i]! -= weight * row[i]! * error;
      for (let j = 0; j <= i; j++) normal[i * n + j]! += weight * row[i]! * row[j]!;
    }
  };
  precision.forEach((weight, i) => {
    if (weight === 0) return;
    const x = from[2 * i]!;
    const y = from[2 * i + 1]!;
    const d = divisorOf(h, x, y);
    const isClamped = d === LEAST_DIVISOR;
    project(h, x, y, mapped);
    for (let axis = 0; axis < 2; axis++) {
      const value = mapped[axis]!;
      row.fill(0);
      row.set([x / d, y / d, 1 / d], 3 * axis);
      if (!isClamped) row.set([(-value * x) / d, (-value * y) / d], 6);
      addRow(weight, value - to[2 * i + axis]!);
    }
  });
  for (let k = 0; k < n; k++) {
    const prior = 1 / PRIOR_SD[k]! ** 2;
    normal[k * n + k]! += prior;
    gradient[k]! -= prior * h[k]!;
    normal[k * n + k]! *= 1 + damping;
    for (let j = 0; j < k; j++) normal[j * n + k] = normal[k * n + j]!;
  }
  const change = solved(normal, gradient, n);
  return h.map((value, k) => value + change[k]!);
}

/** A⁻¹·b of a symmetric positive definite A. */
function solved(matrix: Float64Array, b: Float64Array, n: number): Float64Array {
  const factor = choleskyFactor(matrix, n);
  const x = b.slice();
  solveLower(columnsOf(factor, n), x, n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
  return x;
}
