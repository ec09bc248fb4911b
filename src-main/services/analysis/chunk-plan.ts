import { CHUNKS_PER_RECORDING } from '../../core/tracking/tracklet-id.ts';

/** A part of a recording that one job analyses: `[fromOffsetMs, toOffsetMs)`. */
export interface Chunk {
  readonly chunkIndex: number;
  readonly fromOffsetMs: number;
  readonly toOffsetMs: number;
}

/** Whether two chunks of one recording are the same: chunks of two plans may share an index, and still overlap. */
export function isSamePart(a: Chunk, b: Chunk): boolean {
  return a.chunkIndex === b.chunkIndex && a.fromOffsetMs === b.fromOffsetMs && a.toOffsetMs === b.toOffsetMs;
}

/** A last chunk shorter than this share of a chunk joins the one before: starting a job costs a lead-in. */
const LEAST_LAST_SHARE = 0.25;

/**
 * Cuts a recording into chunks of `wantedMs`, or of longer ones where these would be more than tracklets' ids have room for;
 * the last one is between ¼ and 1¼ of that.
 */
export function planChunks(durationMs: number, wantedMs: number): Chunk[] {
  const chunkMs = Math.max(wantedMs, Math.ceil(durationMs / CHUNKS_PER_RECORDING));
  const count = Math.max(1, Math.ceil(durationMs / chunkMs - LEAST_LAST_SHARE));
  return Array.from({ length: count }, (_, chunkIndex) => ({
    chunkIndex,
    fromOffsetMs: chunkIndex * chunkMs,
    toOffsetMs: chunkIndex === count - 1 ? durationMs : (chunkIndex + 1) * chunkMs,
  }));
}
