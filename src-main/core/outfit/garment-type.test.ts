import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitTypes, TYPE_COUNT, typeHeads } from './garment-map.ts';
import { garmentType, type TypeEvidence } from './garment-type.ts';

const SHIRT = [0.1, 0.8, 0.05, 0.05, 0.2, 0.2, 0.6, 0.9, 0.1];
const COAT = [0.1, 0.1, 0.1, 0.7, 0.9, 0.05, 0.05, 0.9, 0.1];
const seen = (types: readonly number[], weight = 1, dressShare = 0): TypeEvidence => ({
  types: splitTypes(types),
  weight,
  dressShare,
});

test('the outputs of a parser are split by question', () => {
  expect(splitTypes(SHIRT)).toEqual({
    top: [0.1, 0.8, 0.05, 0.05],
    bottom: [0.2, 0.2, 0.6],
    body: [0.9, 0.1],
  });
  expect(TYPE_COUNT).toBe(9);
});

test('the likeliest kind by the mean of the crops, the better ones more', () => {
  expect(garmentType('top', [seen(SHIRT)])).toEqual({ name: 'shirt', confidence: 0.8 });
  expect(garmentType('bottom', [seen(SHIRT)])).toEqual({ name: 'skirt', confidence: 0.6 });
  expect(garmentType('top', [seen(SHIRT, 1), seen(COAT, 9)])).toEqual({
    name: 'outerwear',
    confidence: expect.closeTo(0.635),
  });
});

test('unknown where the crops disagree, and without crops', () => {
  expect(garmentType('top', [seen(SHIRT), seen(COAT)])).toBeNull();
  expect(garmentType('top', [])).toBeNull();
});

test('a garment whose pixels are mostly of a dress is a dress, if the whole figure is one', () => {
  const dress = [...SHIRT.slice(0, 7), 0.3, 0.7];
  expect(garmentType('top', [seen(dress, 1, 0.9)])).toEqual({ name: 'dress', confidence: 0.7 });
  expect(garmentType('top', [seen(SHIRT, 1, 0.9)])).toBeNull();
  expect(garmentType('top', [seen(dress, 1, 0.2)])?.name).toBe('shirt');
});

test('a kind that is told is at least as likely as not', () => {
  const head = (length: number) =>
    fc
      .array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: length, maxLength: length })
      .map((parts) => {
        const sum = parts.reduce((total, part) => total + part, 0);
        return parts.map((part) => part / sum);
      });
  const types = fc
    .tuple(...Object.values(typeHeads).map(({ length }) => head(length)))
    .map((heads) => heads.flat());
  const crop = fc.record({ types, weight: fc.double({ min: 0.01, max: 1, noNaN: true }) });
  fc.assert(
    fc.property(fc.array(crop, { minLength: 1, maxLength: 12 }), (crops) => {
      const kind = garmentType(
        'bottom',
        crops.map(({ types: values, weight }) => seen(values, weight)),
      );
      expect(kind === null || (kind.confidence >= 0.5 && kind.confidence <= 1 + 1e-9)).toBe(true);
    }),
  );
});
