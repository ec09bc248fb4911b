import { AppearanceModel } from './appearance.ts';
import { findCandidates } from './candidates.ts';
import { ColourModel } from './colour.ts';
import { type LinkingConfig, linkingConfig } from './config.ts';
import { type Edges, edgeBetween } from './edges.ts';
import { journeysOf } from './journeys.ts';
import { chainRows, type KnownPairs, knownPairs } from './known-people.ts';
import { simultaneousPairs } from './negatives.ts';
import {
  collectEvidence,
  type EdgeEvidence,
  type EdgeScores,
  forEachEdge,
  type Models,
  scoreEdges,
} from './score-edges.ts';
import { gradeOf, type SolvedLink, type SolvedLinks, solveLinks } from './solve-links.ts';
import { buildTrackletTable, type TrackletTable } from './tracklet-table.ts';
import { TransitModel } from './transit.ts';
import { transitWindows } from './transit-window.ts';
import type { CandidateLink, ChosenLink, LinkInput, LinkOutput, LinkProgress } from './types.ts';

/** Weight below which a soft match teaches nothing. */
const MIN_SOFT_MATCH = 0.01;

/**
 * Links the tracklets of a study into journeys, all at once: candidates, scores, EM, global matching,
 * abstention. The same input gives the same output, whatever the order it is given in.
 *
 * A generator, so that it stays pure: it yields progress a few times a second, and whoever drives it may
 * stop, breathe or report between steps.
 *
 * Throws RangeError when the input contradicts itself (see `buildTrackletTable`, `knownPairs`).
 */
export function* linkTracklets(
  input: LinkInput,
  config: LinkingConfig = linkingConfig,
): Generator<LinkProgress, LinkOutput> {
  const table = buildTrackletTable(input.tracklets, input.cameras);
  const known = knownPairs(table, input.forced, input.decided);
  const { next, previous } = chainRows(table.tracklets.length, known.continuations);
  const windows = transitWindows(table.cameras, config);

  const negatives = simultaneousPairs(table, windows, config);
  const models: Models = {
    appearance: new AppearanceModel(table, negatives, config),
    colour: new ColourModel(table, negatives, config),
    transit: new TransitModel(table, windows, config),
  };
  const knownScores = [...known.continuations, ...known.same].map(({ from, to }) => ({
    score: models.appearance.score(from, to),
    weight: 1,
  }));
  models.appearance.learn(knownScores);
  const edges = yield* reporting(
    findCandidates(
      table,
      windows,
      (row, side) => (side === 'successor' ? next : previous)[row] !== -1,
      (from, to) =>
        models.appearance.llr(from, to, models.appearance.score(from, to)) + models.transit.llr(from, to),
      config,
    ),
    'finding candidates',
    [0, 0.4],
  );
  const evidence = yield* reporting(
    collectEvidence(table, edges, models, config),
    'comparing outfits',
    [0.4, 0.7],
  );

  const told = toldEdges(edges, known);
  let scores = scoreEdges(edges, evidence, models, config);
  for (let round = 0; round < config.emSteps; round++) {
    yield { progress: 0.7 + (0.2 * round) / config.emSteps, phase: 'learning walking times' };
    const matches = softMatches(edges, evidence, scores.posterior, told);
    models.transit.learn(matches);
    models.appearance.learn([...knownScores, ...matches]);
    scores = scoreEdges(edges, evidence, models, config);
  }

  yield { progress: 0.9, phase: 'solving' };
  const scored = { edges, llr: scores.totalLlr };
  const solved = solveLinks(table, windows, scored, known, config);

  yield { progress: 0.97, phase: 'solving' };
  const chosen = [...solved.links.values()].sort((a, b) => a.from - b.from);
  return {
    links: chosen.map((link) => chosenLink(table, link, termsOf(link, scores, evidence, models), config)),
    candidates: reviewCandidates(table, edges, scores, evidence, solved, config),
    journeys: journeysOf(table, solved.links),
  };
}

/** Passes the share that `work` has done on as progress between two values. */
function* reporting<T>(
  work: Generator<number, T>,
  phase: LinkProgress['phase'],
  [from, to]: readonly [from: number, to: number],
): Generator<LinkProgress, T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield { progress: from + (to - from) * step.value, phase };
  }
}

interface SoftMatch {
  readonly from: number;
  readonly to: number;
  readonly score: number;
  readonly weight: number;
}

/** How sure edges are that a person judged: 1 or 0. */
function toldEdges(edges: Edges, { same, different }: KnownPairs): ReadonlyMap<number, number> {
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

function softMatches(
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

type Terms = Pick<CandidateLink, 'appearanceLlr' | 'transitLlr' | 'colourLlr'>;

function termsOf(
  { edge, from, to }: SolvedLink,
  scores: EdgeScores,
  evidence: EdgeEvidence,
  models: Models,
): Terms {
  if (edge === -1) return knownTerms(models, from, to);
  return {
    appearanceLlr: scores.appearanceLlr[edge]!,
    transitLlr: scores.transitLlr[edge]!,
    colourLlr: evidence.colourLlr[edge]!,
  };
}

/** Of a link that is known and was no candidate. How long it took says nothing where nobody could walk like that. */
function knownTerms(models: Models, from: number, to: number): Terms {
  const transitLlr = models.transit.llr(from, to);
  return {
    appearanceLlr: models.appearance.llr(from, to, models.appearance.score(from, to)),
    transitLlr: Number.isFinite(transitLlr) ? transitLlr : 0,
    colourLlr: models.colour.llr(from, to),
  };
}

function chosenLink(
  table: TrackletTable,
  { from, to, posterior, margin, isForced, isByHuman }: SolvedLink,
  terms: Terms,
  config: LinkingConfig,
): ChosenLink {
  return {
    fromTrackletId: table.tracklets[from]!.id,
    toTrackletId: table.tracklets[to]!.id,
    posterior,
    margin,
    grade: isForced ? 'confirmed' : gradeOf(posterior, margin, config),
    isByHuman,
    ...terms,
  };
}

/** Per tracklet the best candidates to follow it, whether they are likely or only were so on their own. */
function reviewCandidates(
  table: TrackletTable,
  edges: Edges,
  scores: EdgeScores,
  evidence: EdgeEvidence,
  { posterior }: SolvedLinks,
  config: LinkingConfig,
): CandidateLink[] {
  const { totalLlr } = scores;
  const candidates: CandidateLink[] = [];
  for (let row = 0; row < table.tracklets.length; row++) {
    const best: number[] = [];
    for (let edge = edges.rowStart[row]!; edge < edges.rowStart[row + 1]!; edge++) {
      if (posterior[edge]! >= config.reviewMinPosterior || totalLlr[edge]! >= config.reviewMinLlr)
        best.push(edge);
    }
    best.sort((a, b) => posterior[b]! - posterior[a]! || totalLlr[b]! - totalLlr[a]! || a - b);
    best.slice(0, config.reviewCandidates).forEach((edge, rank) => {
      candidates.push({
        fromTrackletId: table.tracklets[row]!.id,
        toTrackletId: table.tracklets[edges.to[edge]!]!.id,
        rank,
        posterior: posterior[edge]!,
        appearanceLlr: scores.appearanceLlr[edge]!,
        transitLlr: scores.transitLlr[edge]!,
        colourLlr: evidence.colourLlr[edge]!,
      });
    });
  }
  return candidates;
}
