/** A few tracklets for tests of search: camera c is recording c, and a tracklet's id is its place in the list. */

import { inverseLength } from '../../outfit/packed-vectors.ts';
import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import type { PlacedRecording } from '../descriptors.ts';

export interface Seen {
  readonly camera: number;
  readonly startMs: number;
  readonly vector: Int8Array;
  /** 0 unless said otherwise. */
  readonly space?: number;
}

export const everywhere = { fromUtcMs: Number.NEGATIVE_INFINITY, toUtcMs: Number.POSITIVE_INFINITY };

const STAY_MS = 500;

export function studyOf(people: readonly Seen[]): PlacedRecording[] {
  const numbered = people.map((person, id) => ({ ...person, id }));
  return [...Map.groupBy(numbered, ({ camera }) => camera)].map(([cameraId, seen]) => {
    const rows = seen.toSorted((a, b) => a.startMs - b.startMs);
    const vectors = new Int8Array(rows.length * EMBEDDING_LENGTH);
    for (const [row, { vector }] of rows.entries()) vectors.set(vector, row * EMBEDDING_LENGTH);
    return {
      cameraId,
      zeroUtcMs: 0,
      descriptors: {
        recordingId: cameraId,
        trackletIds: Float64Array.from(rows, ({ id }) => id),
        startOffsetMs: Float64Array.from(rows, ({ startMs }) => startMs),
        endOffsetMs: Float64Array.from(rows, ({ startMs }) => startMs + STAY_MS),
        vectors,
        inverseNorm: Float32Array.from(rows, (_, row) => inverseLength(vectors, row * EMBEDDING_LENGTH)),
        space: Uint8Array.from(rows, ({ space }) => space ?? 0),
      },
    };
  });
}
