import type { Outfit } from '#shared/contract/analysis.ts';
import type { PersonPixels } from './foreground.ts';
import type { WeighedPixels } from './weighed-pixels.ts';

/**
 * Where the garments of a standing person lie, as parts of the box's height. The waist, which moves with
 * build and jacket, is left out between top and bottom.
 */
const BANDS: Readonly<Record<keyof Outfit, { readonly from: number; readonly to: number }>> = {
  top: { from: 0.18, to: 0.45 },
  bottom: { from: 0.54, to: 0.86 },
  shoes: { from: 0.93, to: 1 },
};
/** Least mean weight of a band's pixels; below it the band shows almost nothing of the person. */
const MIN_COVER = 0.08;

/** The pixels where a garment usually is: what is known without a parser. Null where too little is seen. */
export function bandPixels(person: PersonPixels, garment: keyof Outfit): WeighedPixels | null {
  const { from, to } = BANDS[garment];
  const first = Math.floor(from * person.heightPx) * person.widthPx;
  const last = Math.min(person.heightPx, Math.ceil(to * person.heightPx)) * person.widthPx;
  const weight = person.weight.subarray(first, last);
  const total = weight.reduce((sum, value) => sum + value, 0);
  if (total < MIN_COVER * weight.length) return null;
  return { lab: person.lab.subarray(first * 3, last * 3), weight };
}
