import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalTail } from './normal.ts';

it.each([
  [0, 0.5],
  [1, 0.158655253931],
  [1.959963985, 0.025],
  [-1, 0.841344746069],
  [4, 3.16712418331e-5],
  [5.5, 1.89895624659e-8],
  [8, 6.22096057427e-16],
])('the tail beyond %d is %d', (z, expected) => {
  expect(Math.abs(normalTail(z) - expected)).toBeLessThan(Math.max(1e-7 * (z > 5 ? 0 : 1), expected * 1e-4));
});

it('falls as z grows', () => {
  const z = fc.double({ min: -8, max: 30, noNaN: true });
  fc.assert(
    fc.property(z, z, (a, b) => {
      if (a <= b) expect(normalTail(a)).toBeGreaterThanOrEqual(normalTail(b) - 1e-7);
    }),
  );
});
