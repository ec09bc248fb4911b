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
  const search = new CandidateSearch(table, windows, isClosed, config);
  const best = new NearestRows(config.candidatesPerTracklet);
  const builder = new EdgesBuilder(table.count);
  for (let from = 0; from < table.count; from++) {
    if (from % 512 === 0) yield from / table.count;
    const found = isClosed(from, 'successor') ? NOBODY : search.after(from);
    if (found.length <= config.candidatesPerTracklet) {
      builder.addRow(found);
      continue;
    }
    best.clear();
    for (const to of found) best.offer(to, priorScore(from, to));
    builder.addRow(best.rows().toSorted());
  }
  return builder.build();
}

const NOBODY = new Int32Array(0);

/** Whether a pair is inside its window, in order of time. Who came later leaves later, but where views overlap. */
export function canFollow(table: TrackletTable, window: TransitWindow, from: number, to: number): boolean {
  if (to <= from) return false;
  if (window.overlap === 'none' && table.endUtcMs[to]! < table.endUtcMs[from]!) return false;
  const gapMs = table.startUtcMs[to]! - table.endUtcMs[from]!;
  return gapMs >= window.minGapMs && gapMs <= window.maxGapMs;
}

class CandidateSearch {
  readonly #table: TrackletTable;
  readonly #windows: readonly TransitWindow[];
  readonly #config: LinkingConfig;
  readonly #index: OutfitIndex;
  readonly #isFollower: Uint8Array;
  readonly #nearest: NearestRows;
  readonly #found: Int32Array;
  #count = 0;

  constructor(
    table: TrackletTable,
    windows: readonly TransitWindow[],
    isClosed: (row: number, side: 'successor' | 'predecessor') => boolean,
    config: LinkingConfig,
  ) {
    this.#table = table;
    this.#windows = windows;
    this.#config = config;
    this.#index = new OutfitIndex(table, config);
    this.#isFollower = Uint8Array.from(table.cameraIndex, (_, row) => (isClosed(row, 'predecessor') ? 1 : 0));
    this.#nearest = new NearestRows(config.nearestByOutfit);
    this.#found = new Int32Array(table.cameras.length * (config.nearestByOutfit + config.soonestByTime));
  }

  /** Rows in ascending order, each once; valid until the next call. */
  after(from: number): Int32Array {
    this.#count = 0;
    for (let camera = 0; camera < this.#table.cameras.length; camera++) this.#collect(from, camera);
    const found = this.#found.subarray(0, this.#count).sort();
    let kept = 0;
    for (let at = 0; at < found.length; at++) {
      if (at === 0 || found[at] !== found[at - 1]) found[kept++] = found[at]!;
    }
    return found.subarray(0, kept);
  }

  #collect(from: number, camera: number): void {
    const table = this.#table;
    const window = this.#windows[table.cameraIndex[from]! * table.cameras.length + camera]!;
    const exitUtcMs = table.endUtcMs[from]!;
    const earliestUtcMs = Math.max(table.startUtcMs[from]!, exitUtcMs + window.minGapMs);
    const latestUtcMs = exitUtcMs + window.maxGapMs;
    const rows = table.rowsOfCamera[camera]!;
    const begin = firstStartingAt(table, rows, earliestUtcMs);
    const end = firstStartingAt(table, rows, latestUtcMs + 1);

    const isOpen = (row: number): boolean =>
      this.#isFollower[row] === 0 && canFollow(table, window, from, row);
    let soonest = 0;
    for (let at = begin; at < end && soonest < this.#config.soonestByTime; at++) {
      if (!isOpen(rows[at]!)) continue;
      this.#found[this.#count++] = rows[at]!;
      soonest++;
    }
    if (!hasEmbedding(table, from)) return;

    const nearest = this.#nearest;
    nearest.clear();
    const consider = (row: number): void => {
      if (hasEmbedding(table, row) && isOpen(row)) nearest.offer(row, similarity(table, from, row));
    };
    if (end - begin <= this.#config.exactScanLimit) {
      for (let at = begin; at < end; at++) consider(rows[at]!);
    } else {
      this.#index.scan(from, camera, earliestUtcMs, latestUtcMs, consider);
    }
    for (const row of nearest.rows()) this.#found[this.#count++] = row;
  }
}
