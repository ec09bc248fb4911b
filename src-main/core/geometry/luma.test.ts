import { describe, expect, it } from 'vitest';
import { type LumaPlane, laplacianVariance } from './luma.ts';

function plane(
  widthPx: number,
  heightPx: number,
  grey: (x: number, y: number) => number,
  stride = widthPx,
): LumaPlane {
  const data = new Uint8Array(stride * heightPx).fill(255);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) data[y * stride + x] = grey(x, y);
  }
  return { widthPx, heightPx, stride, data };
}

const bars = (x: number) => (x % 8 < 4 ? 40 : 200);

describe('laplacianVariance', () => {
  it('is higher for a sharp picture than for the same one blurred', () => {
    const blurred = (x: number) => 120 + 80 * Math.sin((x * Math.PI) / 4);
    const sharpness = laplacianVariance(plane(32, 32, bars));
    expect(sharpness).toBeGreaterThan(10 * laplacianVariance(plane(32, 32, blurred)));
  });

  it('is the variance of what the kernel gives', () => {
    const dot = plane(5, 3, (x, y) => (x === 2 && y === 1 ? 100 : 0));
    // The middle row gives 100, -400, 100.
    expect(laplacianVariance(dot)).toBeCloseTo((100 ** 2 + 400 ** 2 + 100 ** 2) / 3 - (-200 / 3) ** 2, 6);
  });

  it('is 0 for plain, for evenly shaded and for tiny pictures', () => {
    expect(laplacianVariance(plane(8, 8, () => 77))).toBeCloseTo(0, 6);
    expect(laplacianVariance(plane(8, 8, (x, y) => 10 * x + 5 * y))).toBeCloseTo(0, 6);
    expect(laplacianVariance(plane(2, 2, (x) => x * 200))).toBe(0);
    expect(laplacianVariance(plane(1, 9, (x) => x * 200))).toBe(0);
  });

  it('does not read what lies between rows', () => {
    expect(laplacianVariance(plane(32, 32, bars, 40))).toBe(laplacianVariance(plane(32, 32, bars)));
  });

  it('tells about the same at every second row', () => {
    const noise = plane(64, 64, (x, y) => (x * 7919 + y * 104_729 + x * y * 31) % 256);
    const ofAll = laplacianVariance(noise);
    expect(Math.abs(laplacianVariance(noise, 2) - ofAll)).toBeLessThan(0.1 * ofAll);
  });
});
