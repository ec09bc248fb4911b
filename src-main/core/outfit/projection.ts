import { EMBEDDING_LENGTH } from './types.ts';

/** Any number does; changing it changes every vector of every model that is projected. */
const SEED = 0x77616e64;

/** Brings a model's vectors to `EMBEDDING_LENGTH` values. */
export type Projection = (vector: ArrayLike<number>) => Float32Array;

/**
 * The fixed projection for vectors of `length` values. Shorter ones get zeros, which changes no cosine. Longer ones are
 * projected onto `EMBEDDING_LENGTH` orthonormal directions drawn at random (Johnson & Lindenstrauss 1984): cosines keep
 * their expectation. The directions follow from `length` alone, so that vectors of two runs can be compared.
 */
export function projectionFrom(length: number): Projection {
  if (length <= EMBEDDING_LENGTH) {
    return (vector) => {
      const padded = new Float32Array(EMBEDDING_LENGTH);
      padded.set(Array.from(vector));
      return padded;
    };
  }
  const directions = orthonormal(length, EMBEDDING_LENGTH);
  return (vector) =>
    Float32Array.from(directions, (direction) => {
      let sum = 0;
      for (let at = 0; at < length; at++) sum += direction[at]! * vector[at]!;
      return sum;
    });
}

/** Modified Gram–Schmidt over random directions. */
function orthonormal(length: number, count: number): Float64Array[] {
  const random = uniformNumbers(SEED);
  const basis: Float64Array[] = [];
  while (basis.length < count) {
    const direction = Float64Array.from({ length }, () => nearlyNormal(random));
    for (const earlier of basis) {
      let along = 0;
      for (let at = 0; at < length; at++) along += earlier[at]! * direction[at]!;
      for (let at = 0; at < length; at++) direction[at] = direction[at]! - along * earlier[at]!;
    }
    const norm = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
    basis.push(direction.map((value) => value / norm));
  }
  return basis;
}

/** Sum of twelve uniforms less six: sums are exact to the bit on every machine, logarithms are not. */
function nearlyNormal(random: () => number): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw++) sum += random();
  return sum;
}

/** Uniform numbers 0..1 from a 32-bit xorshift (Marsaglia 2003). */
function uniformNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
