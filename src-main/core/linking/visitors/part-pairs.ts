import { type Edges, EdgesBuilder, forEachEdge } from '../candidates/edges.ts';
import type { VisitorsConfig } from './config.ts';
import type { CountInput } from './count-visitors.ts';
import { lookCell, measuredDistance, PAIR_CLASSES, pairClass } from './look-distance.ts';
import type { KnownParts, Part } from './part.ts';

/** Nobody's look: neither for nor against. */
export const NO_CELL = -1;

/** Pairs of parts, the earlier first, and how their looks compare. */
export interface PartPairs {
  readonly edges: Edges;
  /** What speaks for each but the looks, in nats; +∞ for who is known to be one. */
  readonly nats: Float64Array;
  /** As `lookCell` has it, or `NO_CELL`. */
  readonly cell: Int16Array;
}

/** Who may have walked from the end of one part to the start of another: linking's candidates between them. */
export function walksBetween(
  parts: readonly Part[],
  { edges, stepLlr }: Pick<CountInput, 'edges' | 'stepLlr'>,
  within: number,
  known: KnownParts,
): PartPairs {
  const numberOfFirst = new Map(parts.map(({ rows }, part) => [rows[0]!, part]));
  const found = parts.map(({ rows }, from): [to: number, nats: number][] => {
    const last = rows.at(-1)!;
    const ofPart = new Map<number, number>();
    for (let edge = edges.rowStart[last]!; edge < edges.rowStart[last + 1]!; edge++) {
      const to = numberOfFirst.get(edges.to[edge]!);
      if (to === undefined || known.apart.get(from)?.has(to)) continue;
      if (to > from && stepLlr[edge]! > Number.NEGATIVE_INFINITY) ofPart.set(to, stepLlr[edge]!);
    }
    for (const to of known.same.get(from) ?? []) if (to > from) ofPart.set(to, Number.POSITIVE_INFINITY);
    return [...ofPart].sort((a, b) => a[0] - b[0]);
  });
  const builder = new EdgesBuilder(parts.length);
  for (const ofPart of found) builder.addRow(ofPart.map(([to]) => to));
  const pairs = builder.build();
  const nats = Float64Array.from(found.flatMap((ofPart) => ofPart.map(([, value]) => value)));
  const cell = new Int16Array(nats.length);
  forEachEdge(pairs, (from, to, edge) => {
    const first = parts[from]!.look;
    const second = parts[to]!.look;
    const distance = measuredDistance(first, second, within);
    cell[edge] = Number.isNaN(distance) ? NO_CELL : lookCell(pairClass(first, second), distance);
  });
  return { edges: pairs, nats, cell };
}

/** Pairs of parts with more time between them than the longest walk, whose looks do not speak against one person. */
export interface Returns {
  /** Nothing but looks speaks for any of them. */
  readonly pairs: Omit<PartPairs, 'nats'>;
  /** All that were looked at, alike or not. */
  readonly compared: number;
  /** Every how manieth part's earlier ones were looked at, from the first on. */
  readonly step: number;
  /** Of all parts, those: 1 / this stands for the rest. */
  readonly share: number;
  /** Look distances of parts that are seen at once, by class: strangers. */
  readonly strangers: readonly (readonly number[])[];
}

/** Look distance from which nobody is taken for one who comes back: e times what chance makes of one person, and more. */
const FARTHEST = 4.2;

/** Looks for who comes back: each part, or an even choice of them, against all before it. */
export function returnsBetween(
  parts: readonly Part[],
  { table, windows }: Pick<CountInput, 'table' | 'windows'>,
  within: number,
  known: KnownParts,
  config: VisitorsConfig,
): Returns {
  const step = Math.max(1, Math.ceil(parts.length ** 2 / 2 / config.returnPairs));
  const strangers = Array.from({ length: PAIR_CLASSES }, (): number[] => []);
  const { cameraIndex, cameras } = table;
  const firstCamera = Int32Array.from(parts, ({ rows }) => cameraIndex[rows[0]!]!);
  const builder = new EdgesBuilder(parts.length);
  const likely = new Int32Array(parts.length);
  const cellOfLikely = new Int16Array(parts.length);
  const cells: Int16Array[] = [];
  let compared = 0;
  for (let from = 0; from < parts.length; from++) {
    const earlier = parts[from]!;
    const windowsFrom = cameraIndex[earlier.rows.at(-1)!]! * cameras.length;
    const apart = known.apart.get(from);
    const same = known.same.get(from);
    let count = 0;
    for (let to = step * Math.floor(from / step + 1); to < parts.length; to += step) {
      const later = parts[to]!;
      const gapMs = later.startUtcMs - earlier.endUtcMs;
      const window = windows[windowsFrom + firstCamera[to]!]!;
      const isReturn = gapMs > window.maxGapMs && !apart?.has(to);
      const isAtOnce = gapMs < 0 && window.overlap === 'none';
      if (!isReturn && !isAtOnce) continue;
      const distance = measuredDistance(earlier.look, later.look, within);
      if (Number.isNaN(distance)) continue;
      const atClass = pairClass(earlier.look, later.look);
      if (isAtOnce) {
        strangers[atClass]!.push(distance);
        continue;
      }
      compared++;
      if (distance > FARTHEST || same?.has(to)) continue;
      likely[count] = to;
      cellOfLikely[count++] = lookCell(atClass, distance);
    }
    builder.addRow(likely.subarray(0, count));
    cells.push(cellOfLikely.slice(0, count));
  }
  return {
    pairs: { edges: builder.build(), cell: joined(cells) },
    compared,
    step,
    share: Math.ceil(parts.length / step) / parts.length,
    strangers,
  };
}

function joined(columns: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    all.set(column, at);
    at += column.length;
  }
  return all;
}
