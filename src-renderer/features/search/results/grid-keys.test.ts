import { expect, it } from 'vitest';
import { keyTarget } from './grid-keys.ts';

it.each([
  ['ArrowRight', -1, 0],
  ['ArrowDown', -1, 0],
  ['ArrowRight', 3, 4],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 3, 7],
  ['ArrowDown', 8, 9],
  ['ArrowUp', 2, 0],
  ['ArrowUp', 6, 2],
  ['Home', 6, 0],
  ['End', 6, 9],
  ['x', 6, null],
])('%s from cell %d of ten in four columns leads to %s', (key, from, expected) => {
  expect(keyTarget(key, from, 10, 4)).toBe(expected);
});

it('moves nowhere in an empty grid', () => {
  expect(keyTarget('End', -1, 0, 4)).toBeNull();
});
