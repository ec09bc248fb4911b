import { type Edges, EdgesBuilder } from '../edges.ts';
import { forEachEdge } from '../score-edges.ts';
import { windowOf } from '../transit-window.ts';
import type { VisitorsConfig } from './config.ts';
import type { CountInput } from './count-visitors.ts';
import { distanceBin, measuredDistance, PAIR_CLASSES, pairClass } from './look-distance.ts';
import type { KnownParts, Part } from './part.ts';

/** Nobody's look: neither for nor against. */
const NO_BIN = -1;

/** Pairs of parts, the earlier first, and how their looks compare. */
export interface PartPairs {
  readonly edges: Edges;
  /** What speaks for each but the looks, in nats; +∞ for who is known to be one. */
  readonly nats: Float64Array;
  readonly bin: Int16Array;
  readonly pairClass: Uint8Array;
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
  return pairsOf(parts, found, within);
}

/** Pairs of parts with more time between them than the longest walk, whose looks do not speak against one person. */
export interface Returns {
  readonly pairs: PartPairs;
  /** All that were looked at, alike or not. */
  readonly compared: number;
  /** Of all parts, those whose earlier ones were looked at: 1 / this stands for the rest. */
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
  const found = parts.map((): [number, number][] => []);
  let compared = 0;
  let queries = 0;
  for (let to = 0; to < parts.length; to += step) {
    queries++;
    const later = parts[to]!;
    for (let from = 0; from < to; from++) {
      const earlier = parts[from]!;
      const gapMs = later.startUtcMs - earlier.endUtcMs;
      const window = windowOf(windows, table, earlier.rows.at(-1)!, later.rows[0]!);
      const isReturn = gapMs > window.maxGapMs && !known.apart.get(from)?.has(to);
      const isAtOnce = gapMs < 0 && window.overlap === 'none';
      if (!isReturn && !isAtOnce) continue;
      const distance = measuredDistance(earlier.look, later.look, within);
      if (Number.isNaN(distance)) continue;
      if (isAtOnce) strangers[pairClass(earlier.look, later.look)]!.push(distance);
      else {
        compared++;
        if (distance <= FARTHEST && !known.same.get(from)?.has(to)) found[from]!.push([to, 0]);
      }
    }
  }
  return { pairs: pairsOf(parts, found, within), compared, share: queries / parts.length, strangers };
}

function pairsOf(
  parts: readonly Part[],
  found: readonly (readonly [to: number, nats: number])[][],
  within: number,
): PartPairs {
  const builder = new EdgesBuilder(parts.length);
  for (const ofPart of found) builder.addRow(ofPart.map(([to]) => to));
  const edges = builder.build();
  const nats = Float64Array.from(found.flatMap((ofPart) => ofPart.map(([, value]) => value)));
  const bin = new Int16Array(nats.length);
  const classes = new Uint8Array(nats.length);
  forEachEdge(edges, (from, to, edge) => {
    const first = parts[from]!.look;
    const second = parts[to]!.look;
    const distance = measuredDistance(first, second, within);
    bin[edge] = Number.isNaN(distance) ? NO_BIN : distanceBin(distance);
    classes[edge] = pairClass(first, second);
  });
  return { edges, nats, bin, pairClass: classes };
}
