import type { RowRange } from '../tracklets/tracklet-columns.ts';
import { readEnd } from '../tracklets/tracklet-columns.ts';
import { excerpt, type TrackletTable } from '../tracklets/tracklet-table.ts';
import { WALK_POINTS, WALK_WIDTH } from '../tracklets/walks.ts';
import { type VisitorsConfig, visitorsConfig } from './config.ts';

/** The tracklets of a study whose people were seen well, and in which row of it each row of the study is; −1 for none. */
export interface SeenWell {
  readonly table: TrackletTable;
  readonly placeOf: Int32Array;
}

/**
 * Leaves out who was seen from afar alone, or as a whole for a moment. Outfits of people of a few dozen pixels tell nothing
 * apart, nor do a glimpse and half a body at the picture's edge, so that linking leaves them alone, and each would be a visitor;
 * but nearly everybody passes some camera nearer by, and is counted there. How tall they were counts where it is known.
 *
 * @returns null where all were seen well, but for a few glimpses.
 */
export function seenWell(table: TrackletTable, config: VisitorsConfig = visitorsConfig): SeenWell | null {
  const placeOf = new Int32Array(table.count).fill(-1);
  const ranges: RowRange[] = [];
  let count = 0;
  let isAnyFar = false;
  for (let row = 0; row < table.count; row++) {
    const heightPx = tallestPx(table, row);
    const isFar = heightPx !== null && heightPx < config.minHeightPx;
    isAnyFar ||= isFar;
    if (isFar || table.wholeMs[row]! < config.minSeenMs) continue;
    placeOf[row] = count++;
    const last = ranges.at(-1);
    if (last?.to === row) ranges[ranges.length - 1] = { from: last.from, to: row + 1 };
    else ranges.push({ from: row, to: row + 1 });
  }
  if (!isAnyFar && table.count - count <= config.fewGlimpses * table.count) return null;
  // One stretch of time as before, though with holes: who is left out came and went meanwhile.
  return { table: { ...excerpt(table, ranges), stretches: [{ from: 0, to: count }] }, placeOf };
}

/** How tall the person of a tracklet was in the picture, most of the time at most; null where it is not known. */
function tallestPx({ walks, entries, exits }: TrackletTable, row: number): number | null {
  const ends = [readEnd(entries, row), readEnd(exits, row)].flatMap((end) => (end ? [end.heightPx] : []));
  const points = Array.from(
    { length: WALK_POINTS },
    (_, point) => walks[row * WALK_WIDTH + 3 * point + 2]!,
  ).filter((heightPx) => heightPx > 0);
  const heights = points.length > 0 ? points : ends;
  if (heights.length === 0) return null;
  return heights.toSorted((a, b) => b - a)[Math.floor(heights.length / 4)]!;
}
