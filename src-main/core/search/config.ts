/** Thresholds of search. Similarities are in standard deviations of strangers, colours in CIEDE2000. */
export const searchConfig = Object.freeze({
  /** Answers at most this many; nobody pages further. Higher costs memory and time in the second ranking. */
  maxHits: 1_000,
  /** Tracklets per camera that a similarity is normalised against. Higher is steadier and costs linearly. */
  cohortSize: 32,
  /** Weight, in tracklets, of the mean and spread over all cameras against those of one camera's cohort. */
  cohortShrink: 12,
  /** Pairs of people seen at once in one camera, from which the curve of strangers is learnt. Higher is steadier. */
  strangerPairs: 2_000,
  /** Weight, in pairs, of the standard normal curve against those pairs. Higher trusts a small study less. */
  strangerShrink: 60,
  /**
   * Grades by the number of strangers that chance alone would make look as alike: at most so many. Raising one
   * calls more results alike, and more of them wrongly.
   */
  strongStrangers: 0.1,
  goodStrangers: 1,
  fairStrangers: 10,
  /** A garment no further than this from a shade of the named colour has it; half the way to most other names. */
  sameColourDeltaE: 10,
  /** Up to here the colour may be meant; beyond, the tracklet is no answer. Higher shows more and worse answers. */
  nearColourDeltaE: 20,
});

export type SearchConfig = { readonly [K in keyof typeof searchConfig]: number };
