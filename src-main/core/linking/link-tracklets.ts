import { AppearanceModel } from './appearance.ts';
import { findCandidates } from './candidates.ts';
import { ColourModel } from './colour.ts';
import { type LinkingConfig, linkingConfig } from './config.ts';
import { type Edges, edgeColumns } from './edges.ts';
import { forcedRows } from './forced-links.ts';
import { consistentLinks, journeysOf, type RowLink } from './journeys.ts';
import { simultaneousPairs } from './negatives.ts';
import {
  collectEvidence,
  type EdgeEvidence,
  type EdgeScores,
  forEachEdge,
  type Models,
  scoreEdges,
} from './score-edges.ts';
import { bestSuccessors } from './successor-matching.ts';
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
 * Throws RangeError when the input contradicts itself (see `buildTrackletTable`, `forcedRows`).
 */
export function* linkTracklets(
  input: LinkInput,
  config: LinkingConfig = linkingConfig,
): Generator<LinkProgress, LinkOutput> {
  const table = buildTrackletTable(input.tracklets, input.cameras);
  const forced = forcedRows(table, input.forced);
  const windows = transitWindows(table.cameras, config);

  const negatives = simultaneousPairs(table, windows, config);
  const models: Models = {
    appearance: new AppearanceModel(table, negatives, config),
    colour: new ColourModel(table, negatives, config),
    transit: new TransitModel(table, windows, config),
  };
  const known = forcedPairs(forced.next);
  const knownScores = known.map(({ from, to }) => ({ score: models.appearance.score(from, to), weight: 1 }));
  models.appearance.learn(knownScores);
  const edges = yield* reporting(
    findCandidates(
      table,
      windows,
      (row, side) => (side === 'successor' ? forced.next : forced.previous)[row] !== -1,
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

  let scores = scoreEdges(edges, evidence, models, config);
  for (let round = 0; round < config.emSteps; round++) {
    yield { progress: 0.7 + (0.2 * round) / config.emSteps, phase: 'learning walking times' };
    const matches = softMatches(edges, evidence, scores.posterior);
    models.transit.learn(matches);
    models.appearance.learn([...knownScores, ...matches]);
    scores = scoreEdges(edges, evidence, models, config);
  }

  yield { progress: 0.9, phase: 'solving' };
  const edgeOfRow = bestSuccessors(edges, scores.totalLlr);
  const links: RowLink[] = known.map((pair) => ({ ...pair, posterior: 1, isForced: true }));
  edgeOfRow.forEach((edge, from) => {
    const posterior = edge === -1 ? 0 : scores.posterior[edge]!;
    if (posterior >= config.minPosterior)
      links.push({ from, to: edges.to[edge]!, posterior, isForced: false });
  });
  const kept = consistentLinks(table, windows, links, config);

  yield { progress: 0.97, phase: 'solving' };
  const chosen = [...kept.values()].sort((a, b) => a.from - b.from);
  const margins = marginsOf(edges, scores.posterior, edgeOfRow);
  return {
    links: chosen.map((link) =>
      link.isForced
        ? forcedLink(table, models, link)
        : inferredLink(table, scores, evidence, edgeOfRow[link.from]!, link, margins, config),
    ),
    candidates: reviewCandidates(table, edges, scores, evidence, config),
    journeys: journeysOf(table, kept),
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

function forcedPairs(next: Int32Array): { from: number; to: number }[] {
  const pairs: { from: number; to: number }[] = [];
  next.forEach((to, from) => {
    if (to !== -1) pairs.push({ from, to });
  });
  return pairs;
}

interface SoftMatch {
  readonly from: number;
  readonly to: number;
  readonly score: number;
  readonly weight: number;
}

function softMatches(edges: Edges, { appearanceScore }: EdgeEvidence, posterior: Float64Array): SoftMatch[] {
  const matches: SoftMatch[] = [];
  forEachEdge(edges, (from, to, edge) => {
    const weight = posterior[edge]!;
    if (weight >= MIN_SOFT_MATCH) matches.push({ from, to, score: appearanceScore[edge]!, weight });
  });
  return matches;
}

/** Posterior of each chosen edge less that of its best rival for either end. */
function marginsOf(edges: Edges, posterior: Float64Array, edgeOfRow: Int32Array): Map<number, number> {
  const columns = edgeColumns(edges);
  const margins = new Map<number, number>();
  edgeOfRow.forEach((chosen, row) => {
    if (chosen === -1) return;
    let rival = 0;
    for (let edge = edges.rowStart[row]!; edge < edges.rowStart[row + 1]!; edge++) {
      if (edge !== chosen) rival = Math.max(rival, posterior[edge]!);
    }
    const column = edges.to[chosen]!;
    for (let at = columns.columnStart[column]!; at < columns.columnStart[column + 1]!; at++) {
      const edge = columns.edge[at]!;
      if (edge !== chosen) rival = Math.max(rival, posterior[edge]!);
    }
    margins.set(chosen, posterior[chosen]! - rival);
  });
  return margins;
}

function inferredLink(
  table: TrackletTable,
  scores: EdgeScores,
  evidence: EdgeEvidence,
  edge: number,
  link: RowLink,
  margins: ReadonlyMap<number, number>,
  config: LinkingConfig,
): ChosenLink {
  const margin = margins.get(edge)!;
  const isConfirmed = link.posterior >= config.confirmedPosterior && margin >= config.confirmedMargin;
  return {
    fromTrackletId: table.tracklets[link.from]!.id,
    toTrackletId: table.tracklets[link.to]!.id,
    posterior: link.posterior,
    margin,
    grade: isConfirmed ? 'confirmed' : 'tentative',
    appearanceLlr: scores.appearanceLlr[edge]!,
    transitLlr: scores.transitLlr[edge]!,
    colourLlr: evidence.colourLlr[edge]!,
  };
}

function forcedLink(table: TrackletTable, models: Models, { from, to }: RowLink): ChosenLink {
  return {
    fromTrackletId: table.tracklets[from]!.id,
    toTrackletId: table.tracklets[to]!.id,
    posterior: 1,
    margin: 1,
    grade: 'confirmed',
    appearanceLlr: models.appearance.llr(from, to, models.appearance.score(from, to)),
    transitLlr: models.transit.llr(from, to),
    colourLlr: models.colour.llr(from, to),
  };
}

function reviewCandidates(
  table: TrackletTable,
  edges: Edges,
  scores: EdgeScores,
  evidence: EdgeEvidence,
  config: LinkingConfig,
): CandidateLink[] {
  const candidates: CandidateLink[] = [];
  for (let row = 0; row < table.tracklets.length; row++) {
    const best: number[] = [];
    for (let edge = edges.rowStart[row]!; edge < edges.rowStart[row + 1]!; edge++) {
      if (scores.posterior[edge]! >= config.reviewMinPosterior) best.push(edge);
    }
    best.sort((a, b) => scores.posterior[b]! - scores.posterior[a]! || a - b);
    best.slice(0, config.reviewCandidates).forEach((edge, rank) => {
      candidates.push({
        fromTrackletId: table.tracklets[row]!.id,
        toTrackletId: table.tracklets[edges.to[edge]!]!.id,
        rank,
        posterior: scores.posterior[edge]!,
        appearanceLlr: scores.appearanceLlr[edge]!,
        transitLlr: scores.transitLlr[edge]!,
        colourLlr: evidence.colourLlr[edge]!,
      });
    });
  }
  return candidates;
}
