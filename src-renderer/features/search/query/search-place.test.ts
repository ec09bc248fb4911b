import { describe, expect, it } from 'vitest';
import { exampleOf, isFiltered, readSearchPlace, searchParams } from './search-place.ts';

/** As the router would give it back. */
function reread(params: Record<string, string>) {
  const written = searchParams(readSearchPlace(params));
  const texts = Object.entries(written).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [[key, String(value)] as const],
  );
  return readSearchPlace(Object.fromEntries(texts));
}

describe('the place of a search', () => {
  it.each([
    {},
    { top: 'red,dark blue', topType: 'shirt', shoes: 'white', seen: '1' },
    { like: '7', camera: '1,3', floor: '2', from: '1000', to: '2000' },
    { top: 'red', area: '3:30,55;70,55;80,95.5' },
    { by: 'example' },
    { picture: 'b7', box: '1,2,30,80' },
  ])('survives the address: %o', (params) => {
    expect(reread(params)).toEqual(readSearchPlace(params));
  });

  it('ignores what it cannot read', () => {
    const place = readSearchPlace({ like: '-1', box: '1,2,3', camera: 'x', from: '', topType: 'kilt' });
    expect(place).toMatchObject({ kind: 'outfit', trackletId: null, boxPx: null, filter: {} });
    expect(place.outfit.top.types).toEqual([]);
    expect(isFiltered(place)).toBe(false);
  });

  it('asks for nothing until something is chosen', () => {
    expect(exampleOf(readSearchPlace({}))).toBeNull();
    expect(exampleOf(readSearchPlace({ by: 'example' }))).toBeNull();
    expect(exampleOf(readSearchPlace({ picture: 'b7' }))).toBeNull();
  });

  it('asks for the outfit or the example that the panel shows', () => {
    expect(exampleOf(readSearchPlace({ bottom: 'black' }))).toMatchObject({
      kind: 'outfit',
      bottom: { colours: ['black'], types: [] },
    });
    expect(exampleOf(readSearchPlace({ like: '7', top: 'red' }))).toEqual({
      kind: 'tracklet',
      trackletId: 7,
    });
    expect(exampleOf(readSearchPlace({ picture: 'b7', box: '1,2,30,80' }))).toEqual({
      kind: 'picture',
      pictureId: 'b7',
      boxPx: { x: 1, y: 2, w: 30, h: 80 },
    });
  });
});
