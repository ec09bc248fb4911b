import type { Gaussian } from '../statistics/moments.ts';
import type { LinkingConfig } from './config.ts';
import type { TransitWindow } from './transit-window.ts';

/** Keeps the logarithm finite at a gap of zero; below the time that anybody needs for anything. */
const SHIFT_MS = 500;
const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

/**
 * How somebody gets from one view to the next: straight, with a stop on the way, hidden for a moment, gone and
 * back, or seen by both cameras together.
 */
export type WayKind = 'straight' | 'stop' | 'open' | 'hidden' | 'return' | 'together';

/** One component of a pair's mixture: log-normal in the gap, but for `together`. */
export interface Way {
  readonly kind: WayKind;
  readonly priorShare: number;
  readonly prior: Gaussian;
  share: number;
  learnt: Gaussian;
  /** Of `straight`: how long the walk usually takes, ms. What is known of one walk is told from it. */
  readonly usualMs: number | null;
}

/** What is known of a step from a tracklet to a later one, besides outfits. */
export interface Step {
  /** Start of the second tracklet less end of the first. */
  readonly gapMs: number;
  /** How long the first tracklet lasted: whom both see comes into the second view within that time. */
  readonly lastedMs: number;
  /** How long the gap should be, from place to place; null where the plan does not tell. */
  readonly walkMs: number | null;
  /** How much likelier their places are if both see one person at once; 1 where the plan does not tell. */
  readonly meeting: number;
}

/**
 * The ways that a window allows, as the plan suggests them.
 * @param isPlaced whether tracklets have places on the plan, which say more about a walk than which cameras it joins.
 */
export function priorWays(window: TransitWindow, config: LinkingConfig, isPlaced: boolean): Way[] {
  const way = (kind: WayKind, share: number, gapMs: number, sd: number): Way => {
    const prior = { mean: Math.log(shiftedMs(gapMs, config)), sd };
    const priorShare = share * (1 - config.outlierShare);
    const usualMs = kind === 'straight' ? gapMs : null;
    return { kind, priorShare, prior, share: priorShare, learnt: prior, usualMs };
  };
  if (window.isSameCamera) {
    return [
      way('hidden', 0.5, config.hiddenMs, config.hiddenLogSd),
      way('return', 0.5, config.returnMs, config.returnLogSd),
    ];
  }
  const together = config.togetherShare[window.overlap];
  const ways = together > 0 ? [way('together', together, 0, 1)] : [];
  if (window.distanceM === null) {
    return [...ways, way('open', 1 - together, config.openTransitMs, config.openTransitLogSd)];
  }
  const walkMs = ((window.distanceM * config.detour) / config.usualMps) * 1000;
  const sameFloorSd = isPlaced ? config.placedTransitLogSd : config.transitLogSd;
  const sd = window.isSameFloor ? sameFloorSd : config.floorChangeLogSd;
  return [
    ...ways,
    way('straight', (1 - together) * (1 - config.stopShare), walkMs, sd),
    way('stop', (1 - together) * config.stopShare, walkMs + config.stopMs, config.stopLogSd),
  ];
}

/** The gap as the log-normal parts measure it: positive for every gap that clocks within tolerance may show. */
export function shiftedMs(gapMs: number, config: LinkingConfig): number {
  return gapMs + SHIFT_MS + config.clockToleranceMs;
}

/** The inverse of `shiftedMs`. */
export function unshiftedMs(shifted: number, config: LinkingConfig): number {
  return shifted - SHIFT_MS - config.clockToleranceMs;
}

/** Density per ms of a gap, of the whole mixture and its uniform outlier term. */
export function gapDensity(
  ways: readonly Way[],
  window: TransitWindow,
  step: Step,
  config: LinkingConfig,
): number {
  const isInTime = step.gapMs >= -config.clockToleranceMs;
  let density = isInTime ? config.outlierShare / (window.maxGapMs + config.clockToleranceMs) : 0;
  for (const way of ways) density += way.share * wayDensity(way, step, config);
  return density;
}

export function wayDensity(way: Way, step: Step, config: LinkingConfig): number {
  if (way.kind === 'together') return togetherDensity(step.gapMs, step.lastedMs) * step.meeting;
  const shifted = shiftedMs(step.gapMs, config);
  if (shifted <= 0) return 0;
  const logRatio = logUsualRatio(way, step.walkMs, config);
  const ratio = Math.exp(logRatio);
  return ratio * logNormalDensity(shifted * ratio, Math.log(shifted) + logRatio, way.learnt);
}

/** The logarithm of what a way's curve is over: the shifted gap, as if the walk were a usual one. */
export function logOfWay(way: Way, step: Step, config: LinkingConfig): number {
  return Math.log(Math.max(1, shiftedMs(step.gapMs, config))) + logUsualRatio(way, step.walkMs, config);
}

/** Logarithm of the time of a usual walk between two cameras over that of this one; 0 where it is not known. */
export function logUsualRatio({ usualMs }: Way, walkMs: number | null, config: LinkingConfig): number {
  if (usualMs === null || walkMs === null) return 0;
  return Math.log(shiftedMs(usualMs, config) / shiftedMs(walkMs, config));
}

/** Whom both see comes into the second view at any time while the first still sees them. */
export function togetherDensity(gapMs: number, lastedMs: number): number {
  return gapMs <= 0 && gapMs >= -lastedMs ? 1 / (lastedMs + SHIFT_MS) : 0;
}

/** Density at `value`, whose logarithm is normal; it is passed, since one value is asked for under many curves. */
export function logNormalDensity(value: number, logValue: number, { mean, sd }: Gaussian): number {
  const z = (logValue - mean) / sd;
  return Math.exp(-0.5 * z * z) / (SQRT_TWO_PI * sd * value);
}
