/** Thresholds of estimating how many visitors there were. Times in milliseconds, ratios in nats. */
export const visitorsConfig = Object.freeze({
  /**
   * Whoever was never so tall in a picture, in source pixels, is no visitor of their own: outfits tell too little of them.
   * Higher: visitors who were nowhere seen well are missed; lower: more are counted twice (docs/linking.md).
   */
  minHeightPx: 100,
  /**
   * Nor whoever was never in view as a whole for so long: most people who were counted twice in rendered malls were so by a
   * glimpse of a second or two, or by half a body at the picture's border. Higher misses who only passes by.
   */
  minSeenMs: 2_000,
  /**
   * Up to this share of glimpses, where nobody was far away, all tracklets are counted together: counting without them takes
   * as long as linking. Higher is faster, and counts more people twice.
   */
  fewGlimpses: 0.05,
  /**
   * Such tracklets from which on a number is stated. The curves of looks are learnt from the study itself: with fewer, 20
   * simulated visitors became 28 % more, and four intervals of seven missed them. Higher: no estimate for more studies.
   */
  minTracklets: 200,
  /** A link is certain from these odds on, by time and looks together; the rest is estimated. Higher: more parts. */
  partMinNats: 4.6,
  /** A step that is no candidate counts as this when journeys are cut into parts. */
  unscoredStepNats: -6,
  /** Steps that are this likely by time alone teach how much one person's sightings differ. Lower: more, less sure. */
  timeAloneMin: 0.3,
  /** Weight, in pairs, of what parts' own sightings say against what time alone says of one person's looks. */
  ownSightingsPairs: 5,
  /** Weight, in pairs, of that against what the joins themselves say. Lower lets doubtful joins prove themselves. */
  curvePairs: 200,
  /** EM rounds; more changes little. */
  rounds: 6,
  /** Pairs of parts that are compared for visitors who come back later, at most: more only takes longer. */
  returnPairs: 4_000_000,
  /** Returns that a study is expected to have before it says anything, as a share of its parts. */
  returnShare: 0.05,
  /**
   * How many times as far off the number is as its probabilities say, were they right and each for itself: what makes one wrong
   * in a study makes others wrong too (overdispersion, McCullagh & Nelder 1989, 4.5). From errors of simulated studies with few
   * joins and with many, looks that tell much and little (docs/linking.md). Higher: wider intervals.
   */
  overdispersion: 2.5,
  /** Standard error beside that, as a share of the number, which no size of a study makes smaller. Higher: wider intervals. */
  numberError: 0.02,
  /** Of the normal distribution, for an interval that holds nine truths in ten. */
  intervalSd: 1.645,
});

type Numbers<T> = { readonly [K in keyof T]: number };
export type VisitorsConfig = Numbers<typeof visitorsConfig>;
