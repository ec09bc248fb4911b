import type { Lab } from './lab.ts';
import type { WeighedPixels } from './weighed-pixels.ts';

/** The main colour of a garment. */
export interface DominantColour {
  readonly lab: Lab;
  /** The part of the pixels, by weight, that have about this colour, 0..1. */
  readonly share: number;
}

/** Radius of the mean shift window in CIELAB units: folds and shade of one cloth vary by about this. */
const RADIUS = 14;
const ROUNDS = 8;
const STARTS = 6;

/** Per unit of lightness: finer than anybody sees, and few enough to leave room for the place in 53 bits. */
const LIGHTNESS_STEPS = 2 ** 16;

/**
 * The main colour of some pixels: their heaviest mode, found by mean shift (Comaniciu & Meer 2002) from several starts.
 * Null when nothing has weight.
 */
export function dominantColour({ lab, weight }: WeighedPixels): DominantColour | null {
  const total = massOf(weight);
  if (total <= 0) return null;
  let best: DominantColour | null = null;
  for (const start of startColours(lab, weight, total)) {
    const mode = shiftToMode(lab, weight, start);
    const share = Math.min(1, mode.mass / total);
    if (best === null || share > best.share) best = { lab: mode.lab, share };
  }
  return best;
}

/** The colours of the pixels at even steps of accumulated weight after sorting by lightness. */
function startColours(lab: Float32Array, weight: Float32Array, total: number): Lab[] {
  const count = weight.length;
  // Plain numbers are sorted many times faster than by a comparison: the lightness, then the place.
  const keys = Float64Array.from(
    weight,
    (_, pixel) => Math.round(lab[pixel * 3]! * LIGHTNESS_STEPS) * count + pixel,
  ).sort();
  const starts: Lab[] = [];
  let mass = 0;
  for (const key of keys) {
    const pixel = key % count;
    mass += weight[pixel]!;
    if (mass >= ((starts.length + 0.5) / STARTS) * total) {
      starts.push({ l: lab[pixel * 3]!, a: lab[pixel * 3 + 1]!, b: lab[pixel * 3 + 2]! });
    }
  }
  return starts;
}

function shiftToMode(
  lab: Float32Array,
  weight: Float32Array,
  start: Lab,
): { readonly lab: Lab; readonly mass: number } {
  let centre = start;
  let mass = 0;
  for (let round = 0; round < ROUNDS; round++) {
    mass = 0;
    let l = 0;
    let a = 0;
    let b = 0;
    for (let pixel = 0; pixel < weight.length; pixel++) {
      const at = pixel * 3;
      const dl = lab[at]! - centre.l;
      const da = lab[at + 1]! - centre.a;
      const db = lab[at + 2]! - centre.b;
      if (dl * dl + da * da + db * db > RADIUS * RADIUS) continue;
      const share = weight[pixel]!;
      mass += share;
      l += share * lab[at]!;
      a += share * lab[at + 1]!;
      b += share * lab[at + 2]!;
    }
    if (mass <= 0) break;
    const mean = { l: l / mass, a: a / mass, b: b / mass };
    const isThere = mean.l === centre.l && mean.a === centre.a && mean.b === centre.b;
    centre = mean;
    // The same pixels would be found again.
    if (isThere) break;
  }
  return { lab: centre, mass };
}

/** A loop, which takes a fraction of `reduce`. */
function massOf(weight: Float32Array): number {
  let mass = 0;
  for (let pixel = 0; pixel < weight.length; pixel++) mass += weight[pixel]!;
  return mass;
}
