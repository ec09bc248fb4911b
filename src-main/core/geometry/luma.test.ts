import { describe, expect, it } from 'vitest';
import { laplacianVariance, lumaOf } from './luma.ts';
import { type RgbImage, resizeImage } from './rgb-image.ts';

function picture(widthPx: number, heightPx: number, grey: (x: number, y: number) => number): RgbImage {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let at = 0; at < data.length; at++) {
    const index = Math.floor(at / 3);
    data[at] = grey(index % widthPx, Math.floor(index / widthPx));
  }
  return { widthPx, heightPx, data };
}

describe('luma', () => {
  it('weighs green most and keeps grey', () => {
    expect(lumaOf({ widthPx: 1, heightPx: 1, data: Uint8Array.of(0, 255, 0) })[0]).toBeCloseTo(182.4, 1);
    expect(lumaOf(picture(1, 1, () => 90))[0]).toBeCloseTo(90, 4);
  });
});

describe('laplacianVariance', () => {
  const bars = picture(32, 32, (x) => (x % 8 < 4 ? 40 : 200));

  it('is higher for a sharp picture than for the same one blurred', () => {
    const blurred = resizeImage(resizeImage(bars, 10, 10), 32, 32);
    expect(laplacianVariance(bars)).toBeGreaterThan(10 * laplacianVariance(blurred));
  });

  it('is 0 for plain, for evenly shaded and for tiny pictures', () => {
    expect(laplacianVariance(picture(8, 8, () => 77))).toBeCloseTo(0, 6);
    expect(laplacianVariance(picture(8, 8, (x, y) => 10 * x + 5 * y))).toBeCloseTo(0, 6);
    expect(laplacianVariance(picture(2, 2, (x) => x * 200))).toBe(0);
  });
});
