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
  return { widthPx, heightPx, data: lower(narrow(image, columns, widthPx), rows, widthPx * 3, heightPx) };
}

/** Rows of the source's number, `widthPx` long. */
function narrow({ data, widthPx: sourceWidth, heightPx }: RgbImage, taps: Taps, widthPx: number) {
  const narrowed = new Float32Array(widthPx * heightPx * 3);
  let target = 0;
  for (let y = 0; y < heightPx; y++) {
    const row = y * sourceWidth;
    for (let x = 0; x < widthPx; x++, target += 3) {
      for (let tap = taps.starts[x]!; tap < taps.starts[x + 1]!; tap++) {
        const source = (row + taps.indices[tap]!) * 3;
        const weight = taps.weights[tap]!;
        narrowed[target] = narrowed[target]! + weight * data[source]!;
        narrowed[target + 1] = narrowed[target + 1]! + weight * data[source + 1]!;
        narrowed[target + 2] = narrowed[target + 2]! + weight * data[source + 2]!;
      }
    }
  }
  return narrowed;
}

/** `heightPx` rows of `stride` bytes. */
function lower(narrowed: Float32Array, taps: Taps, stride: number, heightPx: number): Uint8Array {
  const data = new Uint8Array(stride * heightPx);
  const sums = new Float64Array(stride);
  for (let y = 0; y < heightPx; y++) {
    sums.fill(0);
    for (let tap = taps.starts[y]!; tap < taps.starts[y + 1]!; tap++) {
      const source = taps.indices[tap]! * stride;
      const weight = taps.weights[tap]!;
      for (let at = 0; at < stride; at++) sums[at] = sums[at]! + weight * narrowed[source + at]!;
    }
    for (let at = 0; at < stride; at++) data[y * stride + at] = Math.round(sums[at]!);
  }
  return data;
}

/** What goes into target position `t`: entries `starts[t]` to `starts[t + 1]` of the source positions and weights. */
interface Taps {
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly weights: Float64Array;
}

/** For each target position the source positions under a triangle filter, weights summing to 1. */
function axisTaps(sourceLength: number, targetLength: number): Taps {
  const step = sourceLength / targetLength;
  const radius = Math.max(1, step);
  const starts = new Int32Array(targetLength + 1);
  const indices: number[] = [];
  const weights: number[] = [];
  for (let target = 0; target < targetLength; target++) {
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
    for (const [index, weight] of taps) {
      indices.push(index);
      weights.push(weight / total);
    }
    starts[target + 1] = indices.length;
  }
  return { starts, indices: Int32Array.from(indices), weights: Float64Array.from(weights) };
}
