import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import { regions } from '../types.ts';
import { chainRows, type KnownPairs, type RowPair, type ToldPairs } from './known-people.ts';
import { COLOUR_WIDTH, END_WIDTH, readColour, reordered, type TrackletData } from './tracklet-columns.ts';
import { addUnit, hasEmbedding, packDirection, type TrackletTable, tableOf } from './tracklet-table.ts';
import { hasWalk, readFoot, WALK_POINTS, WALK_WIDTH } from './walks.ts';

/**
 * The presences of people in cameras: tracklets that only the border of a chunk or file parts are one. They are linked as
 * one, too. Whom a second camera sees across the border could otherwise be put neither before nor after both of them.
 */
export interface Presences {
  /** A row per presence, as if it were one tracklet, by the id of its first. */
  readonly table: TrackletTable;
  /** Per row of the tracklets, the row of its presence. */
  readonly presenceOf: Int32Array;
  /** What people said of their tracklets. */
  readonly told: ToldPairs;
  /** The rows of a presence's tracklets, in order of time. */
  trackletsOf(presence: number): readonly number[];
  /** The presences of pairs of tracklets, the earlier first; pairs within one are left out. */
  pairsOf(pairs: readonly RowPair[]): RowPair[];
}

export function presencesOf(
  tracklets: TrackletTable,
  { continuations, same, different }: KnownPairs,
): Presences {
  const { next, previous } = chainRows(tracklets.count, continuations);
  const firsts = Uint32Array.from(rowsThat(tracklets.count, (row) => previous[row] === -1));
  const presenceOf = new Int32Array(tracklets.count);
  const trackletsOf = (presence: number): number[] => {
    const rows: number[] = [];
    for (let row = firsts[presence]!; row !== -1; row = next[row]!) rows.push(row);
    return rows;
  };
  for (let presence = 0; presence < firsts.length; presence++) {
    for (const row of trackletsOf(presence)) presenceOf[row] = presence;
  }
  const pairsOf = (pairs: readonly RowPair[]): RowPair[] =>
    pairs.flatMap(({ from, to }) => {
      const first = presenceOf[from]!;
      const second = presenceOf[to]!;
      return first === second ? [] : [{ from: Math.min(first, second), to: Math.max(first, second) }];
    });
  return {
    table: continuations.length === 0 ? tracklets : joinedTable(tracklets, firsts, trackletsOf),
    presenceOf,
    told: { same: pairsOf(same), different: pairsOf(different) },
    trackletsOf,
    pairsOf,
  };
}

function* rowsThat(count: number, isWanted: (row: number) => boolean): Generator<number> {
  for (let row = 0; row < count; row++) if (isWanted(row)) yield row;
}

function joinedTable(
  tracklets: TrackletTable,
  firsts: Uint32Array,
  trackletsOf: (presence: number) => readonly number[],
): TrackletTable {
  const data = reordered(tracklets, firsts);
  const parted = Array.from(firsts, (_, presence) => presence).filter(
    (presence) => trackletsOf(presence).length > 1,
  );
  const looks = parted.map((presence) => writeJoined(tracklets, trackletsOf(presence), data, presence));
  const table = tableOf(data, tracklets.cameras);
  parted.forEach((presence, at) => {
    const { count, length } = looks[at]!;
    if (count === 0) return;
    table.lookCount[presence] = count;
    table.lookLength[presence] = length;
  });
  return table;
}

/** @returns how many looks the presence's counts as, and how long their sum is. */
function writeJoined(
  tracklets: TrackletTable,
  rows: readonly number[],
  into: TrackletData,
  presence: number,
): { readonly count: number; readonly length: number } {
  const last = rows.at(-1)!;
  into.endUtcMs[presence] = tracklets.endUtcMs[last]!;
  into.wholeMs[presence] = rows.reduce((sum, row) => sum + tracklets.wholeMs[row]!, 0);
  into.exits.set(tracklets.exits.subarray(last * END_WIDTH, (last + 1) * END_WIDTH), presence * END_WIDTH);
  writeColours(tracklets, rows, into.colours, presence * COLOUR_WIDTH);
  writeWalk(tracklets, rows, into.walks, presence * WALK_WIDTH);
  const described = rows.filter((row) => hasEmbedding(tracklets, row));
  const look = new Float64Array(EMBEDDING_LENGTH);
  for (const row of described) addUnit(tracklets, row, look);
  packDirection(look, into.embeddings, presence * EMBEDDING_LENGTH);
  const count = Math.min(MAX_LOOKS, described.length);
  return { count, length: count === 0 ? 0 : (Math.hypot(...look) * count) / described.length };
}

/**
 * How many looks a presence's tracklets are worth, at most. They share a camera, the light and the way the person faces, so
 * they lie closer together than the look model takes one person's sightings to lie: ten that counted as ten would be sure of a
 * point beside the person, and of a stranger whoever is the same in another camera.
 */
const MAX_LOOKS = 2;

/** The mean of each garment's colour, by how sure it is; as sure as the surest. */
function writeColours(
  tracklets: TrackletTable,
  rows: readonly number[],
  into: Float32Array,
  at: number,
): void {
  regions.forEach((_, region) => {
    const found = rows.flatMap((row) => readColour(tracklets.colours, row, region) ?? []);
    if (found.length === 0) return;
    const all = found.reduce((sum, { confidence }) => sum + confidence, 0);
    const mean = (value: (colour: (typeof found)[number]) => number): number =>
      found.reduce((sum, colour) => sum + colour.confidence * value(colour), 0) / all;
    const surest = Math.max(...found.map(({ confidence }) => confidence));
    into.set([mean(({ l }) => l), mean(({ a }) => a), mean(({ b }) => b), surest], at + 4 * region);
  });
}

/** The walks of all, one after the other, at points evenly spread over the whole time. Unknown where one is unknown. */
function writeWalk(tracklets: TrackletTable, rows: readonly number[], into: Int16Array, at: number): void {
  into.fill(0, at, at + WALK_WIDTH);
  if (!rows.every((row) => hasWalk(tracklets, row))) return;
  const { startUtcMs, endUtcMs } = tracklets;
  const fromMs = startUtcMs[rows[0]!]!;
  const stepMs = (endUtcMs[rows.at(-1)!]! - fromMs) / (WALK_POINTS - 1);
  const foot = { xPx: 0, yPx: 0, heightPx: 0 };
  for (let point = 0; point < WALK_POINTS; point++) {
    const utcMs = fromMs + point * stepMs;
    const row = rows.findLast((one) => startUtcMs[one]! <= utcMs) ?? rows[0]!;
    readFoot(tracklets, row, Math.min(utcMs, endUtcMs[row]!), foot);
    into.set([foot.xPx, foot.yPx, foot.heightPx].map(Math.round), at + 3 * point);
  }
}
