import type { PersonPixels } from './foreground.ts';

/** What takes the light of the place out of a crop: L·gain + offset, a − castA, b − castB. */
export interface LightNormal {
  readonly gain: number;
  readonly offset: number;
  readonly castA: number;
  readonly castB: number;
}

/**
 * How far a person's lightness is brought to a common mean and spread, 0..1. At 1 a person all in black and
 * one all in white become alike; at 0 the same person in sun and shade become strangers.
 */
const LIGHTNESS_SHARE = 0.7;
/** The common mean and spread: what a person in mixed clothes in good light has. */
const COMMON_MEAN = 45;
const COMMON_SPREAD = 22;
/** How much of the whole crop's mean colour is taken for the cast of the light: grey world, softened. */
const CAST_SHARE = 0.6;

/** The light of one crop, from its person's lightness and the whole crop's mean colour. */
export function lightNormal({ lab, weight }: PersonPixels): LightNormal {
  let total = 1e-6;
  let mean = 0;
  let castA = 0;
  let castB = 0;
  for (let pixel = 0; pixel < weight.length; pixel++) {
    total += weight[pixel]!;
    mean += weight[pixel]! * lab[pixel * 3]!;
    castA += lab[pixel * 3 + 1]!;
    castB += lab[pixel * 3 + 2]!;
  }
  mean /= total;
  let variance = 0;
  for (let pixel = 0; pixel < weight.length; pixel++) {
    variance += weight[pixel]! * (lab[pixel * 3]! - mean) ** 2;
  }
  // One unit more, so that the noise of a plain person is not blown up.
  const spread = Math.sqrt(variance / total) + 1;
  const stretch = COMMON_SPREAD / spread;
  return {
    gain: 1 - LIGHTNESS_SHARE + LIGHTNESS_SHARE * stretch,
    offset: LIGHTNESS_SHARE * (COMMON_MEAN - mean * stretch),
    castA: (CAST_SHARE * castA) / weight.length,
    castB: (CAST_SHARE * castB) / weight.length,
  };
}
