import { calibrationErrorOf, type Forecast, reliabilityBins } from '../../metrics/calibration.ts';
import type { NegativePair } from '../looks/negatives.ts';
import type { PairsOfOne } from '../tracklets/known-people.ts';
import type { Reliability } from '../types.ts';
import { type Models, modelsOver } from './score-edges.ts';

/**
 * What outfits and colours alone say, at even odds, about pairs that are known to be one person and pairs that are known
 * to be two. Both kinds weigh the same. Null while one kind is missing: then nothing can be said.
 */
export function reliabilityOf(
  models: Models,
  onePerson: readonly PairsOfOne[],
  twoPeople: readonly NegativePair[],
): Reliability | null {
  const probability = ({ appearance, colour }: Models, first: number, second: number): number => {
    const nats = appearance.llr(first, second, appearance.score(first, second)) + colour.llr(first, second);
    return 1 / (1 + Math.exp(-nats));
  };
  const ofOne = onePerson.flatMap(({ table, pairs }) => {
    const overTable = modelsOver(models, table);
    return pairs.map(({ from, to }) => probability(overTable, from, to));
  });
  if (ofOne.length === 0 || twoPeople.length === 0) return null;
  const forecasts: Forecast[] = [
    ...ofOne.map((one) => ({ probability: one, isTrue: true, weight: 1 / ofOne.length })),
    ...twoPeople.map(({ first, second }) => ({
      probability: probability(models, first, second),
      isTrue: false,
      weight: 1 / twoPeople.length,
    })),
  ];
  const bins = reliabilityBins(forecasts);
  return {
    bins,
    error: calibrationErrorOf(bins),
    onePerson: ofOne.length,
    twoPeople: twoPeople.length,
  };
}
