import { expect, it } from 'vitest';
import { visitorRange } from './visitor-range.ts';

it('rounds the number, and the interval outwards', () => {
  expect(visitorRange({ expected: 18.6, from: 16.9, to: 21.2 })).toBe('about 19 visitors (16–22)');
  expect(visitorRange({ expected: 1, from: 1, to: 1 })).toBe('about 1 visitor');
});
