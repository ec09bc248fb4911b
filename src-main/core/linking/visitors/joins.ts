import type { LinkingConfig } from '../config.ts';
import { matchingMarginals } from '../marginals.ts';
import { forEachEdge } from '../score-edges.ts';
import type { VisitorsConfig } from './config.ts';
import { type Curve, lookRatios } from './look-curves.ts';
import type { PartPairs, Returns } from './part-pairs.ts';

/**
 * Per part, how likely an earlier part is the same person's: one that walked on, or one that comes back after more than
 * the longest walk. EM: the joins teach the curve of one person and how often visitors return.
 *
 * @param samePerson prior of that curve, by class.
 */
export function joinProbabilities(
  partCount: number,
  walks: PartPairs,
  returns: Returns,
  samePerson: readonly Curve[],
  strangers: readonly Curve[],
  linking: LinkingConfig,
  config: VisitorsConfig,
): Float64Array {
  const belief = { tolerance: linking.beliefTolerance, maxRounds: linking.beliefMaxRounds };
  const prior = samePerson.map((curve) => curve.map((density) => density * config.curvePairs));
  let ratios = prior.map((curve, at) => lookRatios(curve, strangers[at]!));
  let returnCount = Math.max(0.5, config.returnShare * partCount);
  const joined = new Float64Array(partCount);
  for (let round = 0; round < config.rounds; round++) {
    const looksOf = ({ bin, pairClass }: PartPairs, edge: number): number =>
      bin[edge] === -1 ? 0 : ratios[pairClass[edge]!]![bin[edge]!]!;
    const walked = matchingMarginals(
      walks.edges,
      walks.nats.map((nats, edge) => nats + looksOf(walks, edge)),
      belief,
    );
    const followed = new Float64Array(partCount);
    joined.fill(0);
    const weights = prior.map((curve) => curve.slice());
    const learn = ({ bin, pairClass }: PartPairs, edge: number, weight: number): void => {
      if (bin[edge] !== -1) weights[pairClass[edge]!]![bin[edge]!]! += weight;
    };
    forEachEdge(walks.edges, (from, to, edge) => {
      followed[from]! += walked[edge]!;
      joined[to]! += walked[edge]!;
      learn(walks, edge, walked[edge]!);
    });
    const base = Math.log(returnCount / Math.max(1, returns.compared / returns.share));
    const open = (probability: number): number => Math.log(Math.max(1e-9, 1 - probability));
    const came = new Float64Array(returns.pairs.bin.length);
    forEachEdge(returns.pairs.edges, (from, to, edge) => {
      came[edge] = base + looksOf(returns.pairs, edge) + open(followed[from]!) + open(joined[to]!);
    });
    const back = matchingMarginals(returns.pairs.edges, came, belief);
    returnCount = 0;
    forEachEdge(returns.pairs.edges, (_, to, edge) => {
      joined[to]! += back[edge]! / returns.share;
      returnCount += back[edge]! / returns.share;
      learn(returns.pairs, edge, back[edge]!);
    });
    returnCount = Math.max(0.5, returnCount);
    ratios = weights.map((curve, at) => lookRatios(curve, strangers[at]!));
  }
  return joined;
}
