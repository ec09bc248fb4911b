/** An outfit in words. Colours are soft evidence: a garment that was not seen well is left out. */
import type { Outfit } from '#shared/contract/analysis.ts';

export type GarmentPart = keyof Outfit;

export const garmentParts = ['top', 'bottom', 'shoes'] as const satisfies readonly GarmentPart[];

export const partNames: Readonly<Record<GarmentPart, string>> = {
  top: 'top',
  bottom: 'bottom',
  shoes: 'shoes',
};

/** `dark blue top, black bottom, white shoes`; `outfit not seen` where no garment was. */
export function outfitWords(outfit: Outfit): string {
  const seen = garmentParts.flatMap((part) =>
    outfit[part] ? [`${outfit[part].name} ${partNames[part]}`] : [],
  );
  return seen.length === 0 ? 'outfit not seen' : seen.join(', ');
}
