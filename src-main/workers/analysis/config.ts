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
   * While people walk well apart the detector looks this often at most: every second frame at 6 fps. Longer is cheaper,
   * and follows turns less closely. Where people meet, enter or are hidden, every sampled frame is looked at.
   */
  readonly calmEveryMs: number;
  /** How far apart that is, in heights. Higher looks more often. */
  readonly calmReach: number;
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
  calmEveryMs: 333,
  calmReach: 0.3,
  whiteBalanceEveryMs: 10_000,
  maxCropHeightPx: 320,
  minSightings: 2,
});

/**
 * Frames that the decoder works on side by side. It runs while the detector does, so it gets enough threads to have the
 * next sampled frame ready: a few frames of 25 per second lie between two of 6.
 */
export function decoderThreads(taskThreads: number): number {
  return taskThreads + 2;
}
