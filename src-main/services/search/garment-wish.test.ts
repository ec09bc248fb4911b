import { expect, it } from 'vitest';
import { garmentTypeNames, garmentWishSchema } from '#shared/contract/search.ts';
import { palette } from '../../core/outfit/palette.ts';

it('may name every colour of the palette and every kind at once, as the panel offers them', () => {
  const wish = { colours: palette.map(({ name }) => name), types: [...garmentTypeNames] };
  expect(garmentWishSchema.parse(wish)).toEqual(wish);
});
