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
