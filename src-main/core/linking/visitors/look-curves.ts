import { BIN_WIDTH, binStart, DISTANCE_BINS, distanceBin, strangersDistance } from './look-distance.ts';

/** Density over the bins of look distance; adds up to 1. */
export type Curve = Float64Array;

/** Share of strangers' distances that the tail is fitted to, and how steep it may be. */
const TAIL_SHARE = 0.03;
const TAIL_MIN = 5;
const STEEPEST = 8;
const FLATTEST = 1.5;
const EMPTY = 1e-9;
const REACH = 3;
/** How far a pair counts around its bin, as standard deviation in bins. Strangers are many, and their curve rises steeply. */
const ONE_PERSON_SD = 1.4;
const STRANGERS_SD = 1;
/** Strangers of another class that a curve learns from, at most: more only take longer. */
const BORROWED = 20_000;

/** An even curve, for want of data. */
export function normalised(weights: Float64Array): Curve {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (sum === 0 ? 1 / DISTANCE_BINS : weight / sum));
}

/** Weights that also count, a little, in the bins beside theirs. */
export function smoothed(weights: Float64Array, sd: number = ONE_PERSON_SD): Float64Array {
  return weights.map((_, bin) => {
    let sum = 0;
    let of = 0;
    for (let off = -REACH; off <= REACH; off++) {
      const weight = weights[bin + off];
      if (weight === undefined) continue;
      const share = Math.exp(-(off ** 2) / (2 * sd ** 2));
      sum += share * weight;
      of += share;
    }
    return sum / of;
  });
}

/**
 * How far strangers' looks lie apart. Those who look alike are few, and they matter: the share of strangers nearer
 * than a distance falls off as a power of it, whose exponent the nearest of them tell (Hill 1975; Amsaleg et al. 2015,
 * eq. 9), so that the curve goes on where nobody was seen.
 *
 * @param distances as `lookDistance` has them, in any order.
 */
export function strangersCurve(distances: readonly number[]): Curve {
  const ordered = Float64Array.from(distances).sort();
  const nearest = Math.min(ordered.length, Math.max(TAIL_MIN, Math.floor(ordered.length * TAIL_SHARE)));
  const edge = ordered[nearest - 1] ?? binStart(DISTANCE_BINS);
  const below = ordered.slice(0, nearest).reduce((sum, distance) => sum + edge - distance, 0);
  const steepness = Math.max(FLATTEST, Math.min(STEEPEST, (nearest + 1) / (below + 0.5)));
  const share = ordered.length === 0 ? 1 : nearest / ordered.length;
  const nearerThan = (distance: number): number =>
    share * Math.exp((Math.min(distance, edge) - edge) * steepness);
  const weights = Float64Array.from({ length: DISTANCE_BINS }, (_, bin) => {
    const from = binStart(bin);
    return nearerThan(from + BIN_WIDTH) - nearerThan(from) + EMPTY;
  });
  for (const distance of ordered.slice(nearest)) weights[distanceBin(distance)]! += 1 / ordered.length;
  return normalised(smoothed(weights, STRANGERS_SD));
}

/** The curve of each class of pairs (`pairClass`), from the distances in all of them. */
export function strangersCurves(distances: readonly (readonly number[])[]): Curve[] {
  return distances.map((own, inClass) => {
    const borrowed = distances.flatMap((others, ofClass) =>
      ofClass === inClass
        ? []
        : atMost(others, BORROWED).map((distance) => strangersDistance(distance, ofClass, inClass)),
    );
    return strangersCurve([...own, ...borrowed]);
  });
}

/** Evenly chosen. */
function atMost(values: readonly number[], most: number): readonly number[] {
  const step = Math.ceil(values.length / most);
  return step <= 1 ? values : values.filter((_, at) => at % step === 0);
}

/**
 * Log-likelihood ratio per bin, one person against strangers, in nats. Isotonic (pool adjacent violators, Barlow et al.
 * 1972): nearer never speaks less for one person, however few pairs a bin has.
 */
export function lookRatios(onePerson: Float64Array, strangers: Curve): number[] {
  const one = normalised(smoothed(onePerson));
  const blocks: { nats: number; weight: number; bins: number }[] = [];
  one.forEach((density, bin) => {
    const nats = Math.log((density + EMPTY) / (strangers[bin]! + EMPTY));
    blocks.push({ nats, weight: density + strangers[bin]! + 1e-4, bins: 1 });
    for (;;) {
      const later = blocks.at(-1)!;
      const earlier = blocks.at(-2);
      if (!earlier || earlier.nats >= later.nats) break;
      const weight = earlier.weight + later.weight;
      const pooled = (earlier.nats * earlier.weight + later.nats * later.weight) / weight;
      blocks.splice(-2, 2, { nats: pooled, weight, bins: earlier.bins + later.bins });
    }
  });
  return blocks.flatMap(({ nats, bins }) => new Array<number>(bins).fill(nats));
}
