import type { LinkingConfig } from '../config.ts';
import {
  firstStartingAt,
  hasEmbedding,
  similarity,
  type TrackletTable,
} from '../tracklets/tracklet-table.ts';
import type { TransitWindow } from '../transit/transit-window.ts';
import { type Edges, EdgesBuilder } from './edges.ts';
import { NearestRows } from './nearest-rows.ts';
import { OutfitIndex } from './outfit-index.ts';
import { OutfitScan } from './outfit-scan.ts';

/**
 * Which tracklets may follow which: per tracklet and camera, within the transit window, the nearest by outfit
 * and the soonest by time. Cost per tracklet does not grow with the study, only with the traffic of a window.
 *
 * Of these the best `candidatesPerTracklet` by `priorScore` are kept, which bounds memory and all later work.
 *
 * Yields the share done, and returns the edges. `priorScore` is given the cosine of their outfits, NaN where one is
 * missing, since it is known by then.
 */
export function* findCandidates(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  priorScore: (from: number, to: number, cosine: number) => number,
  config: LinkingConfig,
): Generator<number, Edges> {
  const search = new CandidateSearch(table, windows, config);
  const best = new NearestRows(config.candidatesPerTracklet);
  const builder = new EdgesBuilder(table.count);
  for (let from = 0; from < table.count; from++) {
    if (from % 512 === 0) yield from / table.count;
    const found = search.after(from);
    if (found.length <= config.candidatesPerTracklet) {
      builder.addRow(found);
      continue;
    }
    best.clear();
    for (const to of found) best.offer(to, priorScore(from, to, search.cosineWith(to)));
    builder.addRow(best.rows().toSorted());
  }
  return builder.build();
}

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
  readonly #scan: OutfitScan;
  readonly #nearest: NearestRows;
  readonly #found: Int32Array;
  #count = 0;
  /** By row, of those found last: cosine with the row they were found for; NaN where an outfit is missing. */
  readonly #cosine: Float64Array;

  constructor(table: TrackletTable, windows: readonly TransitWindow[], config: LinkingConfig) {
    this.#table = table;
    this.#windows = windows;
    this.#config = config;
    this.#index = new OutfitIndex(table, config);
    this.#scan = new OutfitScan(table);
    this.#nearest = new NearestRows(config.nearestByOutfit);
    const perCamera = config.nearestByOutfit + 2 * config.soonestByTime;
    this.#found = new Int32Array(table.cameras.length * perCamera);
    this.#cosine = new Float64Array(table.count);
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

  /** Cosine of a row that was found with the row it was found for. */
  cosineWith(row: number): number {
    return this.#cosine[row]!;
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

    const isExact = end - begin <= this.#config.exactScanLimit;
    const isDescribed = hasEmbedding(table, from);
    if (isDescribed && isExact) this.#scan.compare(from, camera, begin, end);

    const cosineAt = (at: number): number => {
      if (!isDescribed || !hasEmbedding(table, rows[at]!)) return Number.NaN;
      return isExact ? this.#scan.cosineAt(at) : similarity(table, from, rows[at]!);
    };
    this.#addSoonest(from, rows, begin, end, window, cosineAt);
    // Views that might overlap may turn out not to: then those who came while the person was still here are none.
    const exit = firstStartingAt(table, rows, exitUtcMs - this.#config.clockToleranceMs);
    if (window.overlap !== 'none' && exit > begin) this.#addSoonest(from, rows, exit, end, window, cosineAt);
    if (!isDescribed) return;

    const nearest = this.#nearest;
    nearest.clear();
    if (isExact) {
      for (let at = begin; at < end; at++) {
        const cosine = this.#scan.cosineAt(at);
        if (cosine > nearest.least) this.#offer(window, from, rows[at]!, cosine);
      }
    } else {
      this.#index.scan(from, camera, earliestUtcMs, latestUtcMs, (row) => {
        this.#offer(window, from, row, similarity(table, from, row));
      });
    }
    for (const row of nearest.rows()) this.#found[this.#count++] = row;
  }

  #addSoonest(
    from: number,
    rows: Int32Array,
    begin: number,
    end: number,
    window: TransitWindow,
    cosineAt: (at: number) => number,
  ): void {
    let soonest = 0;
    for (let at = begin; at < end && soonest < this.#config.soonestByTime; at++) {
      const row = rows[at]!;
      if (!canFollow(this.#table, window, from, row)) continue;
      this.#cosine[row] = cosineAt(at);
      this.#found[this.#count++] = row;
      soonest++;
    }
  }

  #offer(window: TransitWindow, from: number, row: number, cosine: number): void {
    if (!hasEmbedding(this.#table, row) || !canFollow(this.#table, window, from, row)) return;
    this.#cosine[row] = cosine;
    this.#nearest.offer(row, cosine);
  }
}
