import { AppearanceModel } from './appearance.ts';
import { findCandidates } from './candidates.ts';
import { ColourModel } from './colour.ts';
import { type LinkingConfig, linkingConfig } from './config.ts';
import { type EdgeSubset, type Edges, edgeBetween, edgesThat } from './edges.ts';
import { journeysOf } from './journeys.ts';
import { chainRows, type KnownPairs, knownPairs, type RowPair } from './known-people.ts';
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
  const kept = edgesToKeep(edges, scores, config);
  const llr = Float64Array.from(kept.source, (edge) => scores.totalLlr[edge]!);
  const solved = solveLinks(table, windows, { edges: kept.edges, llr }, known, config);

  yield { progress: 0.97, phase: 'solving' };
  const chosen = [...solved.links.values()].sort((a, b) => a.from - b.from);
  return {
    links: chosen.map((link) => {
      const edge = kept.source[link.edge];
      const terms = edge === undefined ? knownTerms(models, link) : edgeTerms(edge, scores, evidence);
      return chosenLink(table, link, terms, config);
    }),
    candidates: [
      ...reviewCandidates(table, kept, scores, evidence, solved),
      ...knownCandidates(table, chosen, models, config),
    ],
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

function edgeTerms(edge: number, scores: EdgeScores, evidence: EdgeEvidence): Terms {
  return {
    appearanceLlr: scores.appearanceLlr[edge]!,
    transitLlr: scores.transitLlr[edge]!,
    colourLlr: evidence.colourLlr[edge]!,
  };
}

/** Of a link that is known and was no candidate. How long it took says nothing where nobody could walk like that. */
function knownTerms(models: Models, { from, to }: RowPair): Terms {
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

/** A border's continuation is no candidate of the search, but is one again when a person says that it is wrong. */
function knownCandidates(
  table: TrackletTable,
  links: readonly SolvedLink[],
  models: Models,
  config: LinkingConfig,
): CandidateLink[] {
  return links
    .filter(({ isForced, edge }) => isForced && edge === -1)
    .map(({ from, to }) => ({
      fromTrackletId: table.tracklets[from]!.id,
      toTrackletId: table.tracklets[to]!.id,
      // After all that the search may have found for it.
      rank: config.reviewCandidates,
      posterior: 1,
      ...knownTerms(models, { from, to }),
    }));
}

/**
 * Per tracklet the best candidates to follow it, whether they are likely or only were so on their own. The rest is left
 * out before solving, so that what is stored is all that a later decision needs to be solved alike.
 */
function edgesToKeep(edges: Edges, { posterior, totalLlr }: EdgeScores, config: LinkingConfig): EdgeSubset {
  const isKept = new Uint8Array(edges.to.length);
  for (let row = 0; row < edges.rowStart.length - 1; row++) {
    const best: number[] = [];
    for (let edge = edges.rowStart[row]!; edge < edges.rowStart[row + 1]!; edge++) {
      const { reviewMinPosterior, reviewMinLlr } = config;
      if (posterior[edge]! >= reviewMinPosterior || totalLlr[edge]! >= reviewMinLlr) best.push(edge);
    }
    best.sort((a, b) => posterior[b]! - posterior[a]! || totalLlr[b]! - totalLlr[a]! || a - b);
    for (const edge of best.slice(0, config.reviewCandidates)) isKept[edge] = 1;
  }
  return edgesThat(edges, (_from, _to, edge) => isKept[edge] === 1);
}

function reviewCandidates(
  table: TrackletTable,
  { edges, source }: EdgeSubset,
  scores: EdgeScores,
  evidence: EdgeEvidence,
  { posterior }: SolvedLinks,
): CandidateLink[] {
  const candidates: CandidateLink[] = [];
  for (let row = 0; row < table.tracklets.length; row++) {
    const ofRow: number[] = [];
    for (let edge = edges.rowStart[row]!; edge < edges.rowStart[row + 1]!; edge++) ofRow.push(edge);
    ofRow.sort((a, b) => posterior[b]! - posterior[a]! || a - b);
    ofRow.forEach((edge, rank) => {
      candidates.push({
        fromTrackletId: table.tracklets[row]!.id,
        toTrackletId: table.tracklets[edges.to[edge]!]!.id,
        rank,
        posterior: posterior[edge]!,
        ...edgeTerms(source[edge]!, scores, evidence),
      });
    });
  }
  return candidates;
}
