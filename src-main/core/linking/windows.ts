import type { LinkingConfig } from './config.ts';
import type { RowPair, ToldPairs } from './tracklets/known-people.ts';
import type { RowRange } from './tracklets/tracklet-columns.ts';
import { firstRowStartingAt, type TrackletTable } from './tracklets/tracklet-table.ts';
import type { TransitWindow } from './transit/transit-window.ts';

/** A stretch of a long study that is scored at once. */
export interface StudyWindow {
  /** The rows whose links this window scores. All windows' cores together are the study. */
  readonly core: RowRange;
  /** With what comes before and after: their rivals, and the rest of their journeys. */
  readonly rows: RowRange;
}

/**
 * Cuts a study into windows of about `windowTracklets`, so that memory stays bounded however long it is. One window is
 * the rule: a mall's weekend fits.
 *
 * A cut is made where nobody could walk across it, at night for instance, if there is such a place in the second half of
 * the window; else where the window is full. Windows overlap by twice the longest walk on either side: that is as far
 * as who might come next, and who else might, reaches.
 */
export function studyWindows(
  table: TrackletTable,
  transit: readonly TransitWindow[],
  config: LinkingConfig,
): StudyWindow[] {
  const longestMs = longestWalkMs(transit);
  const windows: StudyWindow[] = [];
  for (let from = 0; from < table.count || windows.length === 0; ) {
    const core = { from, to: cutAfter(table, from, longestMs, config) };
    windows.push({ core, rows: withOverlap(table, core, longestMs) });
    from = core.to;
  }
  return windows;
}

/**
 * The rows that walking times, curves and metric are learnt from: all, or `learningSpans` stretches of a long study,
 * evenly spread, of `learningTracklets` together.
 */
export function learningRows({ count }: TrackletTable, config: LinkingConfig): RowRange[] {
  const { learningTracklets, learningSpans } = config;
  if (count <= learningTracklets) return [{ from: 0, to: count }];
  const length = Math.floor(learningTracklets / learningSpans);
  return Array.from({ length: learningSpans }, (_, span) => {
    const from = Math.floor((span * (count - length)) / Math.max(1, learningSpans - 1));
    return { from, to: from + length };
  });
}

/** What people said of pairs that are both in some rows, by their place among these. */
export function toldWithin(told: ToldPairs, rows: readonly RowRange[]): ToldPairs {
  return toldAmong(told, (row) => placeIn(rows, row));
}

/** The same of any rows; `placeOf` is −1 for the others. */
export function toldAmong({ same, different }: ToldPairs, placeOf: (row: number) => number): ToldPairs {
  const placed = (pairs: readonly RowPair[]): RowPair[] =>
    pairs.flatMap((pair) => {
      const from = placeOf(pair.from);
      const to = placeOf(pair.to);
      return from === -1 || to === -1 ? [] : [{ from, to }];
    });
  return { same: placed(same), different: placed(different) };
}

/** Where a row of the study is among some of its rows; −1 where it is not. */
function placeIn(rows: readonly RowRange[], row: number): number {
  let before = 0;
  for (const { from, to } of rows) {
    if (row >= from && row < to) return before + row - from;
    before += to - from;
  }
  return -1;
}

/** The row of the study that is at a place among some of its rows. */
export function rowAt(rows: readonly RowRange[], place: number): number {
  let left = place;
  for (const { from, to } of rows) {
    if (left < to - from) return from + left;
    left -= to - from;
  }
  throw new RangeError(`no row at place ${place}`);
}

function longestWalkMs(transit: readonly TransitWindow[]): number {
  return transit.reduce((longest, { maxGapMs }) => Math.max(longest, maxGapMs), 0);
}

function cutAfter(
  { count, startUtcMs, endUtcMs }: TrackletTable,
  from: number,
  longestMs: number,
  { windowTracklets }: LinkingConfig,
): number {
  const full = from + windowTracklets;
  if (full >= count) return count;
  let quiet = full;
  let latestEndUtcMs = Number.NEGATIVE_INFINITY;
  for (let row = from; row <= full; row++) {
    const isQuiet = startUtcMs[row]! - latestEndUtcMs > longestMs;
    if (isQuiet && row >= from + windowTracklets / 2) quiet = row;
    if (!isLasting(startUtcMs[row]!, endUtcMs[row]!, longestMs))
      latestEndUtcMs = Math.max(latestEndUtcMs, endUtcMs[row]!);
  }
  return quiet;
}

/**
 * Whether a presence is longer than the longest walk, as of a guard at a desk. It ends for windows as if it were not: a night
 * is quiet all the same, and a window that waited for its end would be as long as the presence.
 */
const isLasting = (startUtcMs: number, endUtcMs: number, longestMs: number): boolean =>
  endUtcMs - startUtcMs > longestMs;

function withOverlap(table: TrackletTable, core: RowRange, longestMs: number): RowRange {
  if (core.from === 0 && core.to === table.count) return core;
  const { startUtcMs, endUtcMs } = table;
  const overlapMs = 2 * longestMs;
  let latestEndUtcMs = startUtcMs[core.to - 1]!;
  for (let row = core.from; row < core.to; row++) {
    if (!isLasting(startUtcMs[row]!, endUtcMs[row]!, longestMs))
      latestEndUtcMs = Math.max(latestEndUtcMs, endUtcMs[row]!);
  }
  return {
    from: firstRowStartingAt(table, table.startUtcMs[core.from]! - overlapMs),
    to: Math.max(core.to, firstRowStartingAt(table, latestEndUtcMs + overlapMs)),
  };
}
