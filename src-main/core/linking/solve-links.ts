import type { LinkingConfig } from './config.ts';
import { type Edges, edgeBetween, edgeColumns, edgesThat } from './edges.ts';
import { consistentLinks, type RowLink } from './journeys.ts';
import { apartRows, chainRows, type KnownChains, type KnownPairs } from './known-people.ts';
import { matchingMarginals } from './marginals.ts';
import { bestSuccessors } from './successor-matching.ts';
import type { TrackletTable } from './tracklet-table.ts';
import type { TransitWindow } from './transit-window.ts';
import type { LinkGrade } from './types.ts';

/** Candidate links with what speaks for them: all that solving needs to know of outfits and walking times. */
export interface ScoredEdges {
  readonly edges: Edges;
  /** In nats, against "both ends stay alone". */
  readonly llr: Float64Array;
}

export interface SolvedLink extends RowLink {
  /** Posterior less that of the best rival, of either end. */
  readonly margin: number;
  /** The edge that it has its score from; −1 for a known link that is no candidate. */
  readonly edge: number;
  /** A person said so. */
  readonly isByHuman: boolean;
}

export interface SolvedLinks {
  /** By the row they leave from. */
  readonly links: ReadonlyMap<number, SolvedLink>;
  /** Per edge: how likely both ends are one visitor, next to each other. */
  readonly posterior: Float64Array;
}

/**
 * Decides which tracklet follows which, given the scores and what is known: posteriors by belief propagation, the
 * best matching, abstention, and no journey with two visitors who were told apart.
 *
 * Tracklets said to be one visitor are chained only where that does not come out by itself: somebody seen by a third
 * camera on the way from one to the other keeps that stop.
 */
export function solveLinks(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  scored: ScoredEdges,
  known: KnownPairs,
  config: LinkingConfig,
): SolvedLinks {
  const apart = apartRows(known.different);
  const steps = chainRows(table.tracklets.length, [...known.continuations, ...known.same]).chains.flatMap(
    (chain) => chain.slice(1).map((to, index) => ({ from: chain[index]!, to })),
  );
  const continued = new Set(known.continuations.map(({ from, to }) => `${from}>${to}`));
  const pending = new Set(steps.filter(({ from, to }) => !continued.has(`${from}>${to}`)));
  const chained = [...known.continuations];
  for (;;) {
    const chains = chainRows(table.tracklets.length, chained);
    const solved = solveOnce(table, windows, scored, { chains, apart, continued }, config);
    const unmet = [...pending].filter(({ from, to }) => !hasStopsBetween(solved.links, from, to));
    if (unmet.length === 0) return solved;
    for (const step of unmet) {
      pending.delete(step);
      chained.push(step);
    }
  }
}

export function gradeOf(posterior: number, margin: number, config: LinkingConfig): LinkGrade {
  return posterior >= config.confirmedPosterior && margin >= config.confirmedMargin
    ? 'confirmed'
    : 'tentative';
}

interface Constraints {
  readonly chains: KnownChains;
  readonly apart: ReadonlyMap<number, ReadonlySet<number>>;
  readonly continued: ReadonlySet<string>;
}

function solveOnce(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  { edges, llr }: ScoredEdges,
  { chains, apart, continued }: Constraints,
  config: LinkingConfig,
): SolvedLinks {
  const open = edgesThat(edges, openness(table, windows, chains, apart));
  const openLlr = Float64Array.from(open.source, (edge) => llr[edge]!);
  const openPosterior = matchingMarginals(open.edges, openLlr, {
    tolerance: config.beliefTolerance,
    maxRounds: config.beliefMaxRounds,
  });
  const edgeOfRow = bestSuccessors(open.edges, openLlr);
  const margins = marginsOf(open.edges, openPosterior, edgeOfRow);
  const posterior = new Float64Array(edges.to.length);
  open.source.forEach((edge, index) => {
    posterior[edge] = openPosterior[index]!;
  });
  const solved = new Map<number, SolvedLink>();
  chains.next.forEach((to, from) => {
    if (to === -1) return;
    const edge = edgeBetween(edges, from, to);
    if (edge !== -1) posterior[edge] = 1;
    const isByHuman = !continued.has(`${from}>${to}`);
    solved.set(from, { from, to, posterior: 1, margin: 1, isForced: true, isByHuman, edge });
  });
  edgeOfRow.forEach((chosen, from) => {
    const likely = chosen === -1 ? 0 : openPosterior[chosen]!;
    if (likely < config.minPosterior) return;
    const to = open.edges.to[chosen]!;
    const margin = margins.get(chosen)!;
    const edge = open.source[chosen]!;
    solved.set(from, { from, to, posterior: likely, margin, isForced: false, isByHuman: false, edge });
  });
  const kept = consistentLinks(table, windows, [...solved.values()], apart, config);
  return { links: new Map([...solved].filter(([from]) => kept.has(from))), posterior };
}

/**
 * Which links are left to decide: between tracklets whose successor or predecessor is not known, of visitors who were
 * not told apart, and, for whole chains, with time for the way.
 */
function openness(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  { next, previous, chains }: KnownChains,
  apart: ReadonlyMap<number, ReadonlySet<number>>,
): (from: number, to: number) => boolean {
  const chainOf = new Map(chains.flatMap((chain) => chain.map((row) => [row, chain] as const)));
  const visitorOf = (row: number): number => chainOf.get(row)?.[0] ?? row;
  const apartVisitors = new Map<number, Set<number>>();
  for (const [row, others] of apart) {
    const visitors = apartVisitors.get(visitorOf(row)) ?? new Set();
    for (const other of others) visitors.add(visitorOf(other));
    apartVisitors.set(visitorOf(row), visitors);
  }
  return (from, to) => {
    if (next[from] !== -1 || previous[to] !== -1) return false;
    if (apartVisitors.get(visitorOf(from))?.has(visitorOf(to))) return false;
    const before = chainOf.get(from);
    const after = chainOf.get(to);
    return (!before && !after) || canFollowChain(table, windows, before ?? [from], after ?? [to]);
  };
}

/** Whether all of one chain comes before all of another, with time for the way. */
function canFollowChain(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  before: readonly number[],
  after: readonly number[],
): boolean {
  const endUtcMs = Math.max(...before.map((row) => table.endUtcMs[row]!));
  const last = before.at(-1)!;
  const first = after[0]!;
  const window = windows[table.cameraIndex[last]! * table.cameras.length + table.cameraIndex[first]!]!;
  const gapMs = table.startUtcMs[first]! - endUtcMs;
  return first > last && gapMs >= window.minGapMs && table.endUtcMs[after.at(-1)!]! >= endUtcMs;
}

/** Whether one journey leads from a row to another, with stops on the way. */
function hasStopsBetween(links: ReadonlyMap<number, RowLink>, from: number, to: number): boolean {
  const direct = links.get(from)?.to;
  if (direct === undefined || direct >= to) return false;
  for (let at = links.get(direct); at && at.to <= to; at = links.get(at.to)) if (at.to === to) return true;
  return false;
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
