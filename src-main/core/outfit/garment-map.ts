import type { ScalableImage } from '../geometry/rgb-image.ts';

/** What a parser tells apart, in the order of its output. */
export const garmentClasses = [
  'background',
  'top',
  'bottom',
  'full-body',
  'shoes',
  'hair',
  'skin',
  'bag',
] as const;
export type GarmentClass = (typeof garmentClasses)[number];

/** The kinds that a parser tells apart, per question, in the order of its output. */
export const typeHeads = Object.freeze({
  top: ['t-shirt', 'shirt', 'long sleeve', 'outerwear'],
  bottom: ['trousers', 'shorts', 'skirt'],
  body: ['separates', 'dress'],
} as const);
export type TypeHead = keyof typeof typeHeads;
export const TYPE_COUNT = Object.values(typeHeads).flat().length;

/** What a parser sees in one crop of a person. */
export interface GarmentMap {
  readonly widthPx: number;
  readonly heightPx: number;
  /** `shares[(y * widthPx + x) * 8 + class]`: how surely a pixel shows a class of `garmentClasses`; 1 per pixel. */
  readonly shares: Float32Array;
  /** How likely each kind is, if the garment is worn; 1 per head. */
  readonly types: Readonly<Record<TypeHead, readonly number[]>>;
}

/** Finds the garments in crops of whole people. */
export interface GarmentParser {
  parse(crops: readonly ScalableImage[]): Promise<readonly GarmentMap[]>;
}

/** Splits one crop's `TYPE_COUNT` probabilities by head. */
export function splitTypes(probabilities: ArrayLike<number>): GarmentMap['types'] {
  const values = Array.from(probabilities);
  const { top, bottom } = typeHeads;
  return {
    top: values.slice(0, top.length),
    bottom: values.slice(top.length, top.length + bottom.length),
    body: values.slice(top.length + bottom.length),
  };
}
