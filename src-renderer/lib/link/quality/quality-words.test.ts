import { describe, expect, it } from 'vitest';
import {
  compactCount,
  errorMeaning,
  errorText,
  FEW_PAIRS,
  fewPairsText,
  pairsText,
} from './quality-words.ts';

it('gives the error as a number and as percentage points', () => {
  expect(errorText({ error: 0.03399 })).toBe('0.034');
  expect(errorMeaning({ error: 0.03399 })).toContain('3.4 percentage points');
});

it('says which pairs it rests on', () => {
  expect(pairsText({ onePerson: 1, twoPeople: 12_345 })).toContain('1 pair of pictures');
  expect(pairsText({ onePerson: 6, twoPeople: 12_345 })).toContain('12,345 that are certainly two');
});

describe('a warning', () => {
  it('names the kind of which there are few', () => {
    expect(fewPairsText({ onePerson: 6, twoPeople: 290 })).toContain('(6 of one person)');
    expect(fewPairsText({ onePerson: 6, twoPeople: 7 })).toContain('(6 of one person, 7 of two)');
  });

  it('is none where both are enough', () => {
    expect(fewPairsText({ onePerson: FEW_PAIRS, twoPeople: FEW_PAIRS })).toBeNull();
  });
});

it.each([
  [0, '0'],
  [251, '251'],
  [12_345, '12k'],
])('%d pairs fit below a bin as %s', (count, text) => {
  expect(compactCount(count)).toBe(text);
});
