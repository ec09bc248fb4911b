import { forEachEdge } from '../candidates/edges.ts';
import type { LinkingConfig } from '../config.ts';
import { beliefOf, matchingMarginals } from '../matching/marginals.ts';
import type { VisitorsConfig } from './config.ts';
import { type Curve, lookRatios } from './look-curves.ts';
import { DISTANCE_BINS } from './look-distance.ts';
import { NO_CELL, type PartPairs, type Returns } from './part-pairs.ts';

/** Per part, how likely an earlier part is the same person's. */
export interface JoinProbabilities {
  /** One that walked on. */
  readonly walked: Float64Array;
  /** One that comes back after more than the longest walk; 0 for parts that were not asked about (`Returns.step`). */
  readonly returned: Float64Array;
}

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
): JoinProbabilities {
  const belief = beliefOf(linking);
  const prior = Float64Array.from(
    samePerson.flatMap((curve) => [...curve]),
    (density) => density * config.curvePairs,
  );
  let ratios = cellRatios(prior, strangers);
  let returnCount = Math.max(0.5, config.returnShare * partCount);
  const walkedTo = new Float64Array(partCount);
  const returned = new Float64Array(partCount);
  const walking = new Float64Array(walks.cell.length);
  const coming = new Float64Array(returns.pairs.cell.length);
  for (let round = 0; round < config.rounds; round++) {
    const weights = prior.slice();
    for (let edge = 0; edge < walking.length; edge++) {
      walking[edge] = walks.nats[edge]! + looksOf(ratios, walks.cell[edge]!);
    }
    const walked = matchingMarginals(walks.edges, walking, belief);
    const followed = new Float64Array(partCount);
    walkedTo.fill(0);
    forEachEdge(walks.edges, (from, to, edge) => {
      followed[from]! += walked[edge]!;
      walkedTo[to]! += walked[edge]!;
      if (walks.cell[edge] !== NO_CELL) weights[walks.cell[edge]!]! += walked[edge]!;
    });
    const base = Math.log(returnCount / Math.max(1, returns.compared / returns.share));
    const leaves = followed.map(logOfRest);
    const enters = walkedTo.map(logOfRest);
    const { rowStart, to } = returns.pairs.edges;
    for (let from = 0; from < partCount; from++) {
      for (let edge = rowStart[from]!; edge < rowStart[from + 1]!; edge++) {
        coming[edge] = base + looksOf(ratios, returns.pairs.cell[edge]!) + leaves[from]! + enters[to[edge]!]!;
      }
    }
    const back = matchingMarginals(returns.pairs.edges, coming, belief);
    returnCount = 0;
    returned.fill(0);
    for (let edge = 0; edge < to.length; edge++) {
      returned[to[edge]!]! += back[edge]!;
      returnCount += back[edge]! / returns.share;
      weights[returns.pairs.cell[edge]!]! += back[edge]!;
    }
    returnCount = Math.max(0.5, returnCount);
    ratios = cellRatios(weights, strangers);
  }
  return { walked: walkedTo, returned };
}

/** By `lookCell`, in nats, from weights by cell. */
function cellRatios(onePerson: Float64Array, strangers: readonly Curve[]): Float64Array {
  return Float64Array.from(
    strangers.flatMap((curve, at) =>
      lookRatios(onePerson.subarray(at * DISTANCE_BINS, (at + 1) * DISTANCE_BINS), curve),
    ),
  );
}

function looksOf(ratios: Float64Array, cell: number): number {
  return cell === NO_CELL ? 0 : ratios[cell]!;
}

/** Logarithm of what a probability leaves. */
function logOfRest(probability: number): number {
  return Math.log(Math.max(1e-9, 1 - probability));
}
