import type { BoxPx } from '#shared/units.ts';

/** A picture of 8-bit sRGB: `data[(y * widthPx + x) * 3 + channel]`, rows from the top, no padding. */
export interface RgbImage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array;
}

/** The same as a plane of bytes per channel, rows from the top, no padding. */
export interface RgbPlanes {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly red: Uint8Array;
  readonly green: Uint8Array;
  readonly blue: Uint8Array;
}

/** A picture that is drawn at the size in which it is wanted: cheaper than drawing all of it and scaling that. */
export interface DrawnImage {
  /** In memory of its own. */
  drawAt(widthPx: number, heightPx: number): RgbImage;
}

/** A picture that can be had at any size. */
export type ScalableImage = RgbImage | DrawnImage;

/** A picture at a size, in memory of its own. Pixels are scaled by `resizeImage`. */
export function imageAt(image: ScalableImage, widthPx: number, heightPx: number): RgbImage {
  return 'drawAt' in image ? image.drawAt(widthPx, heightPx) : resizeImage(image, widthPx, heightPx);
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
  const rows = axisTaps(image.heightPx, heightPx, image.widthPx * 3);
  const columns = axisTaps(image.widthPx, widthPx, 3);
  // Rows first: whole rows are summed faster than pixels, and most pictures shrink.
  const lowered = lower(image, rows, heightPx);
  return { widthPx, heightPx, data: narrow(lowered, image.widthPx * 3, columns, widthPx, heightPx) };
}

/** `heightPx` rows as wide as the source's, in parts of a level. */
function lower({ data, widthPx }: RgbImage, taps: Taps, heightPx: number): Int32Array {
  const { starts, offsets, weights } = taps;
  const stride = widthPx * 3;
  const lowered = new Int32Array(stride * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const row = lowered.subarray(y * stride, (y + 1) * stride);
    const end = starts[y + 1]!;
    for (let tap = starts[y]!; tap < end; tap++) {
      const source = offsets[tap]!;
      const weight = weights[tap]!;
      for (let at = 0; at < stride; at++) row[at] = row[at]! + Math.imul(weight, data[source + at]!);
    }
  }
  return lowered;
}

/** Rows of `widthPx` pixels of rows of `stride` values. */
function narrow(lowered: Int32Array, stride: number, taps: Taps, widthPx: number, heightPx: number) {
  const { starts, offsets, weights } = taps;
  const data = new Uint8Array(widthPx * heightPx * 3);
  let target = 0;
  for (let y = 0; y < heightPx; y++) {
    const row = y * stride;
    for (let x = 0; x < widthPx; x++, target += 3) {
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      const end = starts[x + 1]!;
      for (let tap = starts[x]!; tap < end; tap++) {
        const source = row + offsets[tap]!;
        const weight = weights[tap]!;
        red += Math.imul(weight, lowered[source]! >> DROPPED_BITS);
        green += Math.imul(weight, lowered[source + 1]! >> DROPPED_BITS);
        blue += Math.imul(weight, lowered[source + 2]! >> DROPPED_BITS);
      }
      data[target] = red >> SUM_BITS;
      data[target + 1] = green >> SUM_BITS;
      data[target + 2] = blue >> SUM_BITS;
    }
  }
  return data;
}

/** Weights are whole numbers that sum to 2^14: whole numbers are added faster, and the same everywhere. */
const WEIGHT_BITS = 14;
/** Of the first step's fractions 8 bits go on, so that the sums of the second step fit 31. */
const DROPPED_BITS = WEIGHT_BITS - 8;
const SUM_BITS = WEIGHT_BITS + 8;
/** Half a level, so that cutting the fraction off rounds. */
const HALF = 1 << (SUM_BITS - 1);

/** What goes into target position `t`: entries `starts[t]` to `starts[t + 1]` of the source offsets and weights. */
interface Taps {
  readonly starts: Int32Array;
  /** Where the source position begins, in values. */
  readonly offsets: Int32Array;
  readonly weights: Int32Array;
}

/**
 * For each target position the source positions under a triangle filter, weights summing to 1. `stride`: values from one
 * source position to the next.
 */
function axisTaps(sourceLength: number, targetLength: number, stride: number): Taps {
  const step = sourceLength / targetLength;
  const radius = Math.max(1, step);
  const starts = new Int32Array(targetLength + 1);
  const most = targetLength * (2 * Math.ceil(radius) + 1);
  const offsets = new Int32Array(most);
  const weights = new Int32Array(most);
  let count = 0;
  for (let target = 0; target < targetLength; target++) {
    const centre = (target + 0.5) * step - 0.5;
    const first = Math.ceil(centre - radius);
    const last = Math.floor(centre + radius);
    let total = 0;
    for (let at = first; at <= last; at++) total += 1 - Math.abs(at - centre) / radius;
    // Rounding the sums rather than the weights keeps their total.
    let reached = 0;
    let given = 0;
    for (let at = first; at <= last; at++, count++) {
      reached += ((1 - Math.abs(at - centre) / radius) / total) * 2 ** WEIGHT_BITS;
      weights[count] = Math.round(reached) - given;
      given = Math.round(reached);
      // Beyond the border is what lies at it.
      offsets[count] = Math.min(sourceLength - 1, Math.max(0, at)) * stride;
    }
    starts[target + 1] = count;
  }
  return { starts, offsets, weights };
}
