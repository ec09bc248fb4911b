const ORDINALS_PER_CHUNK = 2 ** 16;
/** Chunks of one recording, at most. */
export const CHUNKS_PER_RECORDING = 2 ** 14;

/**
 * The id of a tracklet, made of where it was found, so that a re-run, or a run whose chunks finished in
 * another order, gives the same ids.
 */
export function trackletId(recordingId: number, chunkIndex: number, ordinal: number): number {
  if (chunkIndex >= CHUNKS_PER_RECORDING) throw new RangeError(`chunk ${chunkIndex} of one recording`);
  if (ordinal >= ORDINALS_PER_CHUNK) throw new RangeError(`${ordinal} tracklets in one chunk`);
  return (recordingId * CHUNKS_PER_RECORDING + chunkIndex) * ORDINALS_PER_CHUNK + ordinal;
}
