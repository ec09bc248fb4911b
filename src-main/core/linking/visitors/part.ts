import { type LookModel, type MeasuredLook, measured } from '../looks/look-model.ts';
import type { RowPair, ToldPairs } from '../tracklets/known-people.ts';
import type { TrackletTable } from '../tracklets/tracklet-table.ts';

/** Tracklets of one person, with nobody else's between them. */
export interface Part {
  readonly rows: readonly number[];
  readonly look: MeasuredLook;
  readonly startUtcMs: number;
  readonly endUtcMs: number;
}

export function partOf(rows: readonly number[], looks: LookModel, table: TrackletTable): Part {
  const look = looks.empty();
  let endUtcMs = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    looks.add(look, row);
    endUtcMs = Math.max(endUtcMs, table.endUtcMs[row]!);
  }
  return { rows, look: measured(look), startUtcMs: table.startUtcMs[rows[0]!]!, endUtcMs };
}

/** What is known of pairs of parts, by their numbers, from either side. */
export interface KnownParts {
  readonly same: ReadonlyMap<number, ReadonlySet<number>>;
  readonly apart: ReadonlyMap<number, ReadonlySet<number>>;
}

export function knownParts(parts: readonly Part[], { same, different }: ToldPairs): KnownParts {
  if (same.length + different.length === 0) return { same: new Map(), apart: new Map() };
  const numberOf = new Map(parts.flatMap(({ rows }, part) => rows.map((row) => [row, part] as const)));
  const bySide = (pairs: readonly RowPair[]): Map<number, Set<number>> => {
    const found = new Map<number, Set<number>>();
    for (const { from, to } of pairs) {
      const first = numberOf.get(from)!;
      const second = numberOf.get(to)!;
      if (first === second) continue;
      found.set(first, (found.get(first) ?? new Set()).add(second));
      found.set(second, (found.get(second) ?? new Set()).add(first));
    }
    return found;
  };
  return { same: bySide(same), apart: bySide(different) };
}
