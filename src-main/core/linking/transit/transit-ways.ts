import type { Gaussian } from '../../statistics/moments.ts';
import type { LinkingConfig } from '../config.ts';
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
}

/** The ways that a window allows, as the plan suggests them. */
export function priorWays(window: TransitWindow, config: LinkingConfig): Way[] {
  const way = (kind: WayKind, share: number, gapMs: number, sd: number): Way => {
    const prior = { mean: Math.log(shiftedMs(gapMs, config)), sd };
    const priorShare = share * (1 - config.outlierShare);
    return { kind, priorShare, prior, share: priorShare, learnt: prior };
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
  const sd = window.isSameFloor ? config.transitLogSd : config.floorChangeLogSd;
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

/**
 * Density per ms of a gap, of the whole mixture and its uniform outlier term.
 * @param lastedMs how long the first tracklet lasted: whom both see comes into the second view within that time.
 */
export function gapDensity(
  ways: readonly Way[],
  window: TransitWindow,
  gapMs: number,
  lastedMs: number,
  config: LinkingConfig,
): number {
  let density =
    gapMs >= -config.clockToleranceMs ? config.outlierShare / (window.maxGapMs + config.clockToleranceMs) : 0;
  const shifted = shiftedMs(gapMs, config);
  const logMs = shifted > 0 ? Math.log(shifted) : 0;
  for (const way of ways) {
    if (way.kind === 'together') density += way.share * togetherDensity(gapMs, lastedMs);
    else if (shifted > 0) density += way.share * logNormalDensity(shifted, logMs, way.learnt);
  }
  return density;
}

export function wayDensity(way: Way, gapMs: number, lastedMs: number, config: LinkingConfig): number {
  if (way.kind === 'together') return togetherDensity(gapMs, lastedMs);
  const shifted = shiftedMs(gapMs, config);
  return shifted <= 0 ? 0 : logNormalDensity(shifted, Math.log(shifted), way.learnt);
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
