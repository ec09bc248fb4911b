import type { SizePx } from '../geometry/letterbox.ts';

export interface InputChoiceConfig {
  /** Long sides to choose from, ascending. */
  readonly longSidesPx: readonly number[];
  /** The one where every recording begins. */
  readonly usualPx: number;
  /** How tall the middle one of the people should be in the input. Higher finds more of them, and costs time. */
  readonly wantedHeightPx: number;
  /** A smaller input must show people this much taller than wanted. Higher changes less often. */
  readonly margin: number;
  /**
   * An input below the usual one is for views without a background: nine of ten people must be this tall in it. Lower costs
   * less, and loses those behind whom a close view shows as well.
   */
  readonly closeHeightPx: number;
  /** Sightings that it takes to judge a view, and that are remembered. */
  readonly minSightings: number;
  readonly maxSightings: number;
}

export const defaultInputChoiceConfig: InputChoiceConfig = Object.freeze({
  longSidesPx: Object.freeze([512, 640, 960, 1_280]),
  usualPx: 640,
  wantedHeightPx: 64,
  margin: 1.15,
  closeHeightPx: 52,
  minSightings: 24,
  maxSightings: 240,
});

/**
 * How large a detector's input must be for a view: a camera over a hall shows people too small for the usual one, and a
 * larger one for every view would cost several times as much for nothing; where people come close, a smaller one shows
 * enough. Never larger than the picture itself, but for the usual one, which the networks are made for.
 */
export class InputChoice {
  readonly #config: InputChoiceConfig;
  #heightsPx: number[] = [];
  #longSidePx: number;

  constructor(config: InputChoiceConfig = defaultInputChoiceConfig) {
    this.#config = config;
    this.#longSidePx = config.usualPx;
  }

  get longSidePx(): number {
    return this.#longSidePx;
  }

  /** Takes the heights, in pixels of the picture, of those who were seen in one. */
  see(heightsPx: readonly number[], picture: SizePx): void {
    const { minSightings, maxSightings } = this.#config;
    this.#heightsPx = [...this.#heightsPx, ...heightsPx].slice(-maxSightings);
    if (this.#heightsPx.length < minSightings) return;
    const sorted = Float64Array.from(this.#heightsPx).sort();
    this.#longSidePx = this.#choose(sorted, Math.max(picture.widthPx, picture.heightPx));
  }

  #choose(sortedPx: Float64Array, sourcePx: number): number {
    const { longSidesPx, usualPx, wantedHeightPx, margin, closeHeightPx } = this.#config;
    const wantedPx = (sourcePx * wantedHeightPx) / sortedPx[sortedPx.length >> 1]!;
    const closePx = (sourcePx * closeHeightPx) / sortedPx[Math.floor(sortedPx.length / 10)]!;
    const now = this.#longSidePx;
    const isClose = (longSidePx: number): boolean =>
      longSidePx * (longSidePx === now ? margin : 1) >= closePx;
    // Scaling a picture up shows nothing new.
    const offered = longSidesPx.filter(
      (longSidePx) =>
        longSidePx <= Math.max(usualPx, sourcePx) && (longSidePx >= usualPx || isClose(longSidePx)),
    );
    const enough = offered.find((longSidePx) => longSidePx >= wantedPx) ?? offered.at(-1)!;
    const ample = offered.find((longSidePx) => longSidePx >= margin * wantedPx) ?? enough;
    if (ample < now) return ample;
    return offered.includes(now) ? Math.max(now, enough) : enough;
  }
}
