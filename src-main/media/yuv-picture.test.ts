import { AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ444P } from 'node-av/constants';
import { describe, expect, it } from 'vitest';
import { copyYuv, sharpnessOf, type YuvPicture, yuvPicture, yuvToRgb, yuvUnder } from './yuv-picture.ts';

/** 8×6 pixels in rows of 16, each with a luma and chroma of its own. */
function numbered(): YuvPicture {
  const plane = (rows: number, from: number) =>
    Buffer.from(Array.from({ length: 16 * rows }, (_, at) => from + at));
  return yuvPicture({
    format: AV_PIX_FMT_YUV420P,
    widthPx: 8,
    heightPx: 6,
    planes: [plane(6, 0), plane(3, 100), plane(3, 150)],
    strides: [16, 16, 16],
    isBt709: true,
    isFullRange: false,
  });
}

function plain(luma: number, blue: number, red: number, isBt709: boolean): YuvPicture {
  return yuvPicture({
    format: AV_PIX_FMT_YUVJ444P,
    widthPx: 1,
    heightPx: 1,
    planes: [Buffer.of(luma), Buffer.of(blue), Buffer.of(red)],
    strides: [1, 1, 1],
    isBt709,
    isFullRange: false,
  });
}

describe('parts of planar pictures', () => {
  it('begin at a chroma sample and keep luma and chroma together', () => {
    const copy = copyYuv(yuvUnder(numbered(), { x: 3, y: 2, w: 3, h: 3 }));
    expect([copy.widthPx, copy.heightPx]).toEqual([3, 3]);
    expect([...copy.planes[0]]).toEqual([34, 35, 36, 50, 51, 52, 66, 67, 68]);
    expect([...copy.planes[1]]).toEqual([117, 118, 133, 134]);
    expect([...copy.planes[2]]).toEqual([167, 168, 183, 184]);
  });

  it('become the same colours alone as in the picture', () => {
    const picture = numbered();
    const region = { x: 2, y: 2, w: 5, h: 3 };
    expect(yuvToRgb(copyYuv(yuvUnder(picture, region)))).toEqual(yuvToRgb(picture, region));
  });

  it('are measured for sharpness at full range', () => {
    const picture = numbered();
    const full = { ...picture, isFullRange: true };
    expect(sharpnessOf(picture)).toBeCloseTo((255 / 219) ** 2 * sharpnessOf(full), 6);
  });
});

describe('yuvToRgb', () => {
  it('follows BT.601 and BT.709', () => {
    // Full red as each of the two encodes it, at full range.
    expect([...yuvToRgb(plain(76, 85, 255, false)).data]).toEqual([254, 0, 0]);
    expect([...yuvToRgb(plain(54, 99, 255, true)).data]).toEqual([254, 0, 0]);
  });

  it('stretches limited range to black and white', () => {
    const grey = (luma: number) => ({ ...plain(luma, 128, 128, true), isFullRange: false });
    expect([...yuvToRgb(grey(16)).data]).toEqual([0, 0, 0]);
    expect([...yuvToRgb(grey(235)).data]).toEqual([255, 255, 255]);
    expect([...yuvToRgb(grey(5)).data]).toEqual([0, 0, 0]);
  });
});
