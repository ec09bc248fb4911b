import { expect, test } from 'vitest';
import { outfitWords } from './outfit-words.ts';

const red = { name: 'red', hex: '#c02020', lab: { l: 40, a: 50, b: 30 }, confidence: 0.9 };

test('names each garment that was seen', () => {
  expect(outfitWords({ top: red, bottom: { ...red, name: 'dark grey' }, shoes: null })).toBe(
    'red top, dark grey bottom',
  );
  expect(outfitWords({ top: null, bottom: null, shoes: null })).toBe('outfit not seen');
});
