import { expect, test } from 'vitest';
import type { GarmentColour, GarmentType } from '#shared/contract/analysis.ts';
import { outfitWords } from './outfit-words.ts';

const red = {
  ...{ name: 'red', hex: '#c02020', lab: { l: 40, a: 50, b: 30 }, confidence: 0.9 },
  ...{ type: null, method: 'parser' },
} satisfies GarmentColour;
const ofType = (name: GarmentType['name']) => ({ ...red, type: { name, confidence: 0.8 } });

test('names each garment that was seen', () => {
  expect(outfitWords({ top: red, bottom: { ...red, name: 'dark grey' }, shoes: null })).toBe(
    'red top, dark grey bottom',
  );
  expect(outfitWords({ top: null, bottom: null, shoes: null })).toBe('outfit not seen');
});

test('names the kind of a garment where it is clear, and a dress once', () => {
  const words = outfitWords({ top: ofType('shirt'), bottom: ofType('skirt'), shoes: red });
  expect(words).toBe('red shirt, red skirt, red shoes');
  expect(outfitWords({ top: ofType('dress'), bottom: ofType('dress'), shoes: null })).toBe('red dress');
});
