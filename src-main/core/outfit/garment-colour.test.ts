import { describe, expect, it } from 'vitest';
import { describeOutfit } from './garment-colour.ts';
import { type DrawnPerson, drawPerson } from './testing/drawn-person.ts';

const RED_AND_BLUE: DrawnPerson = {
  top: [200, 35, 45],
  bottom: [32, 42, 78],
  shoes: [240, 240, 238],
  background: [120, 150, 90],
};

const crop = (person: DrawnPerson, quality = 0.5) => ({ image: drawPerson(person), quality });

describe('describeOutfit', () => {
  it('names top, bottom and shoes of a person', () => {
    const outfit = describeOutfit([crop(RED_AND_BLUE)]);
    expect(outfit.top?.name).toBe('red');
    expect(outfit.bottom?.name).toBe('dark blue');
    expect(outfit.shoes?.name).toBe('white');
    expect(outfit.top!.confidence).toBeGreaterThan(0.4);
    expect(outfit.top!.hex).toMatch(/^#[0-9a-f]{6}$/);
  });

  it('does not take the wall behind for the clothes', () => {
    const backgrounds = [
      [230, 230, 228],
      [30, 30, 30],
      [60, 90, 170],
      [150, 110, 80],
    ] as const;
    for (const background of backgrounds) {
      const outfit = describeOutfit([crop({ ...RED_AND_BLUE, background })]);
      expect(outfit.top?.name).toBe('red');
      expect(outfit.bottom?.name).toBe('dark blue');
    }
  });

  it('follows the crops that agree, not the one with somebody in front', () => {
    const hidden = crop({ ...RED_AND_BLUE, top: [235, 210, 70] });
    const outfit = describeOutfit([crop(RED_AND_BLUE), hidden, crop(RED_AND_BLUE)]);
    expect(outfit.top?.name).toBe('red');
    expect(outfit.top!.confidence).toBeLessThan(describeOutfit([crop(RED_AND_BLUE)]).top!.confidence);
  });

  it('counts good crops more', () => {
    const yellow = { ...RED_AND_BLUE, top: [235, 210, 70] } as const;
    expect(describeOutfit([crop(RED_AND_BLUE, 0.1), crop(yellow, 0.9)]).top?.name).toBe('yellow');
  });

  it('says nothing without crops', () => {
    expect(describeOutfit([])).toEqual({ top: null, bottom: null, shoes: null });
  });
});
