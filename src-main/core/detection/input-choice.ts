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
  /**
   * After so many pictures in a row without anybody, one is looked at in the largest input: whoever is too small for the one
   * that is used would never ask for a larger one. Higher costs less in views that move without people, and finds small people later.
   */
  readonly searchAfter: number;
}

export const defaultInputChoiceConfig: InputChoiceConfig = Object.freeze({
  longSidesPx: Object.freeze([512, 640, 960, 1_280]),
  usualPx: 640,
  wantedHeightPx: 64,
  margin: 1.15,
  closeHeightPx: 52,
  minSightings: 24,
  maxSightings: 240,
  searchAfter: 12,
});

/**
 * How large a detector's input must be for a view: a camera over a hall shows people too small for the usual one, and a
 * larger one for every view would cost several times as much for nothing; where people come close, a smaller one shows
 * enough. Never larger than the picture itself, but for the usual one, which the networks are made for. Where nobody is seen,
 * the largest is tried now and then, and used for as long as it takes to judge the view by whom it shows.
 */
export class InputChoice {
  readonly #config: InputChoiceConfig;
  #heightsPx: number[] = [];
  #longSidePx: number;
  /** Pictures in a row that showed nobody. */
  #inVain = 0;
  /** Whether somebody showed in the largest input whom the other had not shown. */
  #isJudging = false;

  constructor(config: InputChoiceConfig = defaultInputChoiceConfig) {
    this.#config = config;
    this.#longSidePx = config.usualPx;
  }

  /** For the next picture. */
  longSidePx(picture: SizePx): number {
    const isSearch = this.#isJudging || this.#inVain >= this.#config.searchAfter;
    return isSearch ? this.#offered(picture).at(-1)! : this.#longSidePx;
  }

  /** Takes the heights, in pixels of the picture, of those who were seen in one, in the input that was asked for. */
  see(heightsPx: readonly number[], picture: SizePx): void {
    const { minSightings, maxSightings, searchAfter } = this.#config;
    const wasSearch = this.#inVain >= searchAfter;
    if (heightsPx.length === 0) {
      this.#inVain = wasSearch ? 0 : this.#inVain + 1;
      if (wasSearch) this.#isJudging = false;
      return;
    }
    if (wasSearch && this.longSidePx(picture) > this.#longSidePx) {
      this.#isJudging = true;
      this.#heightsPx = [];
    }
    this.#inVain = 0;
    this.#heightsPx = [...this.#heightsPx, ...heightsPx].slice(-maxSightings);
    if (this.#heightsPx.length < minSightings) return;
    this.#isJudging = false;
    this.#longSidePx = this.#choose(Float64Array.from(this.#heightsPx).sort(), picture);
  }

  /** Scaling a picture up shows nothing new. */
  #offered({ widthPx, heightPx }: SizePx): readonly number[] {
    const { longSidesPx, usualPx } = this.#config;
    const most = Math.max(usualPx, widthPx, heightPx);
    return longSidesPx.filter((longSidePx) => longSidePx <= most);
  }

  #choose(sortedPx: Float64Array, picture: SizePx): number {
    const { usualPx, wantedHeightPx, margin, closeHeightPx } = this.#config;
    const sourcePx = Math.max(picture.widthPx, picture.heightPx);
    const wantedPx = (sourcePx * wantedHeightPx) / sortedPx[sortedPx.length >> 1]!;
    const closePx = (sourcePx * closeHeightPx) / sortedPx[Math.floor(sortedPx.length / 10)]!;
    const now = this.#longSidePx;
    const isClose = (longSidePx: number): boolean =>
      longSidePx * (longSidePx === now ? margin : 1) >= closePx;
    const offered = this.#offered(picture).filter(
      (longSidePx) => longSidePx >= usualPx || isClose(longSidePx),
    );
    const enough = offered.find((longSidePx) => longSidePx >= wantedPx) ?? offered.at(-1)!;
    const ample = offered.find((longSidePx) => longSidePx >= margin * wantedPx) ?? enough;
    if (ample < now) return ample;
    return offered.includes(now) ? Math.max(now, enough) : enough;
  }
}
