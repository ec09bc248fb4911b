import type { BoxPx } from '#shared/units.ts';

/** A picture of 8-bit sRGB: `data[(y * widthPx + x) * 3 + channel]`, rows from the top, no padding. */
export interface RgbImage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array;
}

/** Copies the part of a picture under a box, cut at the borders; null when less than one pixel is left. */
export function cropImage(image: RgbImage, box: BoxPx): RgbImage | null {
  const left = Math.max(0, Math.round(box.x));
  const top = Math.max(0, Math.round(box.y));
  const widthPx = Math.min(image.widthPx, Math.round(box.x + box.w)) - left;
  const heightPx = Math.min(image.heightPx, Math.round(box.y + box.h)) - top;
  if (widthPx < 1 || heightPx < 1) return null;
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    const start = ((top + y) * image.widthPx + left) * 3;
    data.set(image.data.subarray(start, start + widthPx * 3), y * widthPx * 3);
  }
  return { widthPx, heightPx, data };
}

/**
 * Scales a picture: a triangle filter as wide as a target pixel (bilinear when growing), so that
 * shrinking does not alias.
 */
export function resizeImage(image: RgbImage, widthPx: number, heightPx: number): RgbImage {
  const columns = axisTaps(image.widthPx, widthPx);
  const rows = axisTaps(image.heightPx, heightPx);
  const data = new Uint8Array(widthPx * heightPx * 3);
  const narrowed = new Float32Array(widthPx * image.heightPx * 3);
  for (let y = 0; y < image.heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const target = (y * widthPx + x) * 3;
      for (const { index, weight } of columns[x]!) {
        const source = (y * image.widthPx + index) * 3;
        narrowed[target] = narrowed[target]! + weight * image.data[source]!;
        narrowed[target + 1] = narrowed[target + 1]! + weight * image.data[source + 1]!;
        narrowed[target + 2] = narrowed[target + 2]! + weight * image.data[source + 2]!;
      }
    }
  }
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (const { index, weight } of rows[y]!) {
          sum += weight * narrowed[(index * widthPx + x) * 3 + channel]!;
        }
        data[(y * widthPx + x) * 3 + channel] = Math.round(sum);
      }
    }
  }
  return { widthPx, heightPx, data };
}

interface Tap {
  readonly index: number;
  readonly weight: number;
}

/** For each target position the source positions under a triangle filter, weights summing to 1. */
function axisTaps(sourceLength: number, targetLength: number): readonly (readonly Tap[])[] {
  const step = sourceLength / targetLength;
  const radius = Math.max(1, step);
  return Array.from({ length: targetLength }, (_, target) => {
    const centre = (target + 0.5) * step - 0.5;
    const taps = new Map<number, number>();
    let total = 0;
    for (let at = Math.ceil(centre - radius); at <= Math.floor(centre + radius); at++) {
      const weight = 1 - Math.abs(at - centre) / radius;
      if (weight <= 0) continue;
      const index = Math.min(sourceLength - 1, Math.max(0, at));
      taps.set(index, (taps.get(index) ?? 0) + weight);
      total += weight;
    }
    return [...taps].map(([index, weight]) => ({ index, weight: weight / total }));
  });
}
