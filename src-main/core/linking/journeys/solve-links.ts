import { type Edges, edgeBetween, edgeColumns, edgesThat } from '../candidates/edges.ts';
import type { LinkingConfig } from '../config.ts';
import { beliefOf, matchingMarginals } from '../matching/marginals.ts';
import { bestSuccessors } from '../matching/successor-matching.ts';
import { apartRows, chainRows, type KnownChains, type KnownPairs } from '../tracklets/known-people.ts';
import type { TrackletTable } from '../tracklets/tracklet-table.ts';
import type { TransitWindow } from '../transit/transit-window.ts';
import type { LinkGrade } from '../types.ts';
import { consistentLinks, type RowLink } from './journeys.ts';

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
  const steps = chainRows(table.count, [...known.continuations, ...known.same]).chains.flatMap((chain) =>
    chain.slice(1).map((to, index) => ({ from: chain[index]!, to })),
  );
  const continued = new Set(known.continuations.map(({ from, to }) => `${from}>${to}`));
  const pending = new Set(steps.filter(({ from, to }) => !continued.has(`${from}>${to}`)));
  const chained = [...known.continuations];
  for (;;) {
    const chains = chainRows(table.count, chained);
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
  const openPosterior = matchingMarginals(open.edges, openLlr, beliefOf(config));
  const next = followers(open.edges, bestSuccessors(open.edges, openLlr), chains.next);
  const confidence = confidenceOf(open.edges, openPosterior, visitorsOf(next));
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
  next.forEach((to, from) => {
    if (to === -1 || chains.next[from] === to) return;
    const { likely, rival } = confidence(from, to);
    if (likely < config.minPosterior) return;
    const edge = edgeBetween(edges, from, to);
    solved.set(from, {
      from,
      to,
      posterior: likely,
      margin: likely - rival,
      isForced: false,
      isByHuman: false,
      edge,
    });
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

function followers(edges: Edges, edgeOfRow: Int32Array, known: Int32Array): Int32Array {
  const next = known.slice();
  edgeOfRow.forEach((edge, row) => {
    if (edge !== -1) next[row] = edges.to[edge]!;
  });
  return next;
}

/** Per row the first row of its journey. */
function visitorsOf(next: Int32Array): Int32Array {
  const visitors = Int32Array.from(next, (_, row) => row);
  next.forEach((to, from) => {
    if (to !== -1) visitors[to] = visitors[from]!;
  });
  return visitors;
}

/**
 * How likely both ends of a link are one visitor, and its best rival's posterior. Whoever else of the same journey
 * might come right before or after is no rival: the visitor is the same, only a stop would be in between.
 */
function confidenceOf(
  edges: Edges,
  posterior: Float64Array,
  visitors: Int32Array,
): (from: number, to: number) => { likely: number; rival: number } {
  const columns = edgeColumns(edges);
  const rowOf = new Int32Array(edges.to.length);
  visitors.forEach((_, row) => {
    rowOf.fill(row, edges.rowStart[row], edges.rowStart[row + 1]);
  });
  return (from, to) => {
    const visitor = visitors[from]!;
    let after = 0;
    let before = 0;
    let rival = 0;
    for (let edge = edges.rowStart[from]!; edge < edges.rowStart[from + 1]!; edge++) {
      if (visitors[edges.to[edge]!] === visitor) after += posterior[edge]!;
      else rival = Math.max(rival, posterior[edge]!);
    }
    for (let at = columns.columnStart[to]!; at < columns.columnStart[to + 1]!; at++) {
      const edge = columns.edge[at]!;
      if (visitors[rowOf[edge]!] === visitor) before += posterior[edge]!;
      else rival = Math.max(rival, posterior[edge]!);
    }
    return { likely: Math.min(1, Math.max(before, after)), rival };
  };
}
