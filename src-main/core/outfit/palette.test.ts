import { describe, expect, it } from 'vitest';
import { labOfRgb } from './lab.ts';
import { nameColour, palette } from './palette.ts';

describe('nameColour', () => {
  it.each([
    ['black', 20, 20, 22],
    ['white', 245, 245, 245],
    ['grey', 120, 120, 122],
    ['red', 200, 30, 40],
    ['dark red', 100, 25, 35],
    ['pink', 225, 150, 175],
    ['orange', 230, 120, 40],
    ['brown', 100, 70, 45],
    ['beige', 208, 188, 152],
    ['yellow', 235, 210, 70],
    ['green', 60, 140, 70],
    ['dark green', 30, 70, 45],
    ['light blue', 150, 185, 220],
    ['blue', 45, 95, 180],
    ['dark blue', 30, 40, 75],
    ['purple', 95, 60, 140],
  ])('calls a %s garment by its name', (name, red, green, blue) => {
    expect(nameColour(labOfRgb(red, green, blue)).name).toBe(name);
  });

  it('names every shade of the palette after itself, clearly', () => {
    for (const { name, shades } of palette) {
      for (const shade of shades) expect(nameColour(shade)).toEqual({ name, clarity: 1 });
    }
  });

  it('is unclear between two names', () => {
    expect(nameColour(labOfRgb(90, 90, 92)).clarity).toBeLessThan(0.5);
  });
});
