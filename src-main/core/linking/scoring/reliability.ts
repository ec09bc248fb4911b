import { calibrationErrorOf, type Forecast, reliabilityBins } from '../../metrics/calibration.ts';
import type { NegativePair } from '../looks/negatives.ts';
import type { RowPair } from '../tracklets/known-people.ts';
import type { Reliability } from '../types.ts';
import type { Models } from './score-edges.ts';

/**
 * What outfits and colours alone say, at even odds, about pairs that are known to be one person and pairs that are known
 * to be two. Both kinds weigh the same. Null while one kind is missing: then nothing can be said.
 */
export function reliabilityOf(
  models: Models,
  onePerson: readonly RowPair[],
  twoPeople: readonly NegativePair[],
): Reliability | null {
  if (onePerson.length === 0 || twoPeople.length === 0) return null;
  const probability = (first: number, second: number): number => {
    const { appearance, colour } = models;
    const nats = appearance.llr(first, second, appearance.score(first, second)) + colour.llr(first, second);
    return 1 / (1 + Math.exp(-nats));
  };
  const forecasts: Forecast[] = [
    ...onePerson.map(({ from, to }) => ({
      probability: probability(from, to),
      isTrue: true,
      weight: 1 / onePerson.length,
    })),
    ...twoPeople.map(({ first, second }) => ({
      probability: probability(first, second),
      isTrue: false,
      weight: 1 / twoPeople.length,
    })),
  ];
  const bins = reliabilityBins(forecasts);
  return {
    bins,
    error: calibrationErrorOf(bins),
    onePerson: onePerson.length,
    twoPeople: twoPeople.length,
  };
}
