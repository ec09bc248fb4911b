import type { TrackletTable } from './tracklet-table.ts';
import type { ForcedLink } from './types.ts';

const NONE = -1;

/** Known successors and predecessors by row; −1 where nothing is known. */
export interface ForcedRows {
  readonly next: Int32Array;
  readonly previous: Int32Array;
}

/** Throws RangeError when a link names an unknown tracklet, goes back in time or contradicts another. */
export function forcedRows(table: TrackletTable, forced: readonly ForcedLink[]): ForcedRows {
  const next = new Int32Array(table.tracklets.length).fill(NONE);
  const previous = new Int32Array(table.tracklets.length).fill(NONE);
  for (const { fromId, toId } of forced) {
    const from = table.rowOfId.get(fromId);
    const to = table.rowOfId.get(toId);
    if (from === undefined || to === undefined)
      throw new RangeError(`forced link ${fromId} → ${toId}: no such tracklet`);
    if (to <= from) throw new RangeError(`forced link ${fromId} → ${toId} goes back in time`);
    if (next[from] !== NONE || previous[to] !== NONE) {
      throw new RangeError(`forced link ${fromId} → ${toId} contradicts another`);
    }
    next[from] = to;
    previous[to] = from;
  }
  return { next, previous };
}
