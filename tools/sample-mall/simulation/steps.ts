import type { Position } from './itinerary.ts';

/** Everybody's way is told in steps of this length, counted from 0 s. */
export const STEP_S = 0.1;

/** Somebody at one step: where they mean to be, and then where the others leave them room. */
export interface Step extends Position {
  readonly kind: 'walk' | 'ride' | 'stand';
  /** Where they look while they stand or ride. */
  readonly facingDeg: number;
}

/** Steps of one person from step number `first`; null while in the back of a shop. */
export interface Way {
  readonly first: number;
  readonly steps: readonly (Step | null)[];
}

/** Numbers of the steps of each stretch without a null, end excluded. */
export function stretches(values: readonly unknown[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  let from = -1;
  for (let i = 0; i <= values.length; i++) {
    const isHere = i < values.length && values[i] !== null;
    if (isHere && from < 0) from = i;
    if (!isHere && from >= 0) {
      found.push({ from, to: i });
      from = -1;
    }
  }
  return found;
}

/** The mean of the values at most `reach` away; at the ends of those there are. */
export function smoothed(values: readonly number[], reach: number): number[] {
  const sums = [0];
  for (const value of values) sums.push((sums.at(-1) ?? 0) + value);
  return values.map((_, i) => {
    const from = Math.max(0, i - reach);
    const to = Math.min(values.length, i + reach + 1);
    return ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
  });
}

/** Angles in degrees without jumps: each within 180° of the one before. */
export function unwrapped(degrees: readonly number[]): number[] {
  const result: number[] = [];
  for (const value of degrees) {
    const before = result.at(-1) ?? value;
    result.push(value + 360 * Math.round((before - value) / 360));
  }
  return result;
}
