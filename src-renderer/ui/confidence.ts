export type Confidence = 'high' | 'medium' | 'low';

/** From here on a proposal counts as sure. Raising it leaves more to review, lowering it lets more errors through. */
export const highConfidence = 0.8;
export const mediumConfidence = 0.5;

export function confidenceLevel(value: number): Confidence {
  if (value >= highConfidence) return 'high';
  return value >= mediumConfidence ? 'medium' : 'low';
}
