import { dotProduct, inverseLength } from '../../outfit/packed-vectors.ts';
import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import type { LinkCamera, LinkTracklet } from '../types.ts';
import {
  concatenated,
  gathered,
  type RowRange,
  reordered,
  TrackletColumns,
  type TrackletData,
} from './tracklet-columns.ts';

/**
 * All tracklets as a structure of arrays, ordered by start time, then id. A *row* is an index into it, so
 * rows of one camera are in order of time too.
 */
export interface TrackletTable extends TrackletData {
  readonly count: number;
  readonly cameras: readonly LinkCamera[];
  /** Index into `cameras`. */
  readonly cameraIndex: Int32Array;
  /** 1 / Euclidean length of each embedding; 0 where there is none. */
  readonly inverseNorm: Float32Array;
  /** Of how many tracklets with an embedding a row is made, 1 but in `presencesOf`; of one without, 1 as well. */
  readonly lookCount: Float32Array;
  /** How long the sum of their unit embeddings is: as long as they are many where all are alike. */
  readonly lookLength: Float32Array;
  /** Rows per camera index, in order of start time. */
  readonly rowsOfCamera: readonly Int32Array[];
  /** Rows with nobody left out between them: all of a study, the parts of an excerpt. */
  readonly stretches: readonly RowRange[];
}

/** Throws RangeError when a tracklet names an unknown camera or an id is given twice. */
export function buildTrackletTable(
  tracklets: Iterable<LinkTracklet>,
  cameras: readonly LinkCamera[],
): TrackletTable {
  const { data } = TrackletColumns.of(tracklets);
  refuseRepeatedIds(data.ids);
  return tableOf(
    data,
    cameras.toSorted((a, b) => a.id - b.id),
  );
}

/** The table that these clocks would have made: what a camera calls `aheadMs` too late is put right. */
export function retimed(
  table: TrackletTable,
  clocks: readonly { readonly cameraId: number; readonly aheadMs: number }[],
): TrackletTable {
  const aheadMs = new Map(clocks.map((clock) => [clock.cameraId, clock.aheadMs]));
  const corrected = (utcMs: number, row: number): number => utcMs - (aheadMs.get(table.cameraIds[row]!) ?? 0);
  const { ids, cameraIds, wholeMs, embeddings, colours, entries, exits, walks } = table;
  const startUtcMs = table.startUtcMs.map(corrected);
  const endUtcMs = table.endUtcMs.map(corrected);
  return tableOf(
    { ids, cameraIds, startUtcMs, endUtcMs, wholeMs, embeddings, colours, entries, exits, walks },
    table.cameras,
  );
}

/** Some ranges of rows as a table of their own, in the same order; all rows are the table itself. */
export function excerpt(table: TrackletTable, ranges: readonly RowRange[]): TrackletTable {
  const [first] = ranges;
  if (ranges.length === 1 && first!.from === 0 && first!.to === table.count) return table;
  const data = gathered(table, ranges);
  const cameraIndex = concatenated(table.cameraIndex, 1, ranges);
  return {
    ...data,
    count: cameraIndex.length,
    cameras: table.cameras,
    cameraIndex,
    inverseNorm: concatenated(table.inverseNorm, 1, ranges),
    lookCount: concatenated(table.lookCount, 1, ranges),
    lookLength: concatenated(table.lookLength, 1, ranges),
    rowsOfCamera: rowsByCamera(cameraIndex, table.cameras.length),
    stretches: joinedRanges(ranges),
  };
}

/** In which row each tracklet is. */
export function rowsById({ ids }: TrackletTable): ReadonlyMap<number, number> {
  const rows = new Map<number, number>();
  ids.forEach((id, row) => {
    rows.set(id, row);
  });
  return rows;
}

/** The table of some columns, in order. Throws RangeError for an unknown camera. */
export function tableOf(data: TrackletData, cameras: readonly LinkCamera[]): TrackletTable {
  const { ids, startUtcMs } = data;
  const order = Uint32Array.from(ids, (_, row) => row);
  const ordered = reordered(
    data,
    order.sort((a, b) => startUtcMs[a]! - startUtcMs[b]! || ids[a]! - ids[b]!),
  );
  const indexOfCamera = new Map(cameras.map((camera, index) => [camera.id, index]));
  const cameraIndex = Int32Array.from(ordered.cameraIds, (cameraId, row) => {
    const camera = indexOfCamera.get(cameraId);
    if (camera === undefined)
      throw new RangeError(`tracklet ${ordered.ids[row]} of unknown camera ${cameraId}`);
    return camera;
  });
  const inverseNorm = Float32Array.from(cameraIndex, (_, row) =>
    inverseLength(ordered.embeddings, row * EMBEDDING_LENGTH),
  );
  return {
    ...ordered,
    count: ids.length,
    cameras,
    cameraIndex,
    inverseNorm,
    lookCount: new Float32Array(ids.length).fill(1),
    lookLength: new Float32Array(ids.length).fill(1),
    rowsOfCamera: rowsByCamera(cameraIndex, cameras.length),
    stretches: [{ from: 0, to: ids.length }],
  };
}

function refuseRepeatedIds(ids: Float64Array): void {
  const sorted = ids.toSorted();
  for (let at = 1; at < sorted.length; at++) {
    if (sorted[at] === sorted[at - 1]) throw new RangeError(`tracklet ${sorted[at]} is given twice`);
  }
}

/** Where ranges are once they are put one after the other. */
function joinedRanges(ranges: readonly RowRange[]): RowRange[] {
  let before = 0;
  return ranges.map(({ from, to }) => {
    const range = { from: before, to: before + to - from };
    before = range.to;
    return range;
  });
}

function rowsByCamera(cameraIndex: Int32Array, cameras: number): Int32Array[] {
  const counts = new Int32Array(cameras);
  for (const camera of cameraIndex) counts[camera]!++;
  const rows = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  cameraIndex.forEach((camera, row) => {
    rows[camera]![counts[camera]!++] = row;
  });
  return rows;
}

/**
 * The same table with other embeddings. `write` fills a vector of any length for a row that has one; each is
 * scaled to use all of int8, since only its direction counts. Rows that are not needed get none.
 */
export function withEmbeddings(
  table: TrackletTable,
  write: (row: number, into: Float64Array) => void,
  isNeeded?: Uint8Array,
): TrackletTable {
  const embeddings = new Int8Array(table.embeddings.length);
  const inverseNorm = new Float32Array(table.inverseNorm.length);
  const vector = new Float64Array(EMBEDDING_LENGTH);
  for (let row = 0; row < inverseNorm.length; row++) {
    if (!hasEmbedding(table, row) || isNeeded?.[row] === 0) continue;
    write(row, vector);
    const squared = packDirection(vector, embeddings, row * EMBEDDING_LENGTH);
    if (squared > 0) inverseNorm[row] = 1 / Math.sqrt(squared);
  }
  return { ...table, embeddings, inverseNorm };
}

/**
 * Writes a vector of any length at a place, scaled to use all of int8: only its direction is kept.
 * @returns the squared length of what was written; 0 for a vector of no length, which is written as zeros.
 */
export function packDirection(vector: Float64Array, into: Int8Array, at: number): number {
  let largest = 0;
  for (let i = 0; i < EMBEDDING_LENGTH; i++) largest = Math.max(largest, Math.abs(vector[i]!));
  let squared = 0;
  for (let i = 0; i < EMBEDDING_LENGTH; i++) {
    const value = largest === 0 ? 0 : Math.round((vector[i]! / largest) * 127);
    into[at + i] = value;
    squared += value * value;
  }
  return squared;
}

/** Adds the embedding of a row, at unit length; nothing for a row without one. */
export function addUnit(table: TrackletTable, row: number, into: Float64Array): void {
  const base = row * EMBEDDING_LENGTH;
  const scale = table.inverseNorm[row]!;
  for (let i = 0; i < EMBEDDING_LENGTH; i++) into[i]! += table.embeddings[base + i]! * scale;
}

export function hasEmbedding(table: TrackletTable, row: number): boolean {
  return table.inverseNorm[row]! > 0;
}

/** Cosine of two embeddings; 0 where one is missing. */
export function similarity(table: TrackletTable, first: number, second: number): number {
  const { embeddings, inverseNorm } = table;
  const dot = dotProduct(embeddings, first * EMBEDDING_LENGTH, embeddings, second * EMBEDDING_LENGTH);
  return dot * inverseNorm[first]! * inverseNorm[second]!;
}

/** First position in `rows` whose tracklet starts at or after `utcMs`. */
export function firstStartingAt(table: TrackletTable, rows: Int32Array, utcMs: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (table.startUtcMs[rows[middle]!]! < utcMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First row that starts at or after `utcMs`. */
export function firstRowStartingAt({ startUtcMs }: TrackletTable, utcMs: number): number {
  let low = 0;
  let high = startUtcMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (startUtcMs[middle]! < utcMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Up to `count` of `rows`, evenly spread. */
export function evenSample(rows: ArrayLike<number>, count: number): number[] {
  const taken = Math.min(count, rows.length);
  return Array.from({ length: taken }, (_, i) => rows[Math.floor((i * rows.length) / taken)]!);
}
