import { describe, expect, it } from 'vitest';
import { cropImage, imageAt, type RgbImage, resizeImage } from './rgb-image.ts';

/** A picture whose red channel is x and whose green channel is y. */
function ramp(widthPx: number, heightPx: number): RgbImage {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) data.set([x, y, 7], (y * widthPx + x) * 3);
  }
  return { widthPx, heightPx, data };
}

const pixel = (image: RgbImage, x: number, y: number) => [
  ...image.data.subarray((y * image.widthPx + x) * 3, (y * image.widthPx + x) * 3 + 3),
];

describe('cropImage', () => {
  it('copies the pixels under the box', () => {
    const crop = cropImage(ramp(20, 10), { x: 3, y: 2, w: 5, h: 4 })!;
    expect([crop.widthPx, crop.heightPx]).toEqual([5, 4]);
    expect(pixel(crop, 0, 0)).toEqual([3, 2, 7]);
    expect(pixel(crop, 4, 3)).toEqual([7, 5, 7]);
  });

  it('cuts at the border and is null outside', () => {
    const crop = cropImage(ramp(20, 10), { x: -3, y: 8, w: 6, h: 10 })!;
    expect([crop.widthPx, crop.heightPx]).toEqual([3, 2]);
    expect(cropImage(ramp(20, 10), { x: 25, y: 0, w: 6, h: 6 })).toBeNull();
  });
});

describe('resizeImage', () => {
  it('changes nothing at the same size', () => {
    expect(resizeImage(ramp(20, 10), 20, 10)).toEqual(ramp(20, 10));
  });

  it('averages when it shrinks: a checkerboard becomes grey', () => {
    const board = ramp(40, 40);
    board.data.forEach((_, at) => {
      const [x, y] = [Math.floor(at / 3) % 40, Math.floor(at / 120)];
      board.data[at] = (x + y) % 2 === 0 ? 0 : 200;
    });
    const small = resizeImage(board, 10, 10);
    // The repeated border pixels unbalance the outermost means a little.
    for (const value of small.data) expect(Math.abs(value - 100)).toBeLessThanOrEqual(5);
  });

  it('keeps places when it grows', () => {
    const large = resizeImage(ramp(10, 10), 40, 40);
    expect(pixel(large, 20, 8)).toEqual([5, 2, 7]);
    expect(pixel(large, 39, 0)).toEqual([9, 0, 7]);
  });
});

describe('imageAt', () => {
  it('scales pixels, and has a drawing drawn at the size', () => {
    const image = ramp(8, 4);
    expect(imageAt(image, 4, 2)).toEqual(resizeImage(image, 4, 2));
    const drawing = { drawAt: ramp };
    expect(imageAt(drawing, 5, 3)).toEqual(ramp(5, 3));
  });
});
