import { EMBEDDING_LENGTH } from './types.ts';

/** The largest component that a packed vector can hold stands for 1. */
const SCALE = 127;

export interface WeightedEmbedding {
  /** Length `EMBEDDING_LENGTH`. */
  readonly vector: Float32Array;
  /** Quality of the crop, above 0. */
  readonly weight: number;
}

/** A vector of length 1 in the same direction. Throws RangeError for the zero vector. */
export function normalised(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  if (!(length > 0)) throw new RangeError('a zero vector has no direction');
  return vector.map((value) => value / length);
}

/** The direction of a tracklet: the normalised weighted mean of its crops; null without crops. */
export function aggregateEmbeddings(crops: readonly WeightedEmbedding[]): Float32Array | null {
  if (crops.length === 0) return null;
  const mean = new Float32Array(EMBEDDING_LENGTH);
  for (const { vector, weight } of crops) {
    for (let at = 0; at < EMBEDDING_LENGTH; at++) mean[at] = mean[at]! + weight * vector[at]!;
  }
  return normalised(mean);
}

/** A unit vector as int8[128]: components times 127, rounded. Throws RangeError for another length. */
export function packEmbedding(vector: Float32Array): Int8Array {
  if (vector.length !== EMBEDDING_LENGTH) throw new RangeError(`embedding of ${vector.length} values`);
  return Int8Array.from(vector, (value) => Math.round(Math.min(1, Math.max(-1, value)) * SCALE));
}

/** The unit vector nearest to a packed one. */
export function unpackEmbedding(packed: Int8Array): Float32Array {
  if (packed.length !== EMBEDDING_LENGTH) throw new RangeError(`embedding of ${packed.length} values`);
  return normalised(Float32Array.from(packed));
}

/** Cosine of two packed vectors, -1..1; 0 if either is zero. */
export function packedCosine(first: Int8Array, second: Int8Array): number {
  let dot = 0;
  let squares1 = 0;
  let squares2 = 0;
  for (let at = 0; at < first.length; at++) {
    dot += first[at]! * second[at]!;
    squares1 += first[at]! ** 2;
    squares2 += second[at]! ** 2;
  }
  return squares1 === 0 || squares2 === 0 ? 0 : dot / Math.sqrt(squares1 * squares2);
}
