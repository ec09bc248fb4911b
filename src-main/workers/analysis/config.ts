import type { ForesightConfig } from '../../core/tracking/sampling.ts';

/** What the analysis of a chunk does besides detecting and tracking, whose thresholds lie in `core`. */
export interface AnalysisConfig {
  /**
   * Whether frames of a still scene skip the detector. A scene is still when nobody is tracked, nothing moved for
   * `stillAfterMs`, and the last look found nobody.
   */
  readonly skipsStillScenes: boolean;
  /** Longer looks at more empty frames after the last motion; shorter may miss who enters slowly. */
  readonly stillAfterMs: number;
  /** Even a still scene is looked at this often. Longer is cheaper and finds late who never moves. */
  readonly lookAgainMs: number;
  /**
   * How long the detector may pass frames over while it is foreseen what they show: two of three at 6 fps. They are looked
   * at after all when the next look finds something else. Longer is cheaper, and follows turns less closely.
   */
  readonly passOverMs: number;
  readonly foresight: ForesightConfig;
  /** How often the camera's colour cast is measured. Longer is cheaper and follows changes of light later. */
  readonly whiteBalanceEveryMs: number;
  /** Taller crops are scaled down to this. Higher shows more detail and takes more memory and disk. */
  readonly maxCropHeightPx: number;
  /** Tracklets with fewer sightings inside the chunk than this are left to the chunk before. */
  readonly minSightings: number;
}

export const defaultAnalysisConfig: AnalysisConfig = Object.freeze({
  skipsStillScenes: true,
  stillAfterMs: 3_000,
  lookAgainMs: 4_000,
  passOverMs: 500,
  foresight: Object.freeze({ leastIou: 0.5, rivalIou: 0.3 }),
  whiteBalanceEveryMs: 10_000,
  maxCropHeightPx: 320,
  minSightings: 2,
});

/** FFmpeg advises against more. */
const MOST_DECODER_THREADS = 16;

/**
 * Frames that the decoder works on side by side, at most. While the detector looks at a frame, the decoder gets this far
 * ahead and then stands still, and after that the detector waits for it. Decoding six frames for each core takes about as
 * long as a look: with fewer, a core idles, and more only fill memory.
 */
export function decoderThreads(taskThreads: number): number {
  return Math.min(MOST_DECODER_THREADS, 6 * taskThreads);
}
