import { AppearanceModel } from './appearance.ts';
import { canFollow, findCandidates } from './candidates.ts';
import { clockFindings, inCommonTime } from './clock-offsets.ts';
import { ColourModel } from './colour.ts';
import { type LinkingConfig, linkingConfig } from './config.ts';
import { type Draft, draftJourneys } from './draft-journeys.ts';
import type { Edges } from './edges.ts';
import { journeysOf } from './journeys.ts';
import { apartRows, chainRows, type KnownPairs, knownPairs } from './known-people.ts';
import { learnModels, pairsOfOne, softMatches, toldEdges } from './learn-models.ts';
import { edgesToKeep, statedLinks } from './link-output.ts';
import { matchingMarginals } from './marginals.ts';
import { simultaneousPairs } from './negatives.ts';
import { reliabilityOf } from './reliability.ts';
import {
  collectEvidence,
  type EdgeEvidence,
  type EdgeScores,
  forEachEdge,
  type Models,
  pictureLlr,
} from './score-edges.ts';
import { solveLinks } from './solve-links.ts';
import { cameraCentred, whitenedBy } from './study-metric.ts';
import { buildTrackletTable, type TrackletTable } from './tracklet-table.ts';
import { TransitModel } from './transit.ts';
import {
  settledWindows,
  sharedViewsOf,
  type TransitWindow,
  transitWindows,
  windowOf,
} from './transit-window.ts';
import type { ClockFinding, LinkInput, LinkOutput, LinkProgress } from './types.ts';

/**
 * Links the tracklets of a study into journeys, all at once: clocks, candidates, scores, EM, the study's own metric,
 * whole journeys, global matching, abstention. The same input gives the same output, whatever the order it is given in.
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
  const { table, clocks } = tableInCommonTime(input, config);
  const known = knownPairs(table, input.forced, input.decided);
  const { next, previous } = chainRows(table.tracklets.length, known.continuations);
  const windows = transitWindows(table.cameras, config);
  const isClosed = (row: number, side: 'successor' | 'predecessor'): boolean =>
    (side === 'successor' ? next : previous)[row] !== -1;

  const negatives = simultaneousPairs(table, windows, config);
  let models: Models = {
    appearance: new AppearanceModel(table, negatives, config),
    colour: new ColourModel(table, negatives, config),
    transit: new TransitModel(table, windows, config, isClosed),
  };
  const edges = yield* reporting(
    findCandidates(
      table,
      windows,
      isClosed,
      (from, to) =>
        models.appearance.llr(from, to, models.appearance.score(from, to)) + models.transit.llr(from, to),
      config,
    ),
    'finding candidates',
    [0, 0.4],
  );
  let evidence = yield* reporting(
    collectEvidence(table, edges, models, config),
    'comparing outfits',
    [0.4, 0.6],
  );
  let scores = yield* reporting(
    learnModels(edges, evidence, models, known, config),
    'learning walking times',
    [0.6, 0.7],
  );

  const sure = [
    ...pairsOfOne(known).map((pair) => ({ ...pair, weight: 1 })),
    ...softMatches(edges, evidence, scores.posterior, toldEdges(edges, known)),
  ];
  const own = config.signals.ownMetric ? whitenedBy(table, sure, negatives, config) : null;
  if (own) {
    models = { ...models, appearance: new AppearanceModel(own, negatives, config) };
    evidence = yield* reporting(collectEvidence(own, edges, models, config), 'comparing outfits', [0.7, 0.8]);
    scores = yield* reporting(
      learnModels(edges, evidence, models, known, config),
      'learning walking times',
      [0.8, 0.9],
    );
  }

  yield { progress: 0.9, phase: 'solving' };
  const settled = settledWindows(windows, models.transit, config);
  const draft = draftOf(table, settled, edges, evidence, models, scores, known, config);
  scores = { ...scores, appearanceLlr: draft.looksLlr, totalLlr: draft.llr, posterior: draft.posterior };

  yield { progress: 0.95, phase: 'solving' };
  const kept = edgesToKeep(edges, scores, config);
  const llr = Float64Array.from(kept.source, (edge) => scores.totalLlr[edge]!);
  const solved = solveLinks(table, settled, { edges: kept.edges, llr }, known, config);
  return {
    ...statedLinks(table, kept, scores, evidence, models, solved, config),
    journeys: journeysOf(table, solved.links),
    clocks,
    sharedViews: sharedViewsOf(table.cameras, windows, settled),
    reliability: reliabilityOf(models, pairsOfOne(known), negatives),
  };
}

/**
 * The tracklets in the time that the cameras agree on, as far as it can be told. Only linking sees it: shown times
 * stay as the recorders have them, until somebody corrects a clock.
 */
function tableInCommonTime(
  { tracklets, cameras }: LinkInput,
  config: LinkingConfig,
): { table: TrackletTable; clocks: ClockFinding[] } {
  const table = cameraCentred(buildTrackletTable(tracklets, cameras), config);
  const windows = transitWindows(table.cameras, config);
  const negatives = simultaneousPairs(table, windows, config);
  const clocks = clockFindings(
    table,
    windows,
    new AppearanceModel(table, negatives, config),
    new ColourModel(table, negatives, config),
    config,
  );
  if (clocks.length === 0) return { table, clocks };
  const corrected = buildTrackletTable(inCommonTime(tracklets, clocks), cameras);
  return { table: cameraCentred(corrected, config), clocks };
}

/** Journeys in draft, and the scores that follow from them; pairs that settled windows rule out score −∞. */
function draftOf(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  edges: Edges,
  { colourLlr }: EdgeEvidence,
  { appearance, transit, colour }: Models,
  { appearanceLlr, transitLlr, totalLlr }: EdgeScores,
  known: KnownPairs,
  config: LinkingConfig,
): Omit<Draft, 'next'> & { readonly posterior: Float64Array } {
  const isOpen = (from: number, to: number): boolean =>
    canFollow(table, windowOf(windows, table, from, to), from, to);
  const stepLlr = Float64Array.from(transitLlr, (nats, edge) => nats + colourLlr[edge]!);
  const pairLlr = totalLlr.slice();
  forEachEdge(edges, (from, to, edge) => {
    if (isOpen(from, to)) return;
    stepLlr[edge] = Number.NEGATIVE_INFINITY;
    pairLlr[edge] = Number.NEGATIVE_INFINITY;
  });
  const belief = { tolerance: config.beliefTolerance, maxRounds: config.beliefMaxRounds };
  const stated = <T extends { readonly llr: Float64Array }>(draft: T) => ({
    ...draft,
    posterior: matchingMarginals(edges, draft.llr, belief),
  });
  if (!config.signals.journeys) return stated({ looksLlr: appearanceLlr, llr: pairLlr });
  const step = (from: number, to: number): number =>
    isOpen(from, to)
      ? transit.llr(from, to) + colour.llr(from, to) + pictureLlr(table, from, to, config)
      : Number.NEGATIVE_INFINITY;
  const constraints = {
    next: chainRows(table.tracklets.length, known.continuations).next,
    apart: apartRows(known.different),
  };
  const journeys = { looks: appearance.looks, stepLlr, step };
  return stated(draftJourneys(table, windows, edges, pairLlr, journeys, constraints, config));
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
