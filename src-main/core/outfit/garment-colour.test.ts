import { describe, expect, it } from 'vitest';
import { describeOutfit } from './garment-colour.ts';
import type { GarmentMap } from './garment-map.ts';
import { drawnGarments, nothingSeen } from './testing/drawn-garments.ts';
import { type DrawnPerson, drawPerson } from './testing/drawn-person.ts';

const RED_AND_BLUE: DrawnPerson = {
  top: [200, 35, 45],
  bottom: [32, 42, 78],
  shoes: [240, 240, 238],
  background: [120, 150, 90],
};
const YELLOW = { ...RED_AND_BLUE, top: [235, 210, 70] } as const;

const crop = (person: DrawnPerson, quality = 0.5, garments: GarmentMap = drawnGarments()) => ({
  image: drawPerson(person),
  garments,
  quality,
});

describe('describeOutfit', () => {
  it('names colours and kinds of top, bottom and shoes from the pixels that the parser found', () => {
    const { top, bottom, shoes } = describeOutfit([crop(RED_AND_BLUE)]);
    expect(top).toMatchObject({ name: 'red', method: 'parser', type: { name: 't-shirt' } });
    expect(bottom).toMatchObject({ name: 'dark blue', method: 'parser', type: { name: 'trousers' } });
    expect(shoes).toMatchObject({ name: 'white', method: 'parser', type: null });
    expect(top!.type!.confidence).toBeCloseTo(0.7);
    expect(top!.confidence).toBeGreaterThan(0.4);
    expect(top!.hex).toMatch(/^#[0-9a-f]{6}$/);
  });

  it('follows the crops that agree, not the one with somebody in front', () => {
    const outfit = describeOutfit([crop(RED_AND_BLUE), crop(YELLOW), crop(RED_AND_BLUE)]);
    expect(outfit.top?.name).toBe('red');
    expect(outfit.top!.confidence).toBeLessThan(describeOutfit([crop(RED_AND_BLUE)]).top!.confidence);
  });

  it('counts good crops more', () => {
    expect(describeOutfit([crop(RED_AND_BLUE, 0.2), crop(YELLOW, 0.9)]).top?.name).toBe('yellow');
    expect(describeOutfit([crop(RED_AND_BLUE, 0.9), crop(YELLOW, 0.2)]).top?.name).toBe('red');
  });

  it('gives a dress to top and bottom', () => {
    const dress = drawnGarments({ top: 'full-body', bottom: 'full-body' });
    const { top, bottom } = describeOutfit([crop({ ...RED_AND_BLUE, bottom: RED_AND_BLUE.top }, 0.5, dress)]);
    expect(top).toMatchObject({ name: 'red', type: { name: 'dress', confidence: expect.closeTo(0.8) } });
    expect(bottom).toMatchObject({ name: 'red', type: { name: 'dress' } });
  });

  it('never takes skin, hair or a bag for a garment: what else is not seen is unknown', () => {
    for (const other of ['skin', 'hair', 'bag'] as const) {
      const outfit = describeOutfit([
        crop(RED_AND_BLUE, 0.5, drawnGarments({ bottom: other, shoes: other })),
      ]);
      expect(outfit).toMatchObject({ top: { name: 'red' }, bottom: null, shoes: null });
    }
  });

  describe('where the parser finds nobody', () => {
    const blind = (person: DrawnPerson) => crop(person, 0.5, nothingSeen());

    it('measures where garments usually are, says so and trusts it less', () => {
      const outfit = describeOutfit([blind(RED_AND_BLUE)]);
      expect(outfit.top).toMatchObject({ name: 'red', method: 'bands', type: null });
      expect(outfit.bottom).toMatchObject({ name: 'dark blue', method: 'bands', type: null });
      expect(outfit.shoes).toMatchObject({ name: 'white', method: 'bands', type: null });
      expect(outfit.top!.confidence).toBeLessThan(describeOutfit([crop(RED_AND_BLUE)]).top!.confidence);
    });

    it('does not take the wall behind for the clothes', () => {
      const backgrounds = [
        [230, 230, 228],
        [30, 30, 30],
        [60, 90, 170],
        [150, 110, 80],
      ] as const;
      for (const background of backgrounds) {
        const outfit = describeOutfit([blind({ ...RED_AND_BLUE, background })]);
        expect(outfit.top?.name).toBe('red');
        expect(outfit.bottom?.name).toBe('dark blue');
      }
    });

    it('one crop in which it finds somebody outweighs all in which it does not', () => {
      const outfit = describeOutfit([blind(YELLOW), crop(RED_AND_BLUE), blind(YELLOW)]);
      expect(outfit.top).toMatchObject({ name: 'red', method: 'parser' });
    });
  });

  it('knows nothing without crops', () => {
    expect(describeOutfit([])).toEqual({ top: null, bottom: null, shoes: null });
  });
});
