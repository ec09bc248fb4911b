import { EMBEDDING_LENGTH } from './types.ts';

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
