import { dotOf, type LookSum, type MeasuredLook, measured } from '../looks/look-model.ts';

/** Bins of the logarithm of a look distance; all less and all more fall into the outermost. */
export const DISTANCE_BINS = 32;
const LEAST = -2;
const MOST = 6;
export const BIN_WIDTH = (MOST - LEAST) / DISTANCE_BINS;

/** Classes of pairs by the sightings of the smaller side: one, two or three, more. Few sightings tell less. */
export const PAIR_CLASSES = 3;

export function pairClass(first: Pick<LookSum, 'count'>, second: Pick<LookSum, 'count'>): number {
  const fewest = Math.min(first.count, second.count);
  if (fewest <= 1) return 0;
  return fewest <= 3 ? 1 : 2;
}

/** Class and bin of a pair in one number: one class has `DISTANCE_BINS` of them after the other. */
export function lookCell(atClass: number, distance: number): number {
  return atClass * DISTANCE_BINS + distanceBin(distance);
}

/**
 * Logarithm of how far two mean looks lie apart, in what chance alone makes of one person:
 * |m₁ − m₂|² / (w · (1/n₁ + 1/n₂)). For one person it does not depend on how many sightings there are; strangers
 * lie the further apart the more there are.
 *
 * @param within w: spread of one person's sightings, 1 less their mean cosine.
 * @returns NaN where a side has no look.
 */
export function lookDistance(first: LookSum, second: LookSum, within: number): number {
  return measuredDistance(measured(first), measured(second), within);
}

/** The same of looks that are compared with many. */
export function measuredDistance(first: MeasuredLook, second: MeasuredLook, within: number): number {
  if (first.count === 0 || second.count === 0) return Number.NaN;
  const apart =
    first.squared / first.count ** 2 +
    second.squared / second.count ** 2 -
    (2 * dotOf(first.sum, second.sum)) / (first.count * second.count);
  const chance = within * (1 / first.count + 1 / second.count);
  return Math.log(Math.max(1e-3, apart / chance));
}

/** The bin of a distance. */
export function distanceBin(distance: number): number {
  return Math.max(0, Math.min(DISTANCE_BINS - 1, Math.floor((distance - LEAST) / BIN_WIDTH)));
}

/** The least distance of a bin. */
export function binStart(bin: number): number {
  return LEAST + bin * BIN_WIDTH;
}
