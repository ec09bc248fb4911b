/** A straight line through points, by least squares. */
export interface LineFit {
  readonly slope: number;
  /** Half of the slope's 90 % interval: the true one is above it, or below, once in twenty each. */
  readonly uncertainty: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Two-sided 90 % points of Student's t for 1, 2, … degrees of freedom; from 30 on the normal one serves. */
const STUDENT_T = [
  ...[6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812],
  ...[1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.74, 1.734, 1.729, 1.725],
  ...[1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699],
];
const NORMAL = 1.645;

/** Null for fewer than three points, or points at one place. */
export function fitLine(points: readonly Point[]): LineFit | null {
  const freedom = points.length - 2;
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  const spread = sum(points.map(({ x }) => (x - meanX) ** 2));
  if (freedom < 1 || spread === 0) return null;
  const slope = sum(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / spread;
  const residual = sum(points.map(({ x, y }) => (y - meanY - slope * (x - meanX)) ** 2));
  const t = STUDENT_T[freedom - 1] ?? NORMAL;
  return { slope, uncertainty: t * Math.sqrt(residual / freedom / spread) };
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
