import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dotProduct, inverseLength } from './packed-vectors.ts';

it('dotProduct is the sum of products', () => {
  const int8s = fc.int8Array({ minLength: 256, maxLength: 256 });
  fc.assert(
    fc.property(int8s, int8s, (first, second) => {
      let sum = 0;
      for (let at = 0; at < 128; at++) sum += first[128 + at]! * second[at]!;
      expect(dotProduct(first, 128, second, 0)).toBe(sum);
    }),
  );
});

it('inverseLength is that of the part it begins at, and 0 where there is nothing', () => {
  const vectors = new Int8Array(256);
  vectors[128] = 3;
  vectors[129] = 4;
  expect(inverseLength(vectors, 128)).toBe(1 / 5);
  expect(inverseLength(vectors)).toBe(0);
});
