import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectorInputSize, letterbox } from './letterbox.ts';

describe('detectorInputSize', () => {
  it.each([
    [480, 360, 640, 480],
    [1920, 1080, 640, 384],
    [1080, 1920, 384, 640],
    [704, 576, 640, 544],
    [4000, 100, 640, 32],
  ])('gives a %d×%d picture %d×%d', (widthPx, heightPx, inputWidth, inputHeight) => {
    const size = detectorInputSize(widthPx, heightPx, { longSidePx: 640 });
    expect(size).toEqual({ widthPx: inputWidth, heightPx: inputHeight });
  });

  it('refuses an empty picture', () => {
    expect(() => detectorInputSize(0, 100, { longSidePx: 640 })).toThrow(RangeError);
  });
});

describe('letterbox', () => {
  const sides = fc.integer({ min: 16, max: 8000 });

  it('holds the whole picture and wastes less than one step of 32 on each side', () => {
    fc.assert(
      fc.property(sides, sides, (widthPx, heightPx) => {
        const input = detectorInputSize(widthPx, heightPx, { longSidePx: 640 });
        const { content, scale } = letterbox({ widthPx, heightPx }, input);
        expect(content.widthPx).toBeLessThanOrEqual(input.widthPx);
        expect(content.heightPx).toBeLessThanOrEqual(input.heightPx);
        expect(Math.abs(content.widthPx - widthPx * scale)).toBeLessThanOrEqual(0.5);
        expect(Math.abs(content.heightPx - heightPx * scale)).toBeLessThanOrEqual(0.5);
        expect(Math.max(content.widthPx, content.heightPx)).toBe(640);
        expect(Math.min(input.widthPx - content.widthPx, input.heightPx - content.heightPx)).toBeLessThan(32);
      }),
    );
  });
});
