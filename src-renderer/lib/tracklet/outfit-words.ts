/** An outfit in words. Colours and kinds are soft evidence: what was not seen well is left out. */
import type { GarmentType, Outfit } from '#shared/contract/analysis.ts';

export type GarmentPart = keyof Outfit;

export const garmentParts = ['top', 'bottom', 'shoes'] as const satisfies readonly GarmentPart[];

export const partNames: Readonly<Record<GarmentPart, string>> = {
  top: 'top',
  bottom: 'bottom',
  shoes: 'shoes',
};

const typeNames: Readonly<Record<GarmentType['name'], string>> = {
  't-shirt': 't-shirt',
  shirt: 'shirt',
  'long sleeve': 'long-sleeved top',
  outerwear: 'jacket or coat',
  trousers: 'trousers',
  shorts: 'shorts',
  skirt: 'skirt',
  dress: 'dress',
};

/** `dark blue shirt`, or `dark blue top` where the kind is not clear; null where the garment was not seen. */
export function garmentWords(outfit: Outfit, part: GarmentPart): string | null {
  const garment = outfit[part];
  return garment && `${garment.name} ${garment.type ? typeNames[garment.type.name] : partNames[part]}`;
}

/** `dark blue shirt, black trousers, white shoes`; `outfit not seen` where no garment was. */
export function outfitWords(outfit: Outfit): string {
  const seen = garmentParts.flatMap((part) => garmentWords(outfit, part) ?? []);
  // A dress of one colour is both top and bottom, and still one garment.
  return seen.length === 0 ? 'outfit not seen' : [...new Set(seen)].join(', ');
}
