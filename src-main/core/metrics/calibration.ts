/** A stated probability and what was true. */
export interface Forecast {
  readonly probability: number;
  readonly isTrue: boolean;
  /** How often it counts; 1 when absent. */
  readonly weight?: number;
}

/** Forecasts of about one probability: what was stated on average, and what came true. */
export interface ReliabilityBin {
  /** The bin is [from, to), the last one with its end. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Sum of the forecasts' weights. */
  readonly weight: number;
  /** Weighted means; 0 in an empty bin. */
  readonly stated: number;
  readonly right: number;
}

const BINS = 10;

/**
 * A reliability diagram (Niculescu-Mizil & Caruana 2005) in ten bins of equal width. Throws RangeError for a
 * probability outside 0..1.
 */
export function reliabilityBins(forecasts: readonly Forecast[]): ReliabilityBin[] {
  const sums = Array.from({ length: BINS }, () => ({ count: 0, weight: 0, stated: 0, right: 0 }));
  for (const { probability, isTrue, weight = 1 } of forecasts) {
    if (!(probability >= 0 && probability <= 1)) throw new RangeError(`${probability} is no probability`);
    const bin = sums[Math.min(BINS - 1, Math.floor(probability * BINS))]!;
    bin.count++;
    bin.weight += weight;
    bin.stated += weight * probability;
    bin.right += isTrue ? weight : 0;
  }
  return sums.map(({ count, weight, stated, right }, index) => ({
    from: index / BINS,
    to: (index + 1) / BINS,
    count,
    weight,
    stated: weight === 0 ? 0 : stated / weight,
    right: weight === 0 ? 0 : right / weight,
  }));
}

/** Expected calibration error of a diagram: the mean distance of stated and right, by weight; 0 without forecasts. */
export function calibrationErrorOf(bins: readonly ReliabilityBin[]): number {
  const all = bins.reduce((sum, { weight }) => sum + weight, 0);
  const off = bins.reduce((sum, { weight, stated, right }) => sum + weight * Math.abs(stated - right), 0);
  return all === 0 ? 0 : off / all;
}

/**
 * Expected calibration error (Naeini et al. 2015): how far, on average, a stated probability is from the share
 * that was true, over ten bins of equal width. 0 is perfect; 0 too when there are no forecasts. Throws
 * RangeError for a probability outside 0..1.
 */
export function expectedCalibrationError(forecasts: readonly Forecast[]): number {
  return calibrationErrorOf(reliabilityBins(forecasts));
}
