import type { LinkingConfig } from '../config.ts';
import type { TrackletTable } from '../tracklets/tracklet-table.ts';
import type { TransitWindow } from '../transit/transit-window.ts';
import type { LinkedJourney } from '../types.ts';

/** A link between rows of the table, as the solver chose it. */
export interface RowLink {
  readonly from: number;
  readonly to: number;
  readonly posterior: number;
  /** Known, not inferred: never cut. */
  readonly isForced: boolean;
}

/**
 * Chains links into journeys, and cuts those that put one person in two places at once, or two visitors who were told
 * apart in one journey: links are judged in pairs, but a → b → c can bring back somebody whom `a` still shows. The
 * weakest link between the two tracklets goes.
 *
 * @param apart rows that are not one visitor, from either side.
 * @returns the links that stay, by the row they leave from.
 */
export function consistentLinks(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  links: readonly RowLink[],
  apart: ReadonlyMap<number, ReadonlySet<number>>,
  config: LinkingConfig,
): Map<number, RowLink> {
  const kept = new Map(links.map((link) => [link.from, link]));
  for (const first of journeyStarts(table, kept)) {
    const pending = [first];
    for (let start = pending.pop(); start !== undefined; start = pending.pop()) {
      const chain = chainFrom(kept, start);
      const weakest = weakestAtFault(kept, chain, conflictsIn(table, windows, chain, apart, config));
      if (!weakest) continue;
      kept.delete(weakest.from);
      pending.push(start, weakest.to);
    }
  }
  return kept;
}

/** Every tracklet is in exactly one journey; ordered by first appearance. */
export function journeysOf(table: TrackletTable, links: ReadonlyMap<number, RowLink>): LinkedJourney[] {
  return journeyStarts(table, links).map((start) => {
    const chain = chainFrom(links, start);
    const confidence = chain.reduce((least, row) => Math.min(least, links.get(row)?.posterior ?? 1), 1);
    return { trackletIds: chain.map((row) => table.ids[row]!), confidence };
  });
}

function journeyStarts(table: TrackletTable, links: ReadonlyMap<number, RowLink>): number[] {
  const isFollower = new Uint8Array(table.count);
  for (const { to } of links.values()) isFollower[to] = 1;
  const starts: number[] = [];
  for (let row = 0; row < table.count; row++) if (!isFollower[row]) starts.push(row);
  return starts;
}

function chainFrom(links: ReadonlyMap<number, RowLink>, start: number): number[] {
  const chain = [start];
  for (let link = links.get(start); link; link = links.get(link.to)) chain.push(link.to);
  return chain;
}

/** Of the first conflict that inferred links bring about; what is known alone cannot be helped. */
function weakestAtFault(
  links: ReadonlyMap<number, RowLink>,
  chain: readonly number[],
  conflicts: Iterable<Conflict>,
): RowLink | null {
  for (const { earlier, later } of conflicts) {
    const weakest = weakestBetween(links, chain, earlier, later);
    if (weakest) return weakest;
  }
  return null;
}

/** Positions in a chain of two tracklets that cannot be one person. */
interface Conflict {
  readonly earlier: number;
  readonly later: number;
}

/** In order of the later tracklet. */
function* conflictsIn(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  chain: readonly number[],
  apart: ReadonlyMap<number, ReadonlySet<number>>,
  config: LinkingConfig,
): Generator<Conflict> {
  /** The latest end of the chain so far, by position: whom nobody outlasted, nobody meets. */
  const latestEndUtcMs = [table.endUtcMs[chain[0]!]!];
  for (let later = 1; later < chain.length; later++) {
    const others = apart.get(chain[later]!);
    for (let earlier = later - 1; others && earlier >= 0; earlier--) {
      if (others.has(chain[earlier]!)) yield { earlier, later };
    }
    const startUtcMs = table.startUtcMs[chain[later]!]!;
    for (let earlier = later - 1; earlier >= 0 && latestEndUtcMs[earlier]! > startUtcMs; earlier--) {
      if (!mayBeOne(table, windows, chain[earlier]!, chain[later]!, config)) yield { earlier, later };
    }
    latestEndUtcMs.push(Math.max(latestEndUtcMs[later - 1]!, table.endUtcMs[chain[later]!]!));
  }
}

/** Whether two tracklets, the earlier first, may be one person: nobody is in two places at once. */
export function mayBeOne(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  first: number,
  second: number,
  config: LinkingConfig,
): boolean {
  const togetherMs = Math.min(table.endUtcMs[first]!, table.endUtcMs[second]!) - table.startUtcMs[second]!;
  if (togetherMs <= 0) return true;
  const window = windows[table.cameraIndex[first]! * table.cameras.length + table.cameraIndex[second]!]!;
  if (window.isSameCamera) return false;
  return window.overlap !== 'none' || togetherMs <= config.clockToleranceMs;
}

function weakestBetween(
  links: ReadonlyMap<number, RowLink>,
  chain: readonly number[],
  earlier: number,
  later: number,
): RowLink | null {
  let weakest: RowLink | null = null;
  for (let at = earlier; at < later; at++) {
    const link = links.get(chain[at]!)!;
    if (!link.isForced && (!weakest || link.posterior < weakest.posterior)) weakest = link;
  }
  return weakest;
}
