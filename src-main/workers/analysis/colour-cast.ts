import type { RgbImage } from '../../core/geometry/rgb-image.ts';
import { estimateWhiteBalance, noWhiteBalance, type WhiteBalance } from '../../core/outfit/white-balance.ts';

/** Weight of a new measurement: about the last five count. */
const NEWEST = 0.2;

/** Follows the colour cast of a camera through a recording. */
export class ColourCast {
  readonly #everyMs: number;
  #lastMs = Number.NEGATIVE_INFINITY;
  #balance: WhiteBalance | null = null;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  get balance(): WhiteBalance {
    return this.#balance ?? noWhiteBalance;
  }

  /** Measures now and then; `render` is called only if it does. */
  observe(offsetMs: number, render: () => RgbImage): void {
    if (offsetMs - this.#lastMs < this.#everyMs) return;
    this.#lastMs = offsetMs;
    const measured = estimateWhiteBalance(render());
    const before = this.#balance ?? measured;
    this.#balance = {
      red: before.red + NEWEST * (measured.red - before.red),
      green: before.green + NEWEST * (measured.green - before.green),
      blue: before.blue + NEWEST * (measured.blue - before.blue),
    };
  }
}
