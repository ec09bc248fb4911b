import type { BoxPx } from '#shared/units.ts';

/** Noise of the motion model, relative to the person's height, so that near and far people are alike. */
export interface MotionConfig {
  /**
   * Spread of a detected box's centre and height around the truth, in heights. Higher trusts the prediction
   * more and reacts late to turns; lower follows the detector's jitter.
   */
  readonly measurementSpread: number;
  /** The same for the aspect (width / height), absolute: legs open and close at every step. */
  readonly aspectSpread: number;
  /**
   * How much the speed drifts in one second, in heights per second. A walker (0.8 heights/s) who stops or
   * turns within a second changes by about that; higher makes long predictions vague, lower misses turns.
   */
  readonly speedDrift: number;
  /** Spread of the unknown speed of a person seen for the first time, in heights per second. */
  readonly initialSpeedSpread: number;
  /** How much apparent size changes in one second, in heights per second. */
  readonly growthDrift: number;
}

/** One coordinate and its rate per ms, with their covariance. */
interface AxisState {
  readonly value: number;
  readonly ratePerMs: number;
  readonly valueVariance: number;
  readonly covariance: number;
  readonly rateVariance: number;
}

/**
 * Belief about a moving box: centre and height at constant velocity, aspect constant. Coordinates are
 * independent of one another (all noise is diagonal), so the filter is four small ones instead of one 8×8.
 */
export interface BoxMotion {
  readonly timeMs: number;
  readonly centreX: AxisState;
  readonly centreY: AxisState;
  readonly height: AxisState;
  readonly aspect: AxisState;
}

const MIN_HEIGHT_PX = 1;
const MIN_ASPECT = 0.05;

export function startMotion(box: BoxPx, timeMs: number, config: MotionConfig): BoxMotion {
  const height = Math.max(MIN_HEIGHT_PX, box.h);
  const spread = config.measurementSpread * height;
  const speedSpread = (config.initialSpeedSpread * height) / 1000;
  const growthSpread = (config.growthDrift * height) / 1000;
  return {
    timeMs,
    centreX: startAxis(box.x + box.w / 2, spread, speedSpread),
    centreY: startAxis(box.y + box.h / 2, spread, speedSpread),
    height: startAxis(height, spread, growthSpread),
    aspect: startAxis(box.w / height, config.aspectSpread, 0),
  };
}

/** The belief carried to a later time. Throws RangeError when time runs backwards. */
export function predictMotion(motion: BoxMotion, timeMs: number, config: MotionConfig): BoxMotion {
  const elapsedMs = timeMs - motion.timeMs;
  if (elapsedMs < 0) throw new RangeError(`prediction ${-elapsedMs} ms into the past`);
  const height = Math.max(MIN_HEIGHT_PX, motion.height.value);
  const drift = densityPerMs(config.speedDrift * height);
  return {
    timeMs,
    centreX: predictAxis(motion.centreX, elapsedMs, drift),
    centreY: predictAxis(motion.centreY, elapsedMs, drift),
    height: predictAxis(motion.height, elapsedMs, densityPerMs(config.growthDrift * height)),
    aspect: predictAxis(motion.aspect, elapsedMs, 0),
  };
}

/** The belief after a box was seen at the belief's own time. */
export function correctMotion(motion: BoxMotion, box: BoxPx, config: MotionConfig): BoxMotion {
  const height = Math.max(MIN_HEIGHT_PX, box.h);
  const variance = (config.measurementSpread * height) ** 2;
  const aspect = correctAxis(motion.aspect, box.w / height, config.aspectSpread ** 2);
  return {
    timeMs: motion.timeMs,
    centreX: correctAxis(motion.centreX, box.x + box.w / 2, variance),
    centreY: correctAxis(motion.centreY, box.y + box.h / 2, variance),
    height: correctAxis(motion.height, height, variance),
    aspect,
  };
}

/** The most likely box, in source pixels. */
export function motionBox(motion: BoxMotion): BoxPx {
  const h = Math.max(MIN_HEIGHT_PX, motion.height.value);
  const w = h * Math.max(MIN_ASPECT, motion.aspect.value);
  return { x: motion.centreX.value - w / 2, y: motion.centreY.value - h / 2, w, h };
}

/** How far, by standard deviation, the centre may be from where it is expected. */
export function centreSpreadPx(motion: BoxMotion): number {
  return Math.sqrt(Math.max(motion.centreX.valueVariance, motion.centreY.valueVariance));
}

/** Squared Mahalanobis distance of a box's centre from the belief (2 degrees of freedom). */
export function centreDistance(motion: BoxMotion, box: BoxPx, config: MotionConfig): number {
  return centreSpread(motion, box, config).distance;
}

/** The same, with the area of one standard deviation (product of both axes), px². */
export function centreSpread(
  motion: BoxMotion,
  box: BoxPx,
  config: MotionConfig,
): { readonly distance: number; readonly areaPx: number } {
  const variance = (config.measurementSpread * Math.max(MIN_HEIGHT_PX, box.h)) ** 2;
  const dx = box.x + box.w / 2 - motion.centreX.value;
  const dy = box.y + box.h / 2 - motion.centreY.value;
  const varianceX = motion.centreX.valueVariance + variance;
  const varianceY = motion.centreY.valueVariance + variance;
  return { distance: dx ** 2 / varianceX + dy ** 2 / varianceY, areaPx: Math.sqrt(varianceX * varianceY) };
}

function startAxis(value: number, spread: number, rateSpreadPerMs: number): AxisState {
  return {
    value,
    ratePerMs: 0,
    valueVariance: spread ** 2,
    covariance: 0,
    rateVariance: rateSpreadPerMs ** 2,
  };
}

/** Spectral density of the acceleration whose effect on the speed has the given spread after one second. */
function densityPerMs(speedSpreadPerS: number): number {
  return (speedSpreadPerS / 1000) ** 2 / 1000;
}

/** White-noise acceleration model (Bar-Shalom, Li & Kirubarajan 2001, eq. 6.2.2-4). */
function predictAxis(axis: AxisState, elapsedMs: number, density: number): AxisState {
  const { valueVariance, covariance, rateVariance } = axis;
  return {
    value: axis.value + axis.ratePerMs * elapsedMs,
    ratePerMs: axis.ratePerMs,
    valueVariance:
      valueVariance +
      2 * elapsedMs * covariance +
      elapsedMs ** 2 * rateVariance +
      (density * elapsedMs ** 3) / 3,
    covariance: covariance + elapsedMs * rateVariance + (density * elapsedMs ** 2) / 2,
    rateVariance: rateVariance + density * elapsedMs,
  };
}

function correctAxis(axis: AxisState, measured: number, variance: number): AxisState {
  const innovationVariance = axis.valueVariance + variance;
  const gain = axis.valueVariance / innovationVariance;
  const rateGain = axis.covariance / innovationVariance;
  const innovation = measured - axis.value;
  return {
    value: axis.value + gain * innovation,
    ratePerMs: axis.ratePerMs + rateGain * innovation,
    valueVariance: (1 - gain) * axis.valueVariance,
    covariance: (1 - gain) * axis.covariance,
    rateVariance: axis.rateVariance - rateGain * axis.covariance,
  };
}
