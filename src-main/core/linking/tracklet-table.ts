import { EMBEDDING_LENGTH } from '../outfit/types.ts';
import type { LinkCamera, LinkTracklet } from './types.ts';

/**
 * All tracklets as a structure of arrays, ordered by start time, then id. A *row* is an index into it, so
 * rows of one camera are in order of time too.
 */
export interface TrackletTable {
  readonly tracklets: readonly LinkTracklet[];
  readonly cameras: readonly LinkCamera[];
  readonly startUtcMs: Float64Array;
  readonly endUtcMs: Float64Array;
  /** Index into `cameras`. */
  readonly cameraIndex: Int32Array;
  /** Row-major int8[n × 128]; zeros where a tracklet has no embedding. */
  readonly embeddings: Int8Array;
  /** 1 / Euclidean length of each embedding; 0 where there is none. */
  readonly inverseNorm: Float32Array;
  /** Rows per camera index, in order of start time. */
  readonly rowsOfCamera: readonly Int32Array[];
  readonly rowOfId: ReadonlyMap<number, number>;
}

/** Throws RangeError when a tracklet names an unknown camera or an id is given twice. */
export function buildTrackletTable(
  tracklets: readonly LinkTracklet[],
  cameras: readonly LinkCamera[],
): TrackletTable {
  const ordered = tracklets.toSorted((a, b) => a.startUtcMs - b.startUtcMs || a.id - b.id);
  const orderedCameras = cameras.toSorted((a, b) => a.id - b.id);
  const indexOfCamera = new Map(orderedCameras.map((camera, index) => [camera.id, index]));
  const count = ordered.length;
  const cameraIndex = new Int32Array(count);
  const startUtcMs = new Float64Array(count);
  const endUtcMs = new Float64Array(count);
  const embeddings = new Int8Array(count * EMBEDDING_LENGTH);
  const inverseNorm = new Float32Array(count);
  const rowOfId = new Map<number, number>();
  const rowLists = orderedCameras.map((): number[] => []);

  ordered.forEach((tracklet, row) => {
    const camera = indexOfCamera.get(tracklet.cameraId);
    if (camera === undefined)
      throw new RangeError(`tracklet ${tracklet.id} of unknown camera ${tracklet.cameraId}`);
    if (rowOfId.has(tracklet.id)) throw new RangeError(`tracklet ${tracklet.id} is given twice`);
    rowOfId.set(tracklet.id, row);
    cameraIndex[row] = camera;
    rowLists[camera]!.push(row);
    startUtcMs[row] = tracklet.startUtcMs;
    endUtcMs[row] = tracklet.endUtcMs;
    if (tracklet.embedding) {
      embeddings.set(tracklet.embedding, row * EMBEDDING_LENGTH);
      const squared = tracklet.embedding.reduce((sum, value) => sum + value * value, 0);
      inverseNorm[row] = squared > 0 ? 1 / Math.sqrt(squared) : 0;
    }
  });
  return {
    tracklets: ordered,
    cameras: orderedCameras,
    startUtcMs,
    endUtcMs,
    cameraIndex,
    embeddings,
    inverseNorm,
    rowsOfCamera: rowLists.map((rows) => Int32Array.from(rows)),
    rowOfId,
  };
}

/**
 * The same table with other embeddings. `write` fills a vector of any length for a row that has one; each is
 * scaled to use all of int8, since only its direction counts.
 */
export function withEmbeddings(
  table: TrackletTable,
  write: (row: number, into: Float64Array) => void,
): TrackletTable {
  const embeddings = new Int8Array(table.embeddings.length);
  const inverseNorm = new Float32Array(table.inverseNorm.length);
  const vector = new Float64Array(EMBEDDING_LENGTH);
  for (let row = 0; row < inverseNorm.length; row++) {
    if (!hasEmbedding(table, row)) continue;
    write(row, vector);
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (largest === 0) continue;
    let squared = 0;
    for (let i = 0; i < EMBEDDING_LENGTH; i++) {
      const value = Math.round((vector[i]! / largest) * 127);
      embeddings[row * EMBEDDING_LENGTH + i] = value;
      squared += value * value;
    }
    inverseNorm[row] = 1 / Math.sqrt(squared);
  }
  return { ...table, embeddings, inverseNorm };
}

export function hasEmbedding(table: TrackletTable, row: number): boolean {
  return table.inverseNorm[row]! > 0;
}

/** Cosine of two embeddings; 0 where one is missing. */
export function similarity(table: TrackletTable, first: number, second: number): number {
  const { embeddings, inverseNorm } = table;
  const a = first * EMBEDDING_LENGTH;
  const b = second * EMBEDDING_LENGTH;
  let dot = 0;
  for (let i = 0; i < EMBEDDING_LENGTH; i++) dot += embeddings[a + i]! * embeddings[b + i]!;
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

/** Up to `count` of `rows`, evenly spread. */
export function evenSample(rows: ArrayLike<number>, count: number): number[] {
  const taken = Math.min(count, rows.length);
  return Array.from({ length: taken }, (_, i) => rows[Math.floor((i * rows.length) / taken)]!);
}
