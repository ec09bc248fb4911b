import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../geometry/rgb-image.ts';
import { blendLooks, LOOK_LENGTH, lookDistance, lookOf, lookRegions } from './look.ts';

/** A picture of 4 × 3 pixels of one colour. */
function plain(red: number, green: number, blue: number): RgbImage {
  return {
    widthPx: 4,
    heightPx: 3,
    data: Uint8Array.from({ length: 36 }, (_, at) => [red, green, blue][at % 3]!),
  };
}

const white = plain(255, 255, 255);
const grey = plain(119, 119, 119);
const red = plain(200, 30, 40);
const blue = plain(30, 60, 170);

describe('looks', () => {
  it('hold the mean colours of upper and lower body', () => {
    const look = lookOf(white, grey);
    expect(look).toHaveLength(LOOK_LENGTH);
    const rounded = Array.from(look, (value) => Math.round(value));
    expect(rounded.map((value) => value + 0)).toEqual([100, 0, 0, 50, 0, 0]);
  });

  it('differ more by colour than by light', () => {
    const inLight = lookOf(red, blue);
    expect(lookDistance(inLight, inLight)).toBe(0);
    const inShadow = lookOf(plain(150, 22, 30), plain(22, 45, 130));
    const swapped = lookOf(blue, red);
    expect(lookDistance(inLight, inShadow)).toBeLessThan(lookDistance(inLight, swapped) / 5);
    expect(lookDistance(inLight, swapped)).toBe(lookDistance(swapped, inLight));
  });

  it('are blended part by part', () => {
    expect(lookDistance(blendLooks(lookOf(red, grey), lookOf(blue, grey), 1), lookOf(blue, grey))).toBe(0);
    const half = blendLooks(Float32Array.of(0, 0, 0, 10, 0, 0), Float32Array.of(4, 2, 0, 20, 0, 0), 0.5);
    expect([...half]).toEqual([2, 1, 0, 15, 0, 0]);
  });

  it('are taken from the middle of a box, upper above lower', () => {
    const { upper, lower } = lookRegions({ x: 100, y: 50, w: 40, h: 100 });
    expect(upper.x).toBeCloseTo(112, 9);
    expect(upper.w).toBeCloseTo(16, 9);
    expect(upper.y + upper.h).toBeLessThan(lower.y);
    expect(lower.y + lower.h).toBeLessThan(150);
  });
});
