/**
 * Tells whether anything moved in a picture: compares its luma with a running background, pixel by pixel, against the
 * noise that each pixel usually shows (a single Gaussian per pixel, after Wren et al. 1997, Pfinder).
 */

export interface MotionGateConfig {
  /** Part of the new picture that goes into the background, 0..1. Higher forgets who stands still sooner. */
  readonly learningRate: number;
  /** How many usual deviations a pixel must differ by. Higher misses people dressed like the floor. */
  readonly deviations: number;
  /** And by at least so many grey levels. Higher misses them too; lower wakes up at every flicker. */
  readonly minLevels: number;
  /** How many pixels must differ. A person 25 source pixels tall covers about 3 at 1/8 scale. */
  readonly minPixels: number;
}

export const defaultMotionGateConfig: MotionGateConfig = Object.freeze({
  learningRate: 0.05,
  deviations: 4,
  minLevels: 8,
  minPixels: 2,
});

/** Deviation that a pixel is thought to have before it was watched, in grey levels. */
const INITIAL_DEVIATION = 4;

export class MotionGate {
  readonly #config: MotionGateConfig;
  #background: Float32Array | null = null;
  #deviation = new Float32Array(0);

  constructor(config: MotionGateConfig = defaultMotionGateConfig) {
    this.#config = config;
  }

  /**
   * Takes the next picture (8-bit luma, row by row, always of the same scale) and says whether it differs from those
   * before; the first one does.
   */
  moved(luma: Uint8Array): boolean {
    const { learningRate, deviations, minLevels, minPixels } = this.#config;
    const background = this.#background;
    if (background?.length !== luma.length) {
      this.#background = Float32Array.from(luma);
      this.#deviation = new Float32Array(luma.length).fill(INITIAL_DEVIATION);
      return true;
    }
    const deviation = this.#deviation;
    let changed = 0;
    for (let pixel = 0; pixel < luma.length; pixel++) {
      const difference = luma[pixel]! - background[pixel]!;
      const size = Math.abs(difference);
      if (size > minLevels && size > deviations * deviation[pixel]!) changed++;
      background[pixel] = background[pixel]! + learningRate * difference;
      deviation[pixel] = deviation[pixel]! + learningRate * (Math.min(size, minLevels) - deviation[pixel]!);
    }
    return changed >= minPixels;
  }
}
