import { canFollow } from './candidates/candidates.ts';
import { forEachEdge } from './candidates/edges.ts';
import { clockFindings } from './clocks/clock-offsets.ts';
import { type LinkingConfig, linkingConfig } from './config.ts';
import { type Draft, draftJourneys } from './journeys/draft-journeys.ts';
import { journeysOf } from './journeys/journeys.ts';
import { solveLinks } from './journeys/solve-links.ts';
import { learnStudy } from './learn-study.ts';
import { edgesToKeep, knownTerms, statedLinks } from './link-output.ts';
import { AppearanceModel } from './looks/appearance.ts';
import { ColourModel } from './looks/colour.ts';
import { type NegativePair, simultaneousPairs } from './looks/negatives.ts';
import { cameraCentred } from './looks/study-metric.ts';
import { beliefOf, matchingMarginals } from './matching/marginals.ts';
import { bestSuccessors } from './matching/successor-matching.ts';
import { type KeptEdges, KeptEdgesBuilder } from './scoring/kept-edges.ts';
import { reliabilityOf } from './scoring/reliability.ts';
import { type EdgeScores, edgeTerms, type Models, modelsOver, pictureLlr } from './scoring/score-edges.ts';
import { collectedRows, foundRows, reporting, type ScoredRows, within } from './scoring/score-rows.ts';
import { ofTracklets } from './tracklet-links.ts';
import {
  apartRows,
  type CheckedPairs,
  type KnownPairs,
  knownPairs,
  type PairsOfOne,
  type RowPair,
  type ToldPairs,
} from './tracklets/known-people.ts';
import { type Presences, presencesOf } from './tracklets/presences.ts';
import type { RowRange } from './tracklets/tracklet-columns.ts';
import { buildTrackletTable, excerpt, retimed, type TrackletTable } from './tracklets/tracklet-table.ts';
import {
  settledWindows,
  sharedViewsOf,
  type TransitWindow,
  transitWindows,
  windowOf,
} from './transit/transit-window.ts';
import type { ClockFinding, LinkInput, LinkOutput, LinkProgress } from './types.ts';
import { visitorsConfig } from './visitors/config.ts';
import { countVisitors, type VisitorCount } from './visitors/count-visitors.ts';
import { estimateVisitors, type VisitorEstimate } from './visitors/estimate-visitors.ts';
import { seenWell } from './visitors/seen-well.ts';
import { studyWindows, toldAmong, toldWithin } from './windows.ts';

/**
 * Links the tracklets of a study into journeys, all at once: clocks, candidates, scores, EM, the study's own metric,
 * whole journeys, global matching, abstention. The same input gives the same output, whatever the order it is given in.
 *
 * A generator, so that it stays pure: it yields progress between its steps, of which the longest take some seconds per 10 000
 * tracklets, and whoever drives it may stop, breathe or report there.
 *
 * Throws RangeError when the input contradicts itself (see `buildTrackletTable`, `knownPairs`).
 */
export function* linkTracklets(
  input: LinkInput,
  config: LinkingConfig = linkingConfig,
): Generator<LinkProgress, LinkOutput> {
  const { tracklets, known, presences, clocks } = presencesInCommonTime(input, config);
  const transit = transitWindows(tracklets.cameras, config);
  const clear = seenWell(presences.table);
  const uncounted = uncountedPresences(presences, tracklets, input.uncounted ?? new Set());
  const weight = borderWeight(known, config);
  const onePerson = [
    { table: tracklets, pairs: known.continuations, weight },
    { table: presences.table, pairs: presences.told.same, weight: 1 },
  ];
  const study = {
    table: presences.table,
    told: presences.told,
    onePerson,
    uncounted: clear === null ? uncounted : null,
  };
  const isCountedAgain = clear !== null && clear.table.count >= visitorsConfig.minTracklets;
  const scored = yield* within(scoredStudy(study, transit, config), [0, isCountedAgain ? 0.6 : 0.95]);
  const { table, models, settled, kept, negatives } = scored;
  let { visitors } = scored;
  if (isCountedAgain) {
    const placeOf = (presence: number): number => clear.placeOf[presence]!;
    const isClear = ({ from, to }: RowPair): boolean =>
      [from, to].every((row) => placeOf(presences.presenceOf[row]!) !== -1);
    const among = toldAmong(presences.told, placeOf);
    const clearly = {
      table: clear.table,
      told: among,
      onePerson: [
        { table: tracklets, pairs: known.continuations.filter(isClear), weight },
        { table: clear.table, pairs: among.same, weight: 1 },
      ],
      uncounted,
    };
    ({ visitors } = yield* within(scoredStudy(clearly, transit, config), [0.6, 0.95]));
  }

  yield { progress: 0.95, phase: 'solving' };
  const solved = solveLinks(
    table,
    settled,
    { edges: kept.edges, llr: kept.totalLlr },
    { ...presences.told, continuations: [] },
    config,
  );
  const overTracklets = modelsOver(models, scored.onePerson[0]!.table);
  const stated = statedLinks(table, kept, models, solved, config);
  const journeys = journeysOf(table, solved.links);
  return {
    ...ofTracklets(
      presences,
      tracklets,
      known,
      { ...stated, journeys },
      (pair) => knownTerms(overTracklets, pair),
      config,
    ),
    clocks,
    sharedViews: sharedViewsOf(table.cameras, transit, settled),
    reliability: reliabilityOf(models, scored.onePerson, negatives),
    visitors,
  };
}

/**
 * How much each border says of how one person looks to two cameras: all together as much as what is known beforehand, since
 * they are of one camera, within a moment.
 */
function borderWeight({ continuations }: KnownPairs, { positiveShrink }: LinkingConfig): number {
  return Math.min(1, positiveShrink / Math.max(1, continuations.length));
}

/** Presences of tracklets that are no visitors', by the presences' ids. */
function uncountedPresences(
  { table, presenceOf }: Presences,
  { ids }: TrackletTable,
  uncounted: ReadonlySet<number>,
): ReadonlySet<number> {
  const presences = new Set<number>();
  if (uncounted.size === 0) return presences;
  ids.forEach((id, row) => {
    if (uncounted.has(id)) presences.add(table.ids[presenceOf[row]!]!);
  });
  return presences;
}

/** Presences in the time that the cameras agree on, what people said of them, and what is known to be one person. */
interface Study {
  readonly table: TrackletTable;
  readonly told: ToldPairs;
  readonly onePerson: readonly PairsOfOne[];
  /** Presences, by id, that are no visitors'; null where visitors are not to be counted. */
  readonly uncounted: ReadonlySet<number> | null;
}

/** A study with all that is to be solved, and how many visitors it has. */
interface ScoredStudy {
  /** In the metric of the study, as what was known to be one person. */
  readonly table: TrackletTable;
  readonly onePerson: readonly PairsOfOne[];
  readonly models: Models;
  readonly negatives: readonly NegativePair[];
  readonly settled: readonly TransitWindow[];
  readonly kept: KeptEdges;
  readonly visitors: VisitorEstimate | null;
}

function* scoredStudy(
  { table: study, told, onePerson: knownOnes, uncounted }: Study,
  transit: readonly TransitWindow[],
  config: LinkingConfig,
): Generator<LinkProgress, ScoredStudy> {
  const negatives = simultaneousPairs(study, transit, config);
  const windows = studyWindows(study, transit, config);
  const learning = learnStudy(study, transit, told, knownOnes, negatives, config);
  const { table, onePerson, models, sample } = yield* within(learning, [0, windows.length === 1 ? 0.9 : 0.1]);
  const isScored = windows.length === 1 && sample.table.count === table.count;

  const settled = settledWindows(transit, models.transit, config);
  const collected = new KeptEdgesBuilder(table.count);
  const counts: VisitorCount[] = [];
  const isCounted = uncounted && countedRows(table, uncounted);
  for (const [index, { core, rows }] of windows.entries()) {
    const progress = [
      0.1 + (0.8 * index) / windows.length,
      0.1 + (0.8 * (index + 1)) / windows.length,
    ] as const;
    const scored = isScored
      ? sample
      : yield* within(scoredWindow(table, rows, transit, told, models, config), progress);
    yield { progress: progress[1], phase: 'solving' };
    const scores = draftScores(scored, settled, config);
    const place = { from: core.from - rows.from, to: core.to - rows.from };
    collected.add(
      scored.edges,
      edgesToKeep(scored.edges, scores, config),
      scores,
      scored.evidence,
      place,
      rows.from,
    );
    if (isCounted === null) continue;
    const isOfCore = (row: number): boolean =>
      row >= place.from && row < place.to && isCounted(row + rows.from);
    counts.push(windowVisitors(scored, scores, settled, isOfCore, config));
  }
  const visitors = isCounted && estimateVisitors(counts, countedOf(table, isCounted));
  return { table, onePerson, models, negatives, settled, kept: collected.build(), visitors };
}

/** Which rows are to be counted. */
function countedRows({ ids }: TrackletTable, uncounted: ReadonlySet<number>): (row: number) => boolean {
  return (row) => !uncounted.has(ids[row]!);
}

function countedOf({ count }: TrackletTable, isCounted: (row: number) => boolean): number {
  let counted = 0;
  for (let row = 0; row < count; row++) if (isCounted(row)) counted++;
  return counted;
}

/** How many visitors begin in a window, by its scores in the light of whole journeys. */
function windowVisitors(
  { table, told, models, edges, evidence }: ScoredRows,
  { transitLlr, totalLlr, posterior }: EdgeScores,
  settled: readonly TransitWindow[],
  isCounted: (row: number) => boolean,
  config: LinkingConfig,
): VisitorCount {
  const next = new Int32Array(table.count).fill(-1);
  bestSuccessors(edges, totalLlr).forEach((edge, from) => {
    if (edge !== -1 && posterior[edge]! >= config.draftPosterior) next[from] = edges.to[edge]!;
  });
  const stepLlr = Float64Array.from(transitLlr, (nats, edge) =>
    totalLlr[edge] === Number.NEGATIVE_INFINITY ? Number.NEGATIVE_INFINITY : nats + evidence.colourLlr[edge]!,
  );
  const { looks, onePerson } = models.appearance;
  const input = {
    table,
    windows: settled,
    edges,
    stepLlr,
    next,
    looks,
    coherence: onePerson.mean,
    told,
    isCounted,
  };
  return countVisitors(input, config);
}

/** The rows of a window, with what the study taught. */
function* scoredWindow(
  study: TrackletTable,
  rows: RowRange,
  transit: readonly TransitWindow[],
  told: ToldPairs,
  models: Models,
  config: LinkingConfig,
): Generator<LinkProgress, ScoredRows> {
  const table = excerpt(study, [rows]);
  const found = yield* reporting(
    foundRows(table, transit, toldWithin(told, [rows]), modelsOver(models, table), config),
    'finding candidates',
    [0, 0.5],
  );
  const collected = yield* reporting(collectedRows(found, config), 'comparing outfits', [0.5, 0.6]);
  return { ...collected, terms: edgeTerms(collected.edges, collected.evidence, collected.models, config) };
}

/** What a study is of. */
interface Sightings {
  readonly tracklets: TrackletTable;
  readonly known: CheckedPairs;
  readonly presences: Presences;
}

/**
 * The tracklets in the time that the cameras agree on, as far as it can be told. Only linking sees it: shown times
 * stay as the recorders have them, until somebody corrects a clock.
 */
function presencesInCommonTime(
  input: LinkInput,
  config: LinkingConfig,
): Sightings & { readonly clocks: ClockFinding[] } {
  const read = buildTrackletTable(input.tracklets, input.cameras);
  const shown = sightingsIn(read, input, config);
  const clocks = clocksOf(shown, config);
  return { ...(clocks.length === 0 ? shown : sightingsIn(retimed(read, clocks), input, config)), clocks };
}

/**
 * Clocks that tracklets and presences agree on. Whoever stays for several files comes and goes with each of them as a tracklet,
 * in all cameras at once; whom two cameras see at once comes before they go as a presence.
 */
function clocksOf({ tracklets, known, presences }: Sightings, config: LinkingConfig): ClockFinding[] {
  const stated = clocksIn(tracklets, config);
  if (stated.length === 0 || known.continuations.length === 0) return stated;
  return clocksIn(presences.table, config).filter((one) =>
    stated.some(
      ({ cameraId, fromMs, toMs }) => cameraId === one.cameraId && fromMs <= one.toMs && toMs >= one.fromMs,
    ),
  );
}

function clocksIn(table: TrackletTable, config: LinkingConfig): ClockFinding[] {
  const windows = transitWindows(table.cameras, config);
  const negatives = simultaneousPairs(table, windows, config);
  const appearance = new AppearanceModel(table, negatives, config);
  return clockFindings(table, windows, appearance, new ColourModel(table, negatives, config), config);
}

function sightingsIn(read: TrackletTable, input: LinkInput, config: LinkingConfig): Sightings {
  const tracklets = cameraCentred(read, config);
  const known = knownPairs(tracklets, input.forced, input.decided);
  return { tracklets, known, presences: presencesOf(tracklets, known) };
}

/** Scores in the light of whole journeys in draft; pairs that settled windows rule out score −∞. */
function draftScores(
  { table, told, models, edges, evidence, terms }: ScoredRows,
  windows: readonly TransitWindow[],
  config: LinkingConfig,
): EdgeScores {
  const { appearance, transit, colour, ground } = models;
  const { appearanceLlr, transitLlr, totalLlr } = terms;
  const isOpen = (from: number, to: number): boolean =>
    canFollow(table, windowOf(windows, table, from, to), from, to);
  const stepLlr = Float64Array.from(transitLlr, (nats, edge) => nats + evidence.colourLlr[edge]!);
  const pairLlr = totalLlr.slice();
  forEachEdge(edges, (from, to, edge) => {
    if (isOpen(from, to)) return;
    stepLlr[edge] = Number.NEGATIVE_INFINITY;
    pairLlr[edge] = Number.NEGATIVE_INFINITY;
  });
  const belief = beliefOf(config);
  const stated = ({ looksLlr, llr }: Omit<Draft, 'next'>): EdgeScores => ({
    appearanceLlr: looksLlr,
    transitLlr,
    totalLlr: llr,
    posterior: matchingMarginals(edges, llr, belief),
  });
  if (!config.signals.journeys) return stated({ looksLlr: appearanceLlr, llr: pairLlr });
  const step = (from: number, to: number): number =>
    isOpen(from, to)
      ? transit.llr(from, to) +
        colour.llr(from, to) +
        ground.llr(from, to) +
        pictureLlr(table, from, to, config)
      : Number.NEGATIVE_INFINITY;
  const constraints = { apart: apartRows(told.different) };
  const journeys = { looks: appearance.looks, stepLlr, step };
  return stated(draftJourneys(table, windows, edges, pairLlr, journeys, constraints, config));
}
