/**
 * Thresholds of linking. Every time is in milliseconds, every distance in metres, every ratio in nats.
 * The numbers marked *prior* only matter until the study's own tracklets say better.
 */
export const linkingConfig = Object.freeze({
  /** Fastest walk between two cameras, m/s. Raising it allows links that nobody could walk. (DESIGN 10) */
  fastestMps: 2.0,
  /** Slowest walk, m/s, for the end of the transit window. Lowering it lets in more candidates. (DESIGN 10) */
  slowestMps: 0.5,
  /** Usual walking speed, m/s; centre of the transit prior. (Weidmann 1993: 1.34 free, less in a crowd) */
  usualMps: 1.2,
  /** Walked distance over straight distance; walls make people go around. Higher: longer expected walks. */
  detour: 1.3,
  /** Added to the end of every transit window: a stop in a shop. Higher: more candidates, slower. */
  dwellAllowanceMs: 10 * 60_000,
  /** Window where a camera is not on the plan, and for a return to the same camera. */
  openWindowMs: 15 * 60_000,
  /** How much clocks of two cameras may disagree. Higher forgives clocks and allows impossible links. */
  clockToleranceMs: 1_500,
  /** How long one person may be in both pictures of two cameras whose views overlap on the plan. */
  sharedViewMs: 60_000,

  /** Candidates by outfit per tracklet and camera. Higher finds more, costs linearly. */
  nearestByOutfit: 8,
  /** Candidates by time per tracklet and camera: the soonest entries, whatever they look like. */
  soonestByTime: 4,
  /** Of all these, kept by prior score per tracklet. Higher keeps unlikely links in play, costs time and memory. */
  candidatesPerTracklet: 24,
  /** A window with more entries than this is searched through anchors instead of one by one. */
  exactScanLimit: 256,
  /** Anchor lists looked into per search. Higher misses less, costs linearly. */
  anchorProbes: 8,

  /** Cohort: tracklets per camera that a similarity is normalised against (S-norm). */
  cohortSize: 32,
  /** Weight, in tracklets, of the global mean and spread against those of the cohort. */
  cohortShrink: 12,
  /** Pairs of simultaneous tracklets used as negatives, at most, per camera pair. */
  negativesPerCameraPair: 400,
  /** Weight, in pairs, of the global curve against that of one camera pair. */
  cameraPairShrink: 60,
  /**
   * *Prior* of the normalised similarity of one person in two cameras, in standard deviations of that of
   * strangers: mean and spread. Measured on Market-1501 (2.19 and 0.71, docs/linking.md); wider, since crops
   * of footage are worse than its hand-checked boxes.
   */
  positiveMean: 2.15,
  positiveSd: 0.85,
  /** Weight of the prior positive curve, in links. Higher trusts the study less. */
  positiveShrink: 40,
  /** An appearance ratio is kept inside ±this: one blurred crop must not decide alone. */
  appearanceLimit: 6,

  /** Spread (Rayleigh σ, ΔE00) of one garment between two cameras. Measured on Market-1501, docs/linking.md. */
  sameColourDeltaE: Object.freeze({ top: 13, bottom: 9.5, shoes: 11.3 }),
  /** *Prior* spread (Rayleigh σ, ΔE00) between the garments of two people. Measured likewise. */
  otherColourDeltaE: Object.freeze({ top: 25, bottom: 17, shoes: 12.3 }),
  /** Weight of that prior, in pairs. */
  colourShrink: 60,
  /** Share of the colour term that the embedding, which sees colour too, does not already hold. */
  colourIndependence: 0.5,
  /** A region's ratio is kept inside ±this: one in twenty garments is measured as quite another colour. */
  colourLimit: 2,

  /** *Prior* spread of log transit time between two cameras on the plan. */
  transitLogSd: 0.6,
  /** *Prior* centre and spread of transit time between cameras whose distance is not known. */
  openTransitMs: 60_000,
  openTransitLogSd: 1.3,
  /** *Prior* centre and spread of a pause in one camera: somebody was hidden for a moment. */
  hiddenMs: 1_500,
  hiddenLogSd: 1.0,
  /** *Prior* centre and spread of a return to the same camera. */
  returnMs: 4 * 60_000,
  returnLogSd: 1.0,
  /** Share of transits that follow no curve (a stop on the way): uniform over the window. */
  outlierShare: 0.15,
  /** Weight of the transit prior, in links, in every EM step. */
  transitShrink: 8,
  /** Smallest spread of log transit time that EM may reach. Lower overfits few matches. */
  transitMinLogSd: 0.2,
  /** *Prior* share of exits after which the visitor is never seen again, and its weight in exits. */
  neverReturns: 0.4,
  neverReturnsShrink: 10,
  /** *Prior* weight, in exits, of each possible next camera. */
  nextCameraShrink: 2,
  /** Pseudo-count of entries in every camera's arrival rate. */
  arrivalShrink: 1,

  /** Gap in one camera up to which the place in the picture is compared. */
  motionMaxGapMs: 8_000,
  /** Uncertainty of a predicted foot point in box heights: at once, and more per second of gap. */
  motionSdHeights: 0.35,
  motionSdHeightsPerS: 0.6,
  /** The prediction stops moving after this long: people do not walk straight on while hidden. */
  motionHorizonMs: 2_500,
  /** Area, in box heights squared, that an unrelated person may enter anywhere in. */
  motionAreaHeights: 12,
  /** The place ratio is kept inside ±this. */
  motionLimit: 5,

  /** EM steps. Two or three suffice; more costs linearly. */
  emSteps: 3,
  /** Belief propagation stops at this change of any message, or after so many rounds. */
  beliefTolerance: 1e-4,
  beliefMaxRounds: 60,

  /** No link below this posterior: two visitors are better than a wrong one. Higher: more, shorter journeys. */
  minPosterior: 0.5,
  /** Fit for evidence from this posterior on… */
  confirmedPosterior: 0.9,
  /** …with this lead over the best rival. Raising either makes fewer, surer links. */
  confirmedMargin: 0.6,
  /** Candidates kept per tracklet, for review and for solving again after a decision. Higher stores more. */
  reviewCandidates: 5,
  /** They are kept from this posterior on, or… */
  reviewMinPosterior: 0.02,
  /** …when they score this many nats on their own: who comes into question once the favourite is ruled out. */
  reviewMinLlr: -2,
});

type Widened<T> = { readonly [K in keyof T]: T[K] extends number ? number : Widened<T[K]> };
export type LinkingConfig = Widened<typeof linkingConfig>;
