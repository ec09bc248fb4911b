import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ciede2000 } from '../outfit/ciede2000.ts';
import { type Lab, labOfRgb } from '../outfit/lab.ts';
import { palette } from '../outfit/palette.ts';
import { searchConfig as config } from './config.ts';
import { findOutfit } from './find-outfit.ts';
import { ColourDistances, colourCell, type GarmentWish, typeCode, UNSEEN } from './garments.ts';
import { everywhere, studyOf } from './testing/small-study.ts';

const red = labOfRgb(0xc8, 0x20, 0x2a);
const darkBlue = labOfRgb(0x1d, 0x27, 0x44);
const green = labOfRgb(0x3a, 0x8a, 0x45);

interface Worn {
  readonly top: Lab | null;
  readonly bottom?: Lab | null;
  readonly confidence?: number;
  readonly topType?: Parameters<typeof typeCode>[0];
  readonly typeConfidence?: number;
}

/** Ids of who is found, the best first. */
function find(
  worn: readonly Worn[],
  wish: { top?: Partial<GarmentWish>; bottom?: Partial<GarmentWish> },
  isSeenOnly = false,
) {
  const [recording] = studyOf(worn.map((_, at) => ({ camera: 1, startMs: at, vector: new Int8Array(128) })));
  const cells = worn.flatMap(({ top, bottom = null }) =>
    [top, bottom, null].map((lab) => (lab ? colourCell(lab) : UNSEEN)),
  );
  const share = (value: number) => Math.round(value * 255);
  const garments = {
    cells: Uint16Array.from(cells),
    confidence: Uint8Array.from(worn.flatMap(({ confidence = 0.8 }) => Array(3).fill(share(confidence)))),
    types: Uint8Array.from(worn.flatMap(({ topType = null }) => [typeCode(topType), 0, 0])),
    typeConfidence: Uint8Array.from(
      worn.flatMap(({ typeConfidence = 0.9 }) => [share(typeConfidence), 0, 0]),
    ),
  };
  const any: GarmentWish = { colours: [], types: [] };
  const outfit = { top: { ...any, ...wish.top }, bottom: { ...any, ...wish.bottom }, shoes: any };
  const answer = findOutfit(outfit, [{ ...recording!, garments }], everywhere, { config, isSeenOnly });
  return { ...answer, ids: answer.hits.map(({ row }) => row) };
}

describe('findOutfit', () => {
  it('finds who wears the colour, the surest first, and leaves out who wears another', () => {
    const { ids, compared } = find(
      [{ top: green }, { top: red, confidence: 0.4 }, { top: red, confidence: 0.9 }, { top: darkBlue }],
      { top: { colours: ['red'] } },
    );
    expect(ids).toEqual([2, 1]);
    expect(compared).toBe(4);
  });

  it('takes any of several colours of one garment', () => {
    expect(
      find([{ top: green }, { top: red }, { top: darkBlue }], {
        top: { colours: ['red', 'green'] },
      }).ids.sort(),
    ).toEqual([0, 1]);
  });

  it('wants all garments, and says which were not seen', () => {
    const { ids, hits } = find(
      [
        { top: red, bottom: null },
        { top: red, bottom: darkBlue },
        { top: red, bottom: green },
      ],
      { top: { colours: ['red'] }, bottom: { colours: ['dark blue'] } },
    );
    expect(ids).toEqual([1, 0]);
    expect(hits[1]!.fits).toEqual([
      { region: 'top', fit: 'same' },
      { region: 'bottom', fit: 'unseen' },
    ]);
  });

  it('leaves out the unseen when asked to, and counts of whom nothing was seen', () => {
    const worn = [
      { top: red, bottom: null },
      { top: red, bottom: darkBlue },
      { top: null, bottom: null },
    ];
    const wish = { top: { colours: ['red'] }, bottom: { colours: ['dark blue'] } };
    expect(find(worn, wish, true).ids).toEqual([1]);
    expect(find(worn, wish)).toMatchObject({ compared: 2, notComparable: 1 });
  });

  it('finds kinds of garments; only a sure other kind rules out', () => {
    const { ids, hits } = find(
      [
        { top: red, topType: 't-shirt' },
        { top: red, topType: 'outerwear' },
        { top: red, topType: 'outerwear', typeConfidence: 0.5 },
        { top: red },
      ],
      { top: { colours: ['red'], types: ['t-shirt'] } },
    );
    expect(ids).toEqual([0, 3, 2]);
    expect(hits.map(({ fits }) => fits[0]!.fit)).toEqual(['same', 'near', 'near']);
  });

  it('refuses to look for nothing, or for a colour that does not exist', () => {
    expect(() => find([], {})).toThrow(RangeError);
    expect(() => find([], { top: { colours: ['ultraviolet'] } })).toThrow(/ultraviolet/);
  });
});

describe('ColourDistances', () => {
  it('is near to the formula, whatever the colour', () => {
    const distances = new ColourDistances(['red']);
    const shades = palette.find(({ name }) => name === 'red')!.shades;
    const lab = fc.record({
      l: fc.double({ min: 0, max: 100, noNaN: true }),
      a: fc.double({ min: -80, max: 80, noNaN: true }),
      b: fc.double({ min: -80, max: 80, noNaN: true }),
    });
    fc.assert(
      fc.property(lab, (colour) => {
        const exact = Math.min(...shades.map((shade) => ciede2000(colour, shade)));
        expect(Math.abs(distances.of(colourCell(colour)) - exact)).toBeLessThan(4);
      }),
    );
  });

  it('has the shades of a colour within its own fit', () => {
    for (const { name, shades } of palette) {
      const distances = new ColourDistances([name]);
      for (const shade of shades)
        expect(distances.of(colourCell(shade))).toBeLessThan(config.sameColourDeltaE);
    }
  });
});
