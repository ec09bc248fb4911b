/**
 * Thresholds of what is done with the tracks of a chunk once all of it has been seen. Those without a source were chosen
 * on the sample mall, rendered, and on PETS S2L1, real, so that neither gets worse (`docs/accuracy.md`).
 */
export interface OfflineConfig {
  readonly appearance: AppearanceConfig;
  readonly exchange: ExchangeConfig;
  readonly cutting: CuttingConfig;
  readonly extension: ExtensionConfig;
  readonly rejoining: RejoiningConfig;
  readonly completion: CompletionConfig;
  /**
   * Who is seen for at least so long, all fragments together, and hardly moves is a thing (`TrackerConfig.statueMs`). Lower
   * drops people who stand still for a moment where they come out from behind something.
   */
  readonly statueMs: number;
}

/** How cosines of outfit embeddings become evidence. Evidence is a natural logarithm of likelihoods throughout. */
export interface AppearanceConfig {
  /** What cosines are taken to mean in a chunk that shows too few people to learn it from. */
  readonly guess: { readonly self: number; readonly strangers: number };
  /** How many observations the guess is worth. Higher learns slower from the chunk. */
  readonly guessWeight: number;
  /** Least difference of the usual cosines of one person and of two. Higher trusts a poor embedding less. */
  readonly minSpread: number;
  /** Evidence per step from two people's usual cosine (0) to one person's (1). Higher trusts looks more than motion. */
  readonly steepness: number;
  /** Where on that scale looks speak neither way. Higher joins less and cuts more. */
  readonly even: number;
  /** Most that looks can say, either way: half of a mall wears black. Higher lets them overrule motion. */
  readonly most: number;
}

/** Of two tracks that met and went on as each other. */
export interface ExchangeConfig {
  /** Boxes of which one covers so much of the other are a meeting. Higher looks at fewer; lower at people side by side. */
  readonly minCover: number;
  /** Two meetings with less time between are one. Higher looks farther away from it, and misses a second exchange. */
  readonly pauseMs: number;
  /** How many views before and after it are compared. Higher is steadier, and sees more of what happened later. */
  readonly viewsPerSide: number;
  /** Least evidence: e⁵ is 150 to 1. Higher leaves people mixed up; lower mixes up those who only passed. */
  readonly minEvidence: number;
}

/** Of tracks that changed hands. */
export interface CuttingConfig {
  /** How many views before and after a moment are compared. Higher is steadier and misses brief mix-ups. */
  readonly viewsPerSide: number;
  /** Fewest views on either side. Higher leaves short mix-ups alone; 1 cuts at every poor crop. */
  readonly minViews: number;
  /** Least evidence that they show two people. Higher leaves mix-ups; lower cuts people who turn round. */
  readonly minEvidence: number;
  /**
   * A track may pass to whoever is within so many heights of it. Higher cuts more people who turn round; lower leaves those
   * who were taken for somebody they only met.
   */
  readonly reach: number;
  /** And wherever it was not seen for longer than this: nobody knows who was near. Lower cuts as a higher reach does. */
  readonly hiddenMs: number;
}

/** Of tracks over what was seen before and after them. */
export interface ExtensionConfig {
  /**
   * Longest time between two sightings that a track is extended over. Higher follows people through longer occlusions at
   * the ends of their tracks, and drifts onto noise: 1500 ms cost 0.07 of MOTA on PETS.
   */
  readonly maxGapMs: number;
  /** Least IoU of prediction and detection, 0..1. Higher extends less; lower drifts onto other people. */
  readonly minIou: number;
  /** How much worse (in 1 − IoU) every rival pair must be. Higher stops where people meet. */
  readonly margin: number;
  /** A spare detection that covers a track's box, or is covered by one, by more than this part is the same person's. */
  readonly maxOverlap: number;
}

/** Of fragments of one person. */
export interface RejoiningConfig {
  /** Longest time out of sight. Whoever is away for longer may have been anywhere: that is linking's work. */
  readonly maxGapMs: number;
  /** How much the heights at both ends of the gap may differ, as a ratio above 1. */
  readonly maxHeightRatio: number;
  /** Farthest from where motion leads, as squared Mahalanobis distance (2 degrees of freedom; 13.8 holds 99.9 %). */
  readonly centreGate: number;
  /**
   * How many other people come into view per area of one squared body height while somebody is hidden. Higher asks for
   * nearer and more alike fragments; a busier place wants it higher.
   */
  readonly newcomersPerHeight: number;
  /** A box this near to the picture's border, in its own heights, has left the picture. Higher joins fewer at the sides. */
  readonly borderHeights: number;
  /** Least evidence of a join: e⁴ is 55 to 1. Higher splits more; lower joins strangers, which nothing repairs. */
  readonly minEvidence: number;
  /** By how much every rival join must have less evidence. Higher splits more in crowds. */
  readonly margin: number;
}

/** Of people whose legs were hidden. */
export interface CompletionConfig {
  /** From which sightings before it, back to how long, the height of the whole person is told, and how many at least. */
  readonly wholeMs: number;
  readonly minWhole: number;
  /** How quickly legs disappear, at most. Higher takes people for hidden who only walk away. */
  readonly onsetMs: number;
  /** Shorter than this part of the whole is half hidden. Higher completes more, and whole people too. */
  readonly maxHeightRatio: number;
  /** Narrower than this part of the whole person is no half-hidden one, but somebody farther away. */
  readonly minWidthRatio: number;
  /**
   * The whole person is at most so many times as wide as what is seen of them within `widthMs`. Higher makes people on an
   * escalator too large; lower those whose shoulders alone are seen too small.
   */
  readonly widthSlack: number;
  readonly widthMs: number;
  /** How long a height is believed once it is not seen any more, at most. */
  readonly maxHiddenMs: number;
}

export const defaultOfflineConfig: OfflineConfig = Object.freeze({
  appearance: Object.freeze({
    guess: Object.freeze({ self: 0.8, strangers: 0.4 }),
    guessWeight: 4,
    minSpread: 0.1,
    steepness: 8,
    even: 0.55,
    most: 6,
  }),
  exchange: Object.freeze({ minCover: 0.3, pauseMs: 1_000, viewsPerSide: 4, minEvidence: 5 }),
  cutting: Object.freeze({ viewsPerSide: 4, minViews: 2, minEvidence: 2.5, reach: 0.3, hiddenMs: 600 }),
  extension: Object.freeze({ maxGapMs: 700, minIou: 0.35, margin: 0.15, maxOverlap: 0.7 }),
  rejoining: Object.freeze({
    maxGapMs: 5_000,
    maxHeightRatio: 2.5,
    centreGate: 13.8,
    newcomersPerHeight: 0.02,
    borderHeights: 0.03,
    minEvidence: 4,
    margin: 1.5,
  }),
  completion: Object.freeze({
    wholeMs: 2_500,
    minWhole: 5,
    onsetMs: 600,
    maxHeightRatio: 0.8,
    minWidthRatio: 0.65,
    widthSlack: 1.25,
    widthMs: 1_000,
    maxHiddenMs: 5_000,
  }),
  statueMs: 5_000,
});
