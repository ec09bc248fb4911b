import type { MotionConfig } from './kalman.ts';

/**
 * Thresholds of the tracker, independent of picture size, and of frame rate but for those that count sightings: at 2 fps and
 * less, `confirmSightings` loses whoever is in view for a second or two. Those without a source were chosen on
 * PETS S2L1 at 5 to 10 fps, with the detections of two models (`docs/accuracy.md`).
 */
export interface TrackerConfig {
  readonly motion: MotionConfig;
  /**
   * Score from which a detection is sure: may start a track, and continue one that is expected a bit elsewhere, 0..1.
   * Higher starts fewer false tracks and later true ones; lower the reverse (ByteTrack, section 3).
   */
  readonly highScore: number;
  /**
   * Score from which a detection may continue a track at all, 0..1. Higher loses half-hidden people; lower lets tracks
   * drift onto noise.
   */
  readonly lowScore: number;
  /**
   * Least IoU of a confirmed track's prediction and a sure detection, 0..1. Higher cuts people who turn; lower swaps
   * people who pass close by. This low, `centreGate` is what mostly decides.
   */
  readonly sureIou: number;
  /** The same for detections that are not sure; stricter, as low-scored boxes are often of somebody else. */
  readonly unsureIou: number;
  /** The same for sure detections and tracks that are not confirmed yet, whose speed is unknown. */
  readonly tentativeIou: number;
  /**
   * What a pair with an unsure detection costs more than one with a sure one, in 1 − IoU. Higher takes the sure detection
   * of somebody who passes for the dim one of the person; lower takes noise for the person.
   */
  readonly unsureCost: number;
  /**
   * What a pair costs more per unit of `lookDistance`, in 1 − IoU. Of two detections half a second and 0.6 heights apart, each
   * unit makes it likelier by a quarter that they are two people. Higher keeps differently dressed people apart who cross, and
   * cuts people who walk from shadow into light or behind a sign.
   */
  readonly lookCost: number;
  /**
   * What a pair costs at most: one whose boxes lie apart, or with an IoU of 0.5, a `lookDistance` of 31: of one person, 1 % are
   * farther apart. Lower cuts earlier, which the offline pass and linking repair; higher lets tracks change hands.
   */
  readonly maxCost: number;
  /** How much of a track's look comes from its last sure sighting, 0..1. Higher follows light, and who stands in front. */
  readonly lookShare: number;
  /**
   * By how many standard deviations of the place a track seen once is grown for its first match. Higher finds
   * fast walkers again at 1–3 fps; at 5 fps and more, 0.3 to 0.6 made no difference on PETS.
   */
  readonly firstStepReach: number;
  /**
   * Farthest that a detection may lie from where its track is expected, as squared Mahalanobis distance of
   * the centre (2 degrees of freedom; 9.2 holds 99 % of true pairs). Higher follows sudden turns; lower cuts.
   */
  readonly centreGate: number;
  /**
   * How much a detection's height may differ from what the track leads to expect, or from what it was when last seen, as a
   * ratio above 1. Higher joins a person with one behind; lower cuts people who are half hidden for a while.
   */
  readonly maxHeightRatio: number;
  /**
   * A detection starts no track when a better-scored one covers it, or is covered by it, by more than this
   * part. Higher tracks halves and doubles of one person; lower starts late on people who walk together.
   */
  readonly maxStartOverlap: number;
  /** Sightings after which a track counts as a person. Higher drops brief people, lower keeps noise. */
  readonly confirmSightings: number;
  /** How long a track that is not confirmed may go unseen in looked-at frames. Higher confirms flicker. */
  readonly tentativeGapMs: number;
  /**
   * How long a person may go unseen before the track ends. Higher bridges longer occlusions and joins more
   * different people; a cut is repaired later by linking, a wrong join is not.
   */
  readonly maxGapMs: number;
  /**
   * After this long unseen, a track is only taken up again by a detection that no other track could claim
   * and that could claim no other track. Higher recovers more tracks from crowds, some of them wrongly.
   */
  readonly unsureAfterMs: number;
  /** Farthest `lookDistance` of such a recovery. Higher recovers more people from crowds, some of them wrongly. */
  readonly recoveryLook: number;
  /** How much worse (in 1 − IoU) a rival pair must be for a recovery to be sure. Higher cuts more often. */
  readonly recoveryMargin: number;
  /** Finished tracks shorter than this are dropped: nobody crosses a view so fast. Higher loses glimpses. */
  readonly minDurationMs: number;
  /** Finished tracks with a lower mean score are faint, and dropped unless they walk, 0..1. Higher loses distant people. */
  readonly minMeanScore: number;
  /**
   * A faint track with a mean score from this on, at least `walkMs` long and at least `walkHeights` wide, is kept for the
   * offline pass, which may find out whose part it is: what is mistaken for a person does not walk. Higher loses the
   * parts of people's ways where they are far or half hidden.
   */
  readonly minWalkerScore: number;
  readonly walkMs: number;
  /** Extent in heights, over 90 % of the sightings, of centre x and feet y. Lower keeps boxes that wander over clutter. */
  readonly walkHeights: number;
  /**
   * A finished track at least this long that stays within `statueSpread` is a poster, a mannequin or a lamp
   * post, and is dropped. Lower drops people who wait.
   */
  readonly statueMs: number;
  /**
   * Extent of a thing that never moves, in heights: over 80 % of the sightings, the larger of the extents of centre x and
   * top y. A lamp post on PETS has 0.02 to 0.04, the detector's jitter; people on PETS and the sample mall 0.3 and more,
   * and who waits is taken to sway by more than this. Higher drops people who wait.
   */
  readonly statueSpread: number;
  /**
   * Whose first or last sightings are farther than this from where they stood, in heights, walked there. Higher drops people
   * who come from behind something and wait; lower keeps things that were first taken for whoever passed them.
   */
  readonly statueReach: number;
}

export const defaultTrackerConfig: TrackerConfig = Object.freeze({
  motion: Object.freeze({
    measurementSpread: 0.08,
    aspectSpread: 0.1,
    speedDrift: 0.5,
    initialSpeedSpread: 0.8,
    growthDrift: 0.03,
  }),
  highScore: 0.5,
  lowScore: 0.25,
  sureIou: 0.05,
  unsureIou: 0.3,
  tentativeIou: 0.15,
  unsureCost: 0.1,
  lookCost: 0.08,
  maxCost: 3,
  lookShare: 0.3,
  firstStepReach: 0.5,
  centreGate: 9.2,
  maxHeightRatio: 1.6,
  maxStartOverlap: 0.7,
  confirmSightings: 4,
  tentativeGapMs: 400,
  maxGapMs: 2500,
  unsureAfterMs: 1000,
  recoveryLook: 25,
  recoveryMargin: 0.15,
  minDurationMs: 700,
  minMeanScore: 0.45,
  minWalkerScore: 0.4,
  walkMs: 1_500,
  walkHeights: 1,
  statueMs: 20_000,
  statueSpread: 0.05,
  statueReach: 0.25,
});
