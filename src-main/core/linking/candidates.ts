import type { LinkingConfig } from './config.ts';
import { type Edges, EdgesBuilder } from './edges.ts';
import { NearestRows } from './nearest-rows.ts';
import { OutfitIndex } from './outfit-index.ts';
import { firstStartingAt, hasEmbedding, similarity, type TrackletTable } from './tracklet-table.ts';
import type { TransitWindow } from './transit-window.ts';

/**
 * Which tracklets may follow which: per tracklet and camera, within the transit window, the nearest by outfit
 * and the soonest by time. Cost per tracklet does not grow with the study, only with the traffic of a window.
 *
 * Of these the best `candidatesPerTracklet` by `priorScore` are kept, which bounds memory and all later work.
 *
 * Yields the share done, and returns the edges. `isClosed(row, side)` tells rows whose successor or
 * predecessor is known already.
 */
export function* findCandidates(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  isClosed: (row: number, side: 'successor' | 'predecessor') => boolean,
  priorScore: (from: number, to: number) => number,
  config: LinkingConfig,
): Generator<number, Edges> {
  const rows = table.tracklets.length;
  const cameras = table.cameras.length;
  const index = new OutfitIndex(table, config);
  const builder = new EdgesBuilder(rows);
  for (let from = 0; from < rows; from++) {
    if (from % 512 === 0) yield from / rows;
    if (isClosed(from, 'successor')) {
      builder.addRow([]);
      continue;
    }
    const found = new Set<number>();
    for (let camera = 0; camera < cameras; camera++) {
      const window = windows[table.cameraIndex[from]! * cameras + camera]!;
      const open = (to: number): boolean =>
        canFollow(table, window, from, to) && !isClosed(to, 'predecessor');
      collect(table, index, from, camera, window, open, found, config);
    }
    builder.addRow(
      bestOf(
        [...found].sort((a, b) => a - b),
        from,
        priorScore,
        config.candidatesPerTracklet,
      ),
    );
  }
  return builder.build();
}

function bestOf(
  rows: readonly number[],
  from: number,
  priorScore: (from: number, to: number) => number,
  limit: number,
): readonly number[] {
  if (rows.length <= limit) return rows;
  const best = new NearestRows(limit);
  for (const row of rows) best.offer(row, priorScore(from, row));
  return best.rows().toSorted((a, b) => a - b);
}

/** Whether a pair is inside its window, in order of time. Who came later leaves later, but where views overlap. */
export function canFollow(table: TrackletTable, window: TransitWindow, from: number, to: number): boolean {
  if (to <= from) return false;
  if (window.overlap === 'none' && table.endUtcMs[to]! < table.endUtcMs[from]!) return false;
  const gapMs = table.startUtcMs[to]! - table.endUtcMs[from]!;
  return gapMs >= window.minGapMs && gapMs <= window.maxGapMs;
}

function collect(
  table: TrackletTable,
  index: OutfitIndex,
  from: number,
  camera: number,
  window: TransitWindow,
  open: (row: number) => boolean,
  found: Set<number>,
  config: LinkingConfig,
): void {
  const exitUtcMs = table.endUtcMs[from]!;
  const earliestUtcMs = Math.max(table.startUtcMs[from]!, exitUtcMs + window.minGapMs);
  const latestUtcMs = exitUtcMs + window.maxGapMs;
  const rows = table.rowsOfCamera[camera]!;
  const begin = firstStartingAt(table, rows, earliestUtcMs);
  const end = firstStartingAt(table, rows, latestUtcMs + 1);

  let soonest = 0;
  for (let at = begin; at < end && soonest < config.soonestByTime; at++) {
    if (!open(rows[at]!)) continue;
    found.add(rows[at]!);
    soonest++;
  }
  if (!hasEmbedding(table, from)) return;

  const nearest = new NearestRows(config.nearestByOutfit);
  const consider = (row: number): void => {
    if (hasEmbedding(table, row) && open(row)) nearest.offer(row, similarity(table, from, row));
  };
  if (end - begin <= config.exactScanLimit) {
    for (let at = begin; at < end; at++) consider(rows[at]!);
  } else {
    index.scan(from, camera, earliestUtcMs, latestUtcMs, consider);
  }
  for (const row of nearest.rows()) found.add(row);
}
