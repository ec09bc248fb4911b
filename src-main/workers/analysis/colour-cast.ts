import type { BoxPx } from '#shared/units.ts';
import type { SizePx } from '../../core/geometry/letterbox.ts';
import type { RgbImage } from '../../core/geometry/rgb-image.ts';
import { estimateWhiteBalance, noWhiteBalance, type WhiteBalance } from '../../core/outfit/white-balance.ts';

/** Weight of a new measurement: about the last five count. */
const NEWEST = 0.2;
/** Pixels of a frame that are looked at: the light is the same everywhere in it. */
const SAMPLED: SizePx = { widthPx: 160, heightPx: 120 };

/** A frame whose colours can be looked at in places. */
interface ColourSource extends SizePx {
  readonly offsetMs: number;
  sampleRgb(boxPx: BoxPx, size: SizePx): RgbImage | null;
}

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

  /** Measures now and then. */
  observe(frame: ColourSource): void {
    if (frame.offsetMs - this.#lastMs < this.#everyMs) return;
    const pixels = frame.sampleRgb({ x: 0, y: 0, w: frame.widthPx, h: frame.heightPx }, SAMPLED);
    if (pixels === null) return;
    this.#lastMs = frame.offsetMs;
    const measured = estimateWhiteBalance(pixels);
    const before = this.#balance ?? measured;
    this.#balance = {
      red: before.red + NEWEST * (measured.red - before.red),
      green: before.green + NEWEST * (measured.green - before.green),
      blue: before.blue + NEWEST * (measured.blue - before.blue),
    };
  }
}
