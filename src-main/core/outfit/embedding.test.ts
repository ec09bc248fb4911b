import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aggregateEmbeddings,
  normalised,
  packEmbedding,
  packedCosine,
  unpackEmbedding,
} from './embedding.ts';
import { EMBEDDING_LENGTH } from './types.ts';

const units = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: EMBEDDING_LENGTH, maxLength: EMBEDDING_LENGTH })
  .filter((values) => values.some((value) => value !== 0))
  .map((values) => normalised(Float32Array.from(values)));

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);

describe('packed embeddings', () => {
  it('keep every cosine to two decimals', () => {
    fc.assert(
      fc.property(units, units, (a, b) => {
        const packed = packedCosine(packEmbedding(a), packEmbedding(b));
        expect(Math.abs(packed - cosine(a, b))).toBeLessThan(0.02);
        expect(cosine(unpackEmbedding(packEmbedding(a)), a)).toBeGreaterThan(0.99);
      }),
    );
  });

  it('refuse vectors of another length, and directions of nothing', () => {
    expect(() => packEmbedding(new Float32Array(3))).toThrow(RangeError);
    expect(() => unpackEmbedding(new Int8Array(3))).toThrow(RangeError);
    expect(() => normalised(new Float32Array(EMBEDDING_LENGTH))).toThrow(RangeError);
  });
});

describe('aggregateEmbeddings', () => {
  const axis = (index: number) => {
    const vector = new Float32Array(EMBEDDING_LENGTH);
    vector[index] = 1;
    return vector;
  };

  it('is the normalised mean by weight', () => {
    const mean = aggregateEmbeddings([
      { vector: axis(0), weight: 3 },
      { vector: axis(1), weight: 4 },
    ])!;
    expect(mean[0]).toBeCloseTo(0.6, 6);
    expect(mean[1]).toBeCloseTo(0.8, 6);
  });

  it('is null without crops', () => {
    expect(aggregateEmbeddings([])).toBeNull();
  });
});
