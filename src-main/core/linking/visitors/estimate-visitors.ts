import { type VisitorsConfig, visitorsConfig } from './config.ts';
import type { VisitorCount } from './count-visitors.ts';

/** How many visitors there were, as far as can be told. As in the contract. */
export interface VisitorEstimate {
  /** Expected number, not rounded. */
  readonly expected: number;
  /** Nine times in ten the truth is between these. */
  readonly from: number;
  readonly to: number;
}

/**
 * From the counts of a study's windows. It is unsure which parts are joined, and how right the probabilities of that are.
 *
 * @param trackletCount there are no more visitors than that.
 * @returns null where the study has too few tracklets to learn from.
 */
export function estimateVisitors(
  counts: readonly VisitorCount[],
  trackletCount: number,
  config: VisitorsConfig = visitorsConfig,
): VisitorEstimate | null {
  if (trackletCount < config.minTracklets) return null;
  const sum = (value: (count: VisitorCount) => number): number =>
    counts.reduce((total, count) => total + value(count), 0);
  const inRange = (number: number): number => Math.max(1, Math.min(trackletCount, number));
  const expected = inRange(sum((count) => count.expected));
  const chanceSd = Math.sqrt(sum((count) => count.variance));
  const reach =
    config.intervalSd * Math.hypot(config.overdispersion * chanceSd, config.numberError * expected);
  return { expected, from: inRange(expected - reach), to: inRange(expected + reach) };
}
