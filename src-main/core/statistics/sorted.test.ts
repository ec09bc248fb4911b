import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstIndexFrom } from './sorted.ts';

it('finds what a search from the front finds', () => {
  const ascending = fc.array(fc.integer({ min: 0, max: 20 })).map((values) => values.sort((a, b) => a - b));
  fc.assert(
    fc.property(ascending, fc.integer({ min: -1, max: 21 }), (values, least) => {
      const found = values.findIndex((value) => value >= least);
      expect(firstIndexFrom(values, least)).toBe(found === -1 ? values.length : found);
    }),
  );
});
