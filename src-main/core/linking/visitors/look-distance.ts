import { dotOf, type LookSum, type MeasuredLook, measured } from '../looks/look-model.ts';

/** Bins of the logarithm of a look distance; all less and all more fall into the outermost. */
export const DISTANCE_BINS = 32;
const LEAST = -2;
const MOST = 6;
export const BIN_WIDTH = (MOST - LEAST) / DISTANCE_BINS;

/**
 * Classes of pairs by 1 / (1/n₁ + 1/n₂), of how many sightings both sides have: up to `to`, most of them near `usual`. How far
 * strangers lie apart, in what chance makes of one person, depends on nothing else but the strangers: one sighting against
 * ten tells them twice as well as one against one.
 */
const CLASSES = [
  { to: 0.5, usual: 0.5 },
  { to: 0.8, usual: 0.7 },
  { to: 1.2, usual: 1 },
  { to: 2, usual: 1.6 },
  { to: 3.5, usual: 2.6 },
  { to: Number.POSITIVE_INFINITY, usual: 5 },
] as const;
export const PAIR_CLASSES = CLASSES.length;

export function pairClass(first: Pick<LookSum, 'count'>, second: Pick<LookSum, 'count'>): number {
  const sightings = (first.count * second.count) / Math.max(1, first.count + second.count);
  return CLASSES.findIndex(({ to }) => sightings <= to);
}

/** No strangers lie nearer than this, in chance: below, chance alone made the difference. */
const LEAST_BETWEEN = 0.05;

/** How far strangers at a distance in one class would be apart in another: what lies between people stays, chance changes. */
export function strangersDistance(distance: number, ofClass: number, inClass: number): number {
  const between = Math.max(LEAST_BETWEEN, Math.exp(distance) - 1);
  return Math.log(1 + (between * CLASSES[inClass]!.usual) / CLASSES[ofClass]!.usual);
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
