import type { AnalysisConfig } from './config.ts';
import { MotionGate } from './motion-gate.ts';

/** Of the picture that motion is looked for in; 1/8 of a 1080p frame. */
const LUMA_LONG_SIDE_PX = 240;

interface Picture {
  readonly offsetMs: number;
  readonly widthPx: number;
  readonly heightPx: number;
  toGreyScaled(widthPx: number, heightPx: number): { readonly data: Uint8Array };
}

/** Decides which frames the detector must see. */
export class SceneWatch {
  readonly #config: AnalysisConfig;
  readonly #gate = new MotionGate();
  #lastMotionMs = Number.NEGATIVE_INFINITY;
  #lastLookMs = Number.NEGATIVE_INFINITY;

  constructor(config: AnalysisConfig) {
    this.#config = config;
  }

  /** `isTracking`: somebody is being tracked. Call it with every sampled frame. */
  needsLook(picture: Picture, isTracking: boolean): boolean {
    const { skipsStillScenes, stillAfterMs, lookAgainMs } = this.#config;
    if (!skipsStillScenes) return true;
    const scale = Math.min(1, LUMA_LONG_SIDE_PX / Math.max(picture.widthPx, picture.heightPx));
    const luma = picture.toGreyScaled(
      Math.ceil(picture.widthPx * scale),
      Math.ceil(picture.heightPx * scale),
    );
    if (this.#gate.moved(luma.data)) this.#lastMotionMs = picture.offsetMs;
    const needed =
      isTracking ||
      picture.offsetMs - this.#lastMotionMs <= stillAfterMs ||
      picture.offsetMs - this.#lastLookMs >= lookAgainMs;
    if (needed) this.#lastLookMs = picture.offsetMs;
    return needed;
  }
}
