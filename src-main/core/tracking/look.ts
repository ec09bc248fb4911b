import type { BoxPx } from '#shared/units.ts';
import type { RgbImage } from '../geometry/rgb-image.ts';
import { labOfImage } from '../outfit/lab.ts';

/**
 * The mean colours of somebody's upper and lower body in one picture or several: L, a, b, L, a, b (CIELAB). Far less
 * than an outfit embedding tells, at a thousandth of its price: of two detections of one person within three seconds,
 * 95 % are more alike than two of different people on the sample mall, 91 % on PETS (98 % by embedding).
 */
export type Look = Float32Array;

export const LOOK_LENGTH = 6;

/** Where in a person's box the upper and lower body are surely seen, as parts of its height and width. */
const UPPER = { top: 0.18, bottom: 0.48 };
const LOWER = { top: 0.55, bottom: 0.85 };
const SIDE = 0.3;

/** People walk through light and shadow, so lightness counts less than colour. */
const LIGHTNESS_WEIGHT = 0.5;

/** The parts of a person's box that a look is made of. */
export function lookRegions(boxPx: BoxPx): { readonly upper: BoxPx; readonly lower: BoxPx } {
  const regionOf = ({ top, bottom }: typeof UPPER) => ({
    x: boxPx.x + SIDE * boxPx.w,
    y: boxPx.y + top * boxPx.h,
    w: (1 - 2 * SIDE) * boxPx.w,
    h: (bottom - top) * boxPx.h,
  });
  return { upper: regionOf(UPPER), lower: regionOf(LOWER) };
}

/** The look of pictures of the two regions, of any size above 0. */
export function lookOf(upper: RgbImage, lower: RgbImage): Look {
  return Float32Array.of(...meanLab(upper), ...meanLab(lower));
}

function meanLab(image: RgbImage): [number, number, number] {
  const lab = labOfImage(image);
  const sums: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < lab.length; at++) sums[at % 3] = sums[at % 3]! + lab[at]!;
  const pixels = lab.length / 3;
  return [sums[0] / pixels, sums[1] / pixels, sums[2] / pixels];
}

/** How different two looks are: the distances of upper and lower body, summed. */
export function lookDistance(first: Look, second: Look): number {
  return partDistance(first, second, 0) + partDistance(first, second, 3);
}

function partDistance(first: Look, second: Look, at: number): number {
  return Math.hypot(
    LIGHTNESS_WEIGHT * (first[at]! - second[at]!),
    first[at + 1]! - second[at + 1]!,
    first[at + 2]! - second[at + 2]!,
  );
}

/** A look that goes `share` of the way to a new one. */
export function blendLooks(before: Look, seen: Look, share: number): Look {
  return before.map((value, at) => value + share * (seen[at]! - value));
}
