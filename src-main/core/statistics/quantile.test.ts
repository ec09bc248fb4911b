import { describe, expect, it } from 'vitest';
import { quantile } from './quantile.ts';

describe('quantile', () => {
  it('is one of the values, in whatever order they come', () => {
    expect([0, 0.25, 0.5, 0.99, 1].map((part) => quantile([5, 1, 3, 2, 4], part))).toEqual([1, 2, 3, 4, 5]);
    expect(quantile([2, 1], 0.5)).toBe(1);
  });

  it('asks for values', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });
});
