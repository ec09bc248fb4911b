import { type Edges, edgeBetween, forEachEdge } from './candidates/edges.ts';
import type { LinkingConfig } from './config.ts';
import { beliefOf, matchingMarginals } from './matching/marginals.ts';
import {
  type EdgeEvidence,
  type EdgeScores,
  type EdgeTerms,
  type Models,
  scoreEdges,
} from './scoring/score-edges.ts';
import type { PairsOfOne, ToldPairs } from './tracklets/known-people.ts';

/** Weight below which a soft match teaches nothing. */
const MIN_SOFT_MATCH = 0.01;

/**
 * EM: soft matches teach walking times, next cameras, entrances, the ground that two cameras see and the curve of one
 * person, which give better matches. What is known teaches with them. Yields the share done, and returns the last scores.
 */
export function* learnModels(
  edges: Edges,
  evidence: EdgeEvidence,
  models: Models,
  pairs: ToldPairs,
  onePerson: readonly PairsOfOne[],
  config: LinkingConfig,
): Generator<number, EdgeScores> {
  const told = toldEdges(edges, pairs);
  const knownScores = onePerson.flatMap(({ table, pairs: ofOne, weight }) => {
    const appearance = models.appearance.over(table);
    return ofOne.map(({ from, to }) => ({ score: appearance.score(from, to), weight }));
  });
  models.appearance.learn(knownScores);
  let scores = scoreEdges(edges, evidence, models, config);
  for (let round = 0; round < config.emSteps; round++) {
    yield round / config.emSteps;
    const matches = softMatches(edges, evidence, scores.posterior, told);
    const cautious = cautiousPosterior(edges, scores, config);
    models.transit.learnShares(matches);
    models.transit.learnWays(softMatches(edges, evidence, cautious, told));
    const { posterior } = scores;
    if (config.signals.sharedGround) {
      models.ground.learn(edges, (edge) => told.get(edge) ?? posterior[edge]!);
    }
    models.appearance.learn([...knownScores, ...matches]);
    scores = scoreEdges(edges, evidence, models, config);
  }
  return scores;
}

/**
 * How likely every edge is where so many strangers look like one person (`lookAlikeShare`): looks alone are never
 * enough. Walking times and the metric learn from these. In the long window in which people come back or leave a shop a
 * look-alike is soon found; believed, it makes such ways seem common, and teaches the metric that strangers are one.
 */
export function cautiousPosterior(
  edges: Edges,
  { appearanceLlr, totalLlr }: EdgeTerms,
  config: LinkingConfig,
): Float64Array {
  const { lookAlikeShare } = config;
  const llr = totalLlr.map((total, edge) => {
    const looks = appearanceLlr[edge]!;
    return total - looks - Math.log(lookAlikeShare + (1 - lookAlikeShare) * Math.exp(-looks));
  });
  return matchingMarginals(edges, llr, beliefOf(config));
}

export interface SoftMatch {
  readonly from: number;
  readonly to: number;
  readonly score: number;
  readonly weight: number;
}

/** How sure edges are that a person judged: 1 or 0. */
export function toldEdges(edges: Edges, { same, different }: ToldPairs): ReadonlyMap<number, number> {
  const told = new Map<number, number>();
  for (const [pairs, weight] of [
    [same, 1],
    [different, 0],
  ] as const) {
    for (const { from, to } of pairs) {
      const edge = edgeBetween(edges, from, to);
      if (edge !== -1) told.set(edge, weight);
    }
  }
  return told;
}

export function softMatches(
  edges: Edges,
  { appearanceScore }: EdgeEvidence,
  posterior: Float64Array,
  told: ReadonlyMap<number, number>,
): SoftMatch[] {
  const matches: SoftMatch[] = [];
  forEachEdge(edges, (from, to, edge) => {
    const weight = told.get(edge) ?? posterior[edge]!;
    if (weight >= MIN_SOFT_MATCH) matches.push({ from, to, score: appearanceScore[edge]!, weight });
  });
  return matches;
}
