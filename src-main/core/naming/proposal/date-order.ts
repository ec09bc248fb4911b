import { type WallTime, wallToMs } from '../../timeline/wall-time.ts';
import type { NameCandidate } from '../candidate.ts';

export type DateOrder = 'dmy' | 'mdy';

/** The readings of one file's name, and when the file was last written. */
export interface DatedName {
  readonly candidates: readonly NameCandidate[];
  readonly modifiedUtcMs: number;
}

const DAY_MS = 86_400_000;
/** Time zones and late copies move a modified time this far from a right date. */
const CLOSE_MS = 2 * DAY_MS;

/**
 * Decides for a whole folder whether its dates write the day or the month first. In this order: dates that only
 * one order can read; the order that puts files near the days they were written; the order whose dates lie
 * closer together. Null when all of these are silent or contradict each other.
 */
export function resolveDateOrder(names: Iterable<DatedName>): DateOrder | null {
  const sure = { dmy: 0, mdy: 0 };
  const near = { dmy: 0, mdy: 0 };
  const days: Record<DateOrder, Set<number>> = { dmy: new Set(), mdy: new Set() };
  let inDoubt = 0;
  for (const { candidates, modifiedUtcMs } of names) {
    const dated = candidates.filter((candidate) => candidate.dateOrder !== null);
    if (dated.length === 1) sure[dated[0]!.dateOrder!] += 1;
    if (dated.length < 2) continue;
    inDoubt += 1;
    for (const { dateOrder, start } of dated) {
      const startMs = start!.kind === 'wall' ? wallToMs(start!.wall as WallTime) : start!.utcMs;
      days[dateOrder!].add(Math.floor(startMs / DAY_MS));
      if (Math.abs(modifiedUtcMs - startMs) <= CLOSE_MS) near[dateOrder!] += 1;
    }
  }
  if (sure.dmy > 0 !== sure.mdy > 0) return sure.dmy > 0 ? 'dmy' : 'mdy';
  if (sure.dmy > 0 || inDoubt === 0) return null;
  if (near.dmy > 0 !== near.mdy > 0) return near.dmy > 0 ? 'dmy' : 'mdy';
  if (days.dmy.size < 2) return null;
  const spread = { dmy: spreadOf(days.dmy), mdy: spreadOf(days.mdy) };
  if (spread.dmy * 4 < spread.mdy) return 'dmy';
  if (spread.mdy * 4 < spread.dmy) return 'mdy';
  return null;
}

function spreadOf(days: ReadonlySet<number>): number {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const day of days) {
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  return last - first;
}
