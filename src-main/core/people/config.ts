/** Thresholds of proposing staff and groups. */
export const peopleConfig = Object.freeze({
  /** Presence is counted in spans of this length of observed time, ms. Longer takes a fashion that many visitors share for staff. */
  presenceSpanMs: 2 * 60_000,
  /** A look that is seen over a shorter observed time says nothing about who is there all day, ms. */
  minRangeMs: 60 * 60_000,
  /** …nor one that is seen over a smaller share of the study than this. Lower proposes those who work short shifts. */
  minRangeShare: 0.4,
  /** Share of the spans between first and last in which the look is seen. Higher proposes fewer, surer staff. */
  minPresence: 0.75,
  /** First and last of a look are those of all but this share of its views: a visitor may look like staff. */
  strayShare: 0.02,
  /**
   * How near a view must be to the middle of a look, in what one person's views are to their own middle. Lower takes a
   * fashion for a uniform, higher takes a uniform apart.
   */
  uniformNearness: 0.88,
  /** Journeys that a look is sought around: those longest in view. The cost is this times all tracklets. */
  seeds: 60,

  /** Two people who come or leave this close do it together, ms (DESIGN's clocks are as exact). */
  togetherMs: 4_000,
  /** Probability that people who belong together are seen together at a stop of one of them. Misses lower it. */
  sharedStop: 0.85,
  /** Share of pairs at one place that belong together, before anything is known; groups are the rule there. */
  priorTogether: 0.1,
  /** A pair is a group from this posterior on. */
  minTogether: 0.5,
  /** Stops that a pair must share: anybody may pass one door with anybody. */
  minSharedStops: 2,
  /** Where boxes are known: further apart than this on average, in body heights, is not walking together. */
  maxDistanceHeights: 2.5,
  /** Larger parties are a crowd, not a buying unit. */
  maxGroupSize: 8,
  /** …unless people said so. As many as one answer may name (`contract/people.ts`), so that it can be taken apart again. */
  maxJudgedGroupSize: 20,
});

export type PeopleConfig = { readonly [K in keyof typeof peopleConfig]: number };
