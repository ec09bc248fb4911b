/**
 * Thresholds of linking. Every time is in milliseconds, every distance in metres, every ratio in nats.
 * The numbers marked *prior* only matter until the study's own tracklets say better.
 */
export const linkingConfig = Object.freeze({
  /** What links are judged by, besides outfits. False only to measure what a signal brings (docs/accuracy.md). */
  signals: Object.freeze({
    /** Walking times, next cameras, entrances, place in the picture. */
    transit: true,
    colours: true,
    /** Where people stand who are seen by two cameras at once. */
    sharedGround: true,
    /** The metric that a study learns for itself. */
    ownMetric: true,
    /** Outfits of whole journeys, and moves of their parts. */
    journeys: true,
  }),
  /** What a step counts as without walking times, in nats: one in twenty candidates is right. */
  flatStepNats: -3,

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

  /** Clocks are compared up to this far apart, in steps of… Higher finds worse clocks, costs linearly. */
  clockReachMs: 60_000,
  clockStepMs: 500,
  /** Walks that are followed while clocks are compared, cameras that are near enough for it, metres. */
  clockWalkMs: 60_000,
  clockMaxDistanceM: 40,
  /** Tracklets per camera, and alike ones for each, that are compared: more cost time and say the same. */
  clockTracklets: 300,
  clockAlike: 5,
  /** Least likeness of two sightings, in nats. */
  clockMinLlr: 0,
  /** Rounds of fitting the walks at each offset, and the weight, in links, of the plan's walking times in it. */
  clockFitRounds: 3,
  clockWalkShrink: 8,
  /** Share of what the profiles of several pairs of cameras say that is not said by another. Lower names fewer clocks. */
  clockIndependence: 1 / 3,
  /** A clock is named from this gain on, when it is off by so much, with so many walks; its interval is what is within so many nats of the best. */
  clockMinGainNats: 5,
  clockMinMs: 2_000,
  clockMinLinks: 4,
  clockIntervalNats: 2,

  /** Tracklets that are scored at once; a study of more is cut into windows. Higher needs more memory, 5 kB each. */
  windowTracklets: 50_000,
  /** Tracklets that a study learns from, at most. Higher takes longer and teaches little more. */
  learningTracklets: 50_000,
  /** Stretches of a longer study that are learnt from. More see more of it, and more walks cut off at their ends. */
  learningSpans: 4,

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

  /** Weight, in tracklets, of the study's mean embedding against a camera's own. Higher trusts small cameras less. */
  cameraMeanShrink: 20,
  /** Matches from this cautious posterior on (`lookAlikeShare`) teach the study's metric; fewer of them than this teach nothing. */
  metricMinPosterior: 0.7,
  metricMinPairs: 40,
  /** Matches used at most: more cost time and change nothing. */
  metricMaxPairs: 20_000,
  /** Weight, in matches, of the identity in the metric, and its least share. Higher trusts the study less. */
  metricShrink: 100,
  metricMinShrink: 0.3,

  /** Pairs of simultaneous tracklets used as negatives, at most, per camera pair. */
  negativesPerCameraPair: 400,
  /** Weight, in pairs, of the global curve against that of one camera pair. */
  cameraPairShrink: 60,
  /**
   * *Prior* of the normalised similarity of one person in two cameras, in standard deviations of that of
   * strangers: mean and spread. Measured on Market-1501 (4.45 and 1.31, docs/linking.md); lower and wider, since
   * crops of footage are worse than its hand-checked boxes. It belongs to the default descriptor: colour stripes have
   * 2.64 and 0.76.
   */
  positiveMean: 4.3,
  positiveSd: 1.4,
  /** Weight of the prior positive curve, in links. Higher trusts the study less. */
  positiveShrink: 40,
  /** An appearance ratio is kept inside ±this: one blurred crop must not decide alone. */
  appearanceLimit: 8,

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

  /** *Prior* spread of log transit time between two cameras on the plan, and centre and spread of a stop. */
  transitLogSd: 0.5,
  stopMs: 3 * 60_000,
  stopLogSd: 0.9,
  /** *Prior* share of walks with a stop on the way. Higher expects people later. */
  stopShare: 0.3,
  /** *Prior* of the way to another floor, metres, and the spread of its log time: stairs, or a wait for the lift. */
  floorChangeM: 8,
  floorChangeLogSd: 0.8,
  /** *Prior* share of ways on which both cameras see a person at once. Raising `possible` finds shared views sooner. */
  togetherShare: Object.freeze({ drawn: 0.5, possible: 0.1, none: 0 }),
  /** From this learnt share on, two cameras see one place: one person may be in both pictures. */
  sharedViewShare: 0.15,
  /** Views of one floor, or one over the other, that are nearer than this may overlap although the plan says no. */
  nearViewsM: 3,
  /** *Prior* centre and spread of transit time between cameras whose distance is not known. */
  openTransitMs: 60_000,
  openTransitLogSd: 1.3,
  /** *Prior* centre and spread of a pause in one camera: somebody was hidden for a moment. */
  hiddenMs: 1_500,
  hiddenLogSd: 1.0,
  /** *Prior* centre and spread of a return to the same camera. */
  returnMs: 4 * 60_000,
  returnLogSd: 1.0,
  /** Share of transits that follow no curve: uniform over the window. Higher forgives odd gaps. */
  outlierShare: 0.05,
  /** Weight, in links, of what all pairs of cameras do against what one pair does, and of the prior of that. */
  wayShrink: 2,
  wayPooledShrink: 10,
  /** Weight of the transit prior, in links, in every EM step. */
  transitShrink: 2,
  /** Smallest spread of log transit time that EM may reach. Lower overfits few matches. */
  transitMinLogSd: 0.2,
  /**
   * *Prior* share of exits after which the visitor is never seen again, and its weight in exits. Where several cameras watch a
   * place it is 0.12 to 0.19 (simulated malls of an hour or two, rendered ones of minutes). Higher: fewer links, more visitors.
   */
  neverReturns: 0.25,
  neverReturnsShrink: 10,
  /** *Prior* share of entries that are new visitors, and its weight in entries. */
  newVisitors: 0.25,
  newVisitorsShrink: 10,
  /** *Prior* weight, in exits, of each possible next camera. */
  nextCameraShrink: 2,
  /** Pseudo-count of entries in every camera's arrival rate. */
  arrivalShrink: 1,
  /** A study is taken for at least this long when arrivals per time are counted. */
  arrivalSpanMs: 60_000,
  /** When nobody is anywhere for longer than this, the place is closed: that time does not count there. */
  arrivalPauseMs: 2 * 60 * 60_000,

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

  /** Two walks are compared from so long together on; it is the time between two looks at them too, at most. */
  groundMinTogetherMs: 1_000,
  /** Pairs of two cameras that are looked at, at most; those that teach the map, by their least likelihood… */
  groundPairs: 400,
  groundMinWeight: 0.1,
  /** …and how many there must be, by the sum of their likelihoods. Fewer teach nothing. */
  groundMinPairs: 2,
  /** Rounds of EM over the pairs of two cameras before anything is known, and parts for cross-fitting. */
  groundRounds: 10,
  groundFolds: 10,
  /** Spread of a foot point around where the map has it, in heights of the person. */
  groundSdHeights: 0.5,
  /**
   * *Priors* of the log distance of walks, in heights: of one person, and of two. Measured on two sample malls with maps from
   * five to nine people (docs/linking.md); their weight in pairs, and the least spread.
   */
  groundSame: Object.freeze({ mean: -0.5, sd: 0.75 }),
  groundOther: Object.freeze({ mean: 1.3, sd: 0.95 }),
  groundShrink: 8,
  groundMinLogSd: 0.3,
  /** The ratio is kept inside ±this: companions walk side by side, and feet are hidden. */
  groundLimit: 4,

  /**
   * Share of strangers who look like one person, for what walking times and the metric are learnt from. Lower believes
   * looks however odd the walk is; higher teaches from fewer matches.
   */
  lookAlikeShare: 0.01,
  /** EM steps. Two or three suffice; more costs linearly. */
  emSteps: 3,
  /** Belief propagation stops at this change of any message, or after so many rounds. */
  beliefTolerance: 1e-4,
  beliefMaxRounds: 60,

  /** Rounds in which links are matched again in the light of the journeys so far. */
  contextRounds: 2,
  /** A link from this posterior on counts as made, while journeys are looked for. Lower tries more. */
  draftPosterior: 0.3,
  /** What a step that nobody could walk counts as, when it is asked what would be without the stop in between. */
  impossibleStepNats: -6,
  /** What outfits of whole journeys say for one link is kept inside ±this while they are looked for. */
  contextLimit: 10,
  /** Sweeps of moves over all candidates, at most, and the least gain of one, in nats. */
  moveSweeps: 6,
  moveMinGain: 1e-6,
  /** Edges below this, in nats, are not tried. Lower tries more, and takes longer. */
  moveMinLlr: -4,
  /** Journeys of more stops than this together are not moved about: staff would take for ever. */
  moveMaxStops: 120,
  /** Stops back that are compared when one person must not be in two places at once. */
  moveConflictReach: 6,

  /** No link below this posterior: two visitors are better than a wrong one. Higher: more, shorter journeys. */
  minPosterior: 0.5,
  /** Fit for evidence from this posterior on: 97 in 100 such links were right on rendered malls (docs/linking.md)… */
  confirmedPosterior: 0.93,
  /** …with this lead over the best rival. Raising either makes fewer, surer links. */
  confirmedMargin: 0.85,
  /** Candidates kept per tracklet, for review and for solving again after a decision. Higher stores more. */
  reviewCandidates: 5,
  /** They are kept from this posterior on, or… */
  reviewMinPosterior: 0.02,
  /** …when they score this many nats on their own: who comes into question once the favourite is ruled out. */
  reviewMinLlr: -2,
});

type Widened<T> = {
  readonly [K in keyof T]: T[K] extends number ? number : T[K] extends boolean ? boolean : Widened<T[K]>;
};
export type LinkingConfig = Widened<typeof linkingConfig>;
