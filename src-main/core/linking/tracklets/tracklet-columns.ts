import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import { type LinkTracklet, type RegionColour, regions, type TrackletEnd } from '../types.ts';
import { WALK_WIDTH } from './walks.ts';

/** L*, a*, b* and confidence per region; a confidence of 0 where the colour is not known. */
export const COLOUR_WIDTH = 4 * regions.length;
/** Foot point, height and velocity; a height of 0 where the end is not known. */
export const END_WIDTH = 5;

/** One value, or a fixed number of them, per tracklet. Row i of every column belongs together. */
export interface TrackletData {
  readonly ids: Float64Array;
  readonly cameraIds: Float64Array;
  readonly startUtcMs: Float64Array;
  readonly endUtcMs: Float64Array;
  /** For how long the whole person was in the picture. */
  readonly wholeMs: Float32Array;
  /** Row-major int8[n × 128]; zeros where a tracklet has no embedding. */
  readonly embeddings: Int8Array;
  /** Row-major [n × COLOUR_WIDTH]. */
  readonly colours: Float32Array;
  /** Row-major [n × END_WIDTH]. */
  readonly entries: Float32Array;
  readonly exits: Float32Array;
  /** Row-major int16[n × WALK_WIDTH]; zeros where a tracklet has no walk. */
  readonly walks: Int16Array;
}

const FIRST_CAPACITY = 1024;

/**
 * Tracklets as they are read, without an object for each: 400 bytes per tracklet, where objects take a kilobyte.
 * Grows as tracklets are added; going through it makes each object when it is asked for.
 */
export class TrackletColumns implements Iterable<LinkTracklet> {
  #data: TrackletData = emptyData(FIRST_CAPACITY);
  #count = 0;

  static of(tracklets: Iterable<LinkTracklet>): TrackletColumns {
    if (tracklets instanceof TrackletColumns) return tracklets;
    const columns = new TrackletColumns();
    for (const tracklet of tracklets) columns.add(tracklet);
    return columns;
  }

  get count(): number {
    return this.#count;
  }

  /** In the order in which they were added. */
  get data(): TrackletData {
    return gathered(this.#data, [{ from: 0, to: this.#count }]);
  }

  add(tracklet: LinkTracklet): void {
    if (this.#count === this.#data.ids.length) this.#grow();
    const { ids, cameraIds, startUtcMs, endUtcMs, wholeMs, embeddings, colours, entries, exits, walks } =
      this.#data;
    const row = this.#count;
    ids[row] = tracklet.id;
    cameraIds[row] = tracklet.cameraId;
    startUtcMs[row] = tracklet.startUtcMs;
    endUtcMs[row] = tracklet.endUtcMs;
    wholeMs[row] = tracklet.wholeMs ?? tracklet.endUtcMs - tracklet.startUtcMs;
    if (tracklet.embedding) embeddings.set(tracklet.embedding, row * EMBEDDING_LENGTH);
    regions.forEach((region, index) => {
      writeColour(tracklet.colours[region], colours, row * COLOUR_WIDTH + 4 * index);
    });
    writeEnd(tracklet.entry, entries, row * END_WIDTH);
    writeEnd(tracklet.exit, exits, row * END_WIDTH);
    if (tracklet.walk) walks.set(tracklet.walk, row * WALK_WIDTH);
    this.#count++;
  }

  *[Symbol.iterator](): Iterator<LinkTracklet> {
    for (let row = 0; row < this.#count; row++) yield trackletAt(this.#data, row);
  }

  #grow(): void {
    const larger = emptyData(this.#data.ids.length * 2);
    for (const key of Object.keys(larger) as (keyof TrackletData)[]) larger[key].set(this.#data[key]);
    this.#data = larger;
  }
}

function trackletAt(data: TrackletData, row: number): LinkTracklet {
  const embedding = data.embeddings.subarray(row * EMBEDDING_LENGTH, (row + 1) * EMBEDDING_LENGTH);
  const walk = data.walks.subarray(row * WALK_WIDTH, (row + 1) * WALK_WIDTH);
  const [top, bottom, shoes] = regions.map((_, index) => readColour(data.colours, row, index));
  return {
    id: data.ids[row]!,
    cameraId: data.cameraIds[row]!,
    startUtcMs: data.startUtcMs[row]!,
    endUtcMs: data.endUtcMs[row]!,
    wholeMs: data.wholeMs[row]!,
    embedding: embedding.some((value) => value !== 0) ? embedding : null,
    colours: { top: top!, bottom: bottom!, shoes: shoes! },
    entry: readEnd(data.entries, row),
    exit: readEnd(data.exits, row),
    walk: walk.some((value) => value !== 0) ? walk : null,
  };
}

/** `from` up to, but not including, `to`. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Some ranges of rows, one after the other. */
export function gathered(data: TrackletData, ranges: readonly RowRange[]): TrackletData {
  return mapColumns(data, (column, width) => concatenated(column, width, ranges));
}

/** The rows in another order: row i is the one that was at `order[i]`. */
export function reordered(data: TrackletData, order: Uint32Array): TrackletData {
  return mapColumns(data, (column, width) => {
    const moved = new (column.constructor as new (length: number) => typeof column)(order.length * width);
    order.forEach((source, row) => {
      for (let at = 0; at < width; at++) moved[row * width + at] = column[source * width + at]!;
    });
    return moved;
  });
}

/** A copy of some ranges of a column of `width` values per row; of one range, a view. */
export function concatenated<T extends Float64Array | Float32Array | Int32Array | Int16Array | Int8Array>(
  column: T,
  width: number,
  ranges: readonly RowRange[],
): T {
  const parts = ranges.map(({ from, to }) => column.subarray(from * width, to * width) as T);
  if (parts.length === 1) return parts[0]!;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const joined = new (column.constructor as new (length: number) => T)(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function mapColumns(
  data: TrackletData,
  map: <T extends Float64Array | Float32Array | Int16Array | Int8Array>(column: T, width: number) => T,
): TrackletData {
  return {
    ids: map(data.ids, 1),
    cameraIds: map(data.cameraIds, 1),
    startUtcMs: map(data.startUtcMs, 1),
    endUtcMs: map(data.endUtcMs, 1),
    wholeMs: map(data.wholeMs, 1),
    embeddings: map(data.embeddings, EMBEDDING_LENGTH),
    colours: map(data.colours, COLOUR_WIDTH),
    entries: map(data.entries, END_WIDTH),
    exits: map(data.exits, END_WIDTH),
    walks: map(data.walks, WALK_WIDTH),
  };
}

function emptyData(capacity: number): TrackletData {
  return {
    ids: new Float64Array(capacity),
    cameraIds: new Float64Array(capacity),
    startUtcMs: new Float64Array(capacity),
    endUtcMs: new Float64Array(capacity),
    wholeMs: new Float32Array(capacity),
    embeddings: new Int8Array(capacity * EMBEDDING_LENGTH),
    colours: new Float32Array(capacity * COLOUR_WIDTH),
    entries: new Float32Array(capacity * END_WIDTH),
    exits: new Float32Array(capacity * END_WIDTH),
    walks: new Int16Array(capacity * WALK_WIDTH),
  };
}

function writeColour(colour: RegionColour | null, into: Float32Array, at: number): void {
  if (!colour) return;
  into[at] = colour.l;
  into[at + 1] = colour.a;
  into[at + 2] = colour.b;
  into[at + 3] = colour.confidence;
}

/** Of a region by its place in `regions`; null where it is not known. */
export function readColour(colours: Float32Array, row: number, region: number): RegionColour | null {
  const at = row * COLOUR_WIDTH + 4 * region;
  const confidence = colours[at + 3]!;
  return confidence === 0 ? null : { l: colours[at]!, a: colours[at + 1]!, b: colours[at + 2]!, confidence };
}

function writeEnd(end: TrackletEnd | null, into: Float32Array, at: number): void {
  if (!end) return;
  into[at] = end.footXPx;
  into[at + 1] = end.footYPx;
  into[at + 2] = end.heightPx;
  into[at + 3] = end.velocityXPxPerS;
  into[at + 4] = end.velocityYPxPerS;
}

export function readEnd(ends: Float32Array, row: number): TrackletEnd | null {
  const at = row * END_WIDTH;
  const heightPx = ends[at + 2]!;
  if (heightPx === 0) return null;
  return {
    footXPx: ends[at]!,
    footYPx: ends[at + 1]!,
    heightPx,
    velocityXPxPerS: ends[at + 3]!,
    velocityYPxPerS: ends[at + 4]!,
  };
}
