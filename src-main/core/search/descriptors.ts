import { EMBEDDING_LENGTH } from '../outfit/types.ts';

/** How everybody of one recording looks. Row i of every column belongs together; rows are in order of start. */
export interface RecordingDescriptors {
  readonly recordingId: number;
  readonly trackletIds: Float64Array;
  /** From the start of the recording. */
  readonly startOffsetMs: Float64Array;
  readonly endOffsetMs: Float64Array;
  /** int8[rows × 128]; zeros where a tracklet has none. */
  readonly vectors: Int8Array;
  /** 1 / length of a row's vector; 0 where a tracklet has none. */
  readonly inverseNorm: Float32Array;
  /** Per row, which descriptor made the vector: a place in the list of spaces. */
  readonly space: Uint8Array;
}

/** A recording whose tracklets are searched: whose it is, and when it was. */
export interface PlacedRecording {
  readonly descriptors: RecordingDescriptors;
  readonly cameraId: number;
  /** True time of offset 0: start of the recording and the clock's correction. */
  readonly zeroUtcMs: number;
}

/** Sum of products of two int8[128], the first at `a`, the second at `b`. Four sums at once run twice as fast. */
export function dotProduct(first: Int8Array, a: number, second: Int8Array, b: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let at = 0; at < EMBEDDING_LENGTH; at += 4) {
    s0 = (s0 + first[a + at]! * second[b + at]!) | 0;
    s1 = (s1 + first[a + at + 1]! * second[b + at + 1]!) | 0;
    s2 = (s2 + first[a + at + 2]! * second[b + at + 2]!) | 0;
    s3 = (s3 + first[a + at + 3]! * second[b + at + 3]!) | 0;
  }
  return s0 + s1 + s2 + s3;
}

/** 1 / length of the int8[128] at `from`; 0 for the zero vector. */
export function inverseLength(vectors: Int8Array, from = 0): number {
  const squares = dotProduct(vectors, from, vectors, from);
  return squares > 0 ? 1 / Math.sqrt(squares) : 0;
}

/** Rows that touch `[fromMs, toMs]` of the recording: a span that holds them all, to be checked row by row. */
export function rowsStartingUpTo({ startOffsetMs }: RecordingDescriptors, toMs: number): number {
  let low = 0;
  let high = startOffsetMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (startOffsetMs[middle]! <= toMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
