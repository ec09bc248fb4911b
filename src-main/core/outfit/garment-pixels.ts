import { imageAt, type RgbImage, type ScalableImage } from '../geometry/rgb-image.ts';
import { type GarmentClass, type GarmentMap, garmentClasses } from './garment-map.ts';
import { labOfRgb } from './lab.ts';
import type { WeighedPixels } from './weighed-pixels.ts';

/** The pixels of one garment. */
export interface GarmentPixels extends WeighedPixels {
  /** Part of the crop's area that they take, 0..1. */
  readonly area: number;
  /** Part of them that belongs to a dress or a jumpsuit, 0..1. */
  readonly dressShare: number;
}

/** What a parsed crop shows of a person. */
export interface ParsedPerson {
  readonly top: GarmentPixels;
  readonly bottom: GarmentPixels;
  readonly shoes: GarmentPixels;
  /** Part of the crop's area that shows the person, 0..1. */
  readonly area: number;
}

const CLASSES = garmentClasses.length;
const indexOf = (name: GarmentClass): number => garmentClasses.indexOf(name);
const BACKGROUND = indexOf('background');
const FULL_BODY = indexOf('full-body');
/** Pixels less sure than this lie on seams and outlines, where colours mix. */
const MIN_SHARE = 0.5;

/**
 * The pixels of a crop by garment; skin, hair and bags belong to none. Of a dress the upper half counts as top and the
 * lower half as bottom, so that people in dresses and in separates can be compared.
 */
export function parsedPerson(crop: ScalableImage, map: GarmentMap): ParsedPerson {
  const image = imageAt(crop, map.widthPx, map.heightPx);
  const { waistRow, area } = extentOf(map);
  return {
    top: garmentPixels(image, map, 'top', 0, waistRow),
    bottom: garmentPixels(image, map, 'bottom', waistRow, map.heightPx),
    shoes: garmentPixels(image, map, 'shoes', 0, 0),
    area,
  };
}

/** The row in the middle between the first and the last that show the person, and the person's area. */
function extentOf({ widthPx, heightPx, shares }: GarmentMap) {
  let first = heightPx;
  let last = -1;
  let count = 0;
  for (let pixel = 0; pixel < widthPx * heightPx; pixel++) {
    if (shares[pixel * CLASSES + BACKGROUND]! >= MIN_SHARE) continue;
    const row = Math.floor(pixel / widthPx);
    first = Math.min(first, row);
    last = Math.max(last, row);
    count++;
  }
  return { waistRow: Math.ceil((first + last + 1) / 2), area: count / (widthPx * heightPx) };
}

/** Pixels of a class in an image of the map's size, with those of a dress in the rows [dressFrom, dressTo). */
function garmentPixels(
  { data }: RgbImage,
  { widthPx, heightPx, shares }: GarmentMap,
  name: GarmentClass,
  dressFrom: number,
  dressTo: number,
): GarmentPixels {
  const garment = indexOf(name);
  const kept: number[] = [];
  const weight: number[] = [];
  let ofDress = 0;
  for (let pixel = 0; pixel < widthPx * heightPx; pixel++) {
    const row = Math.floor(pixel / widthPx);
    const own = shares[pixel * CLASSES + garment]!;
    const dress = row >= dressFrom && row < dressTo ? shares[pixel * CLASSES + FULL_BODY]! : 0;
    if (own + dress < MIN_SHARE) continue;
    const { l, a, b } = labOfRgb(data[pixel * 3]!, data[pixel * 3 + 1]!, data[pixel * 3 + 2]!);
    kept.push(l, a, b);
    weight.push(own + dress);
    if (dress > own) ofDress++;
  }
  return {
    lab: Float32Array.from(kept),
    weight: Float32Array.from(weight),
    area: weight.length / (widthPx * heightPx),
    dressShare: ofDress / Math.max(1, weight.length),
  };
}
