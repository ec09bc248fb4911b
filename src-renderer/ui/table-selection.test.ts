import { describe, expect, it } from 'vitest';
import { selectOne, selectRange } from './table-selection.ts';

describe('selection', () => {
  it('switches one key over and leaves the given set alone', () => {
    const before = new Set([1, 2]);
    expect(selectOne(before, 2)).toEqual(new Set([1]));
    expect(selectOne(before, 3)).toEqual(new Set([1, 2, 3]));
    expect(before).toEqual(new Set([1, 2]));
  });

  it('adds the rows between two clicks, in either direction, in the order on the screen', () => {
    const keys = [40, 10, 30, 20];
    expect(selectRange(new Set(), keys, 1, 3)).toEqual(new Set([10, 30, 20]));
    expect(selectRange(new Set([40]), keys, 3, 2)).toEqual(new Set([40, 30, 20]));
  });

  it('begins a range at the row itself when none was touched before', () => {
    expect(selectRange(new Set(), [7, 8, 9], null, 1)).toEqual(new Set([8]));
  });
});
