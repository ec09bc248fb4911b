import type { GarmentType } from '#shared/contract/analysis.ts';
import { type GarmentMap, typeHeads } from './garment-map.ts';

/** One crop's answer on what kind of garment it is. */
export interface TypeEvidence {
  readonly types: GarmentMap['types'];
  /** Part of the garment's pixels that belongs to a dress, 0..1. */
  readonly dressShare: number;
  /** Above 0. */
  readonly weight: number;
}

/** A kind less sure than this is not told. Higher tells fewer and is right more often. */
const MIN_CONFIDENCE = 0.5;

/**
 * The kind of a top or a bottom: the likeliest by the mean of the crops' probabilities, which the parser's training
 * has calibrated. Null, for unknown, where no kind is likelier than all others together.
 */
export function garmentType(head: 'top' | 'bottom', seen: readonly TypeEvidence[]): GarmentType | null {
  const total = seen.reduce((sum, { weight }) => sum + weight, 0);
  const meanOf = (value: (crop: TypeEvidence) => number): number =>
    seen.reduce((sum, crop) => sum + crop.weight * value(crop), 0) / total;
  if (total <= 0) return null;
  if (meanOf(({ dressShare }) => dressShare) > 0.5) {
    const confidence = meanOf(({ types }) => types.body[typeHeads.body.indexOf('dress')]!);
    return confidence < MIN_CONFIDENCE ? null : { name: 'dress', confidence };
  }
  const kinds = typeHeads[head].map((name, at) => ({
    name,
    confidence: meanOf(({ types }) => types[head][at]!),
  }));
  const best = kinds.reduce((top, kind) => (kind.confidence > top.confidence ? kind : top));
  return best.confidence < MIN_CONFIDENCE ? null : best;
}
