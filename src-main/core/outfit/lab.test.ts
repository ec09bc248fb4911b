import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexOfLab, labOfImage, labOfRgb } from './lab.ts';

const byte = fc.integer({ min: 0, max: 255 });

describe('CIELAB', () => {
  it('has white, black and the primaries where the standard has them', () => {
    const white = labOfRgb(255, 255, 255);
    expect([white.l, white.a, white.b].map((value) => Math.abs(value) < 0.01 || value > 99.99)).toEqual([
      true,
      true,
      true,
    ]);
    expect(labOfRgb(0, 0, 0).l).toBeCloseTo(0, 6);
    const red = labOfRgb(255, 0, 0);
    expect(red.l).toBeCloseTo(53.24, 1);
    expect(red.a).toBeCloseTo(80.09, 1);
    expect(red.b).toBeCloseTo(67.2, 1);
    const blue = labOfRgb(0, 0, 255);
    expect(blue.l).toBeCloseTo(32.3, 1);
    expect(blue.b).toBeCloseTo(-107.86, 1);
  });

  it('gives back every sRGB colour', () => {
    fc.assert(
      fc.property(byte, byte, byte, (red, green, blue) => {
        const hex = [red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('');
        expect(hexOfLab(labOfRgb(red, green, blue))).toBe(`#${hex}`);
      }),
    );
  });

  it('cuts colours that sRGB cannot show', () => {
    expect(hexOfLab({ l: 120, a: 0, b: 0 })).toBe('#ffffff');
    expect(hexOfLab({ l: 50, a: 200, b: 0 })).toMatch(/^#ff00/);
  });

  it('converts pictures as it converts colours', () => {
    const lab = labOfImage({ widthPx: 2, heightPx: 1, data: Uint8Array.of(10, 200, 30, 90, 80, 70) });
    const second = labOfRgb(90, 80, 70);
    expect(lab[3]).toBeCloseTo(second.l, 3);
    expect(lab[4]).toBeCloseTo(second.a, 3);
    expect(lab[5]).toBeCloseTo(second.b, 3);
  });
});
