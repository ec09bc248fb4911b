import type { Decided, LinkInput, TrackletPair } from '../types.ts';
import { rowsById, type TrackletTable } from './tracklet-table.ts';

const NONE = -1;

/** Two rows of the table, the earlier first. */
export interface RowPair {
  readonly from: number;
  readonly to: number;
}

/** Pairs of rows of a table that are known to be of one person, whoever said so. */
export interface PairsOfOne {
  readonly table: TrackletTable;
  readonly pairs: readonly RowPair[];
  /** Of each pair, in what it says of how one person looks, 0..1. */
  readonly weight: number;
}

/** What people said, by row. */
export interface ToldPairs {
  /** One visitor. Not always neighbours in time. */
  readonly same: readonly RowPair[];
  /** Two visitors. */
  readonly different: readonly RowPair[];
}

/** What is known before anything is inferred, by row. */
export interface KnownPairs extends ToldPairs {
  /** One follows the other. */
  readonly continuations: readonly RowPair[];
}

/** What is known, where it does not contradict itself. */
export interface CheckedPairs extends KnownPairs {
  /** Would-be continuations that people said are wrong. */
  readonly refused: readonly RowPair[];
}

/**
 * Checks what is known and puts it in rows. What a person said outranks the continuations: one that would join two
 * visitors told apart is refused.
 *
 * Throws RangeError when a pair names an unknown tracklet or one twice, when continuations go back in time or fork,
 * and when decisions contradict each other.
 */
export function knownPairs(
  table: TrackletTable,
  forced: LinkInput['forced'],
  { same, different }: Decided = { same: [], different: [] },
): CheckedPairs {
  if (forced.length + same.length + different.length === 0) {
    return { continuations: [], refused: [], same: [], different: [] };
  }
  const rowOf = rowsById(table);
  const told = {
    same: inOrder(same.map(rowsIn(rowOf))),
    different: inOrder(different.map(rowsIn(rowOf))),
  };
  const people = new ToldGroups();
  for (const { from, to } of told.same) people.join(from, to);
  for (const { from, to } of told.different) {
    if (people.tellApart(from, to)) continue;
    throw new RangeError(`tracklets ${idOf(table, from)} and ${idOf(table, to)} are told apart and joined`);
  }
  const refused: RowPair[] = [];
  // The earlier border stands where two cannot both.
  const continuations = inOrder(continuationRows(rowOf, forced)).filter((pair) => {
    const isJoined = people.join(pair.from, pair.to);
    if (!isJoined) refused.push(pair);
    return isJoined;
  });
  return { ...told, continuations, refused };
}

/** However they were given. */
function inOrder(pairs: readonly RowPair[]): RowPair[] {
  return pairs.toSorted((a, b) => a.from - b.from || a.to - b.to);
}

/** Which rows are one visitor, and which of these are two. */
class ToldGroups {
  readonly #groups = new RowGroups();
  /** By the row that stands for a group, rows of groups that it is told apart from. */
  readonly #apart = new Map<number, Set<number>>();

  /** @returns false, and nothing is joined, where the two are told apart. */
  join(first: number, second: number): boolean {
    const a = this.#groups.find(first);
    const b = this.#groups.find(second);
    if (a === b) return true;
    const [small, large] = this.#apartFrom(a).size < this.#apartFrom(b).size ? [a, b] : [b, a];
    const few = this.#apartFrom(small);
    for (const row of few) if (this.#groups.find(row) === large) return false;
    const many = this.#apartFrom(large);
    for (const row of few) many.add(row);
    this.#groups.join(a, b);
    this.#apart.set(this.#groups.find(a), many);
    return true;
  }

  /** @returns false where they are one. */
  tellApart(first: number, second: number): boolean {
    const a = this.#groups.find(first);
    const b = this.#groups.find(second);
    if (a === b) return false;
    this.#apart.set(a, this.#apartFrom(a).add(b));
    this.#apart.set(b, this.#apartFrom(b).add(a));
    return true;
  }

  #apartFrom(group: number): Set<number> {
    return this.#apart.get(group) ?? new Set();
  }
}

function rowsIn(rows: ReadonlyMap<number, number>): (pair: TrackletPair) => RowPair {
  const rowOf = (id: number): number => {
    const row = rows.get(id);
    if (row === undefined) throw new RangeError(`tracklet ${id}: no such tracklet`);
    return row;
  };
  return ({ firstId, secondId }) => {
    const pair = [rowOf(firstId), rowOf(secondId)];
    if (pair[0] === pair[1]) throw new RangeError(`tracklet ${firstId} is paired with itself`);
    return { from: Math.min(...pair), to: Math.max(...pair) };
  };
}

function continuationRows(rowOf: ReadonlyMap<number, number>, forced: LinkInput['forced']): RowPair[] {
  const next = new Set<number>();
  const previous = new Set<number>();
  return forced.map(({ fromId, toId }) => {
    const from = rowOf.get(fromId);
    const to = rowOf.get(toId);
    if (from === undefined || to === undefined)
      throw new RangeError(`forced link ${fromId} → ${toId}: no such tracklet`);
    if (to <= from) throw new RangeError(`forced link ${fromId} → ${toId} goes back in time`);
    if (next.has(from) || previous.has(to)) {
      throw new RangeError(`forced link ${fromId} → ${toId} contradicts another`);
    }
    next.add(from);
    previous.add(to);
    return { from, to };
  });
}

function idOf(table: TrackletTable, row: number): number {
  return table.ids[row]!;
}

/** Which rows are one visitor (union–find with path halving). */
export class RowGroups {
  readonly #parent = new Map<number, number>();

  /** The row that stands for the group. */
  find(row: number): number {
    let at = row;
    for (let parent = this.#parent.get(at); parent !== undefined; parent = this.#parent.get(at)) {
      const grandparent = this.#parent.get(parent);
      if (grandparent === undefined) return parent;
      this.#parent.set(at, grandparent);
      at = grandparent;
    }
    return at;
  }

  join(first: number, second: number): void {
    const a = this.find(first);
    const b = this.find(second);
    if (a !== b) this.#parent.set(Math.max(a, b), Math.min(a, b));
  }

  /** Groups of two rows or more, each in order of rows; in order of their first row. */
  members(): number[][] {
    const rows = new Set([...this.#parent.keys(), ...this.#parent.values()]);
    const groups = [...Map.groupBy(rows, (row) => this.find(row)).values()];
    for (const group of groups) group.sort((a, b) => a - b);
    return groups.sort((a, b) => a[0]! - b[0]!);
  }
}

/** Rows of one visitor in order of time, chained: who follows and who precedes; −1 where nobody does. */
export interface KnownChains {
  readonly next: Int32Array;
  readonly previous: Int32Array;
  /** The chains of two rows or more, in order of their first row. */
  readonly chains: readonly (readonly number[])[];
}

export function chainRows(rowCount: number, pairs: Iterable<RowPair>): KnownChains {
  const groups = new RowGroups();
  for (const { from, to } of pairs) groups.join(from, to);
  const chains = groups.members();
  const next = new Int32Array(rowCount).fill(NONE);
  const previous = new Int32Array(rowCount).fill(NONE);
  for (const chain of chains) {
    for (let at = 1; at < chain.length; at++) {
      next[chain[at - 1]!] = chain[at]!;
      previous[chain[at]!] = chain[at - 1]!;
    }
  }
  return { next, previous, chains };
}

/** Rows that are told apart, from either side. */
export function apartRows(different: readonly RowPair[]): ReadonlyMap<number, ReadonlySet<number>> {
  const apart = new Map<number, Set<number>>();
  for (const { from, to } of different) {
    apart.set(from, (apart.get(from) ?? new Set()).add(to));
    apart.set(to, (apart.get(to) ?? new Set()).add(from));
  }
  return apart;
}
