/** A stated probability and what was true. */
export interface Forecast {
  readonly probability: number;
  readonly isTrue: boolean;
}

const BINS = 10;

/**
 * Expected calibration error (Naeini et al. 2015): how far, on average, a stated probability is from the share
 * that was true, over ten bins of equal width. 0 is perfect; 0 too when there are no forecasts. Throws
 * RangeError for a probability outside 0..1.
 */
export function expectedCalibrationError(forecasts: readonly Forecast[]): number {
  const bins = Array.from({ length: BINS }, () => ({ stated: 0, right: 0 }));
  for (const { probability, isTrue } of forecasts) {
    if (!(probability >= 0 && probability <= 1)) throw new RangeError(`${probability} is no probability`);
    const bin = bins[Math.min(BINS - 1, Math.floor(probability * BINS))]!;
    bin.stated += probability;
    bin.right += isTrue ? 1 : 0;
  }
  const off = bins.reduce((sum, { stated, right }) => sum + Math.abs(stated - right), 0);
  return forecasts.length === 0 ? 0 : off / forecasts.length;
}
