import type { PointM } from '#shared/units.ts';
import type { ReliabilityBin } from '../metrics/calibration.ts';
import type { VisitorEstimate } from './visitors/estimate-visitors.ts';

/** CIELAB colour (D65) of one garment region, with the confidence of its measurement, 0..1. */
export interface RegionColour {
  readonly l: number;
  readonly a: number;
  readonly b: number;
  readonly confidence: number;
}

export const regions = ['top', 'bottom', 'shoes'] as const;
export type Region = (typeof regions)[number];

/** Where and how fast a person was in the picture at one end of a tracklet. */
export interface TrackletEnd {
  /** Foot point: middle of the lower edge of the box, in source pixels. */
  readonly footXPx: number;
  readonly footYPx: number;
  /** Height of the box: the yardstick, since nearer people are taller and move more pixels. */
  readonly heightPx: number;
  readonly velocityXPxPerS: number;
  readonly velocityYPxPerS: number;
}

/** One tracklet as linking sees it. */
export interface LinkTracklet {
  readonly id: number;
  readonly cameraId: number;
  readonly startUtcMs: number;
  readonly endUtcMs: number;
  /** For how long the whole person was in the picture, no border cutting the box. Absent: all the time. */
  readonly wholeMs?: number;
  /** int8[128], or null when no crop was good enough. All of one space. */
  readonly embedding: Int8Array | null;
  readonly colours: Readonly<Record<Region, RegionColour | null>>;
  readonly entry: TrackletEnd | null;
  readonly exit: TrackletEnd | null;
  /**
   * Where they stood in the picture, int16[WALK_WIDTH]: `WALK_POINTS` times foot x, foot y and height in source pixels,
   * evenly spread over the tracklet's time. Absent or null: not known.
   */
  readonly walk?: Int16Array | null;
}

/** A camera as linking sees it. Angles as in the contract: 0 is up on the plan, clockwise. */
export interface LinkCamera {
  readonly id: number;
  readonly floorId: number | null;
  readonly posM: PointM | null;
  readonly headingDeg: number;
  readonly fovDeg: number;
  readonly rangeM: number;
}

/** `toId` is known to be the next tracklet of the same person as `fromId`. */
export interface ForcedLink {
  readonly fromId: number;
  readonly toId: number;
}

/** Two tracklets that a person judged; in no order. */
export interface TrackletPair {
  readonly firstId: number;
  readonly secondId: number;
}

/** What people said about pairs of tracklets. It outranks every score. */
export interface Decided {
  /** One visitor, whether or not other stops lie between. */
  readonly same: readonly TrackletPair[];
  /** Two visitors, who are in no journey together. */
  readonly different: readonly TrackletPair[];
}

export interface LinkInput {
  /** Gone through once. `TrackletColumns` holds many of them in little memory. */
  readonly tracklets: Iterable<LinkTracklet>;
  readonly cameras: readonly LinkCamera[];
  readonly forced: readonly ForcedLink[];
  /** Absent: nothing is decided. */
  readonly decided?: Decided;
  /** Tracklets of staff: they are linked, and no visitors. Absent: nobody is known to be staff. */
  readonly uncounted?: ReadonlySet<number>;
}

/** Terms of a score in nats of log-likelihood ratio, and the posterior they lead to. */
export interface LinkScore {
  readonly posterior: number;
  readonly appearanceLlr: number;
  readonly transitLlr: number;
  readonly colourLlr: number;
}

export type LinkGrade = 'confirmed' | 'tentative';

export interface ChosenLink extends LinkScore {
  readonly fromTrackletId: number;
  readonly toTrackletId: number;
  /** Posterior less that of the best rival, of either end. */
  readonly margin: number;
  readonly grade: LinkGrade;
  /** A person said so. */
  readonly isByHuman: boolean;
}

export interface CandidateLink extends LinkScore {
  readonly fromTrackletId: number;
  readonly toTrackletId: number;
  /** 0 is the best. */
  readonly rank: number;
}

export interface LinkedJourney {
  /** In order of time. */
  readonly trackletIds: number[];
  /** The weakest link's posterior; 1 for a journey of one tracklet. */
  readonly confidence: number;
}

/** How far a camera's clock is ahead of the others', as far as walks between cameras tell. */
export interface ClockFinding {
  readonly cameraId: number;
  /** Above 0: the clock shows later times than the others. */
  readonly aheadMs: number;
  /** Offsets that are nearly as likely: within two nats. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Walks that the finding rests on, by how likely each is one. */
  readonly links: number;
}

/** How honest the probabilities of this study are, on pairs whose truth is known without anybody having labelled them. */
export interface Reliability {
  readonly bins: ReliabilityBin[];
  /** Expected calibration error of the bins. */
  readonly error: number;
  /** Pairs that are one person: cut by a border, or a person said so. */
  readonly onePerson: number;
  /** Pairs that are two people: seen at the same time. */
  readonly twoPeople: number;
}

/** Two cameras with people in both pictures at once. */
export interface SharedView {
  readonly firstCameraId: number;
  readonly secondCameraId: number;
}

export interface LinkOutput {
  readonly links: ChosenLink[];
  readonly candidates: CandidateLink[];
  /** Ordered by first appearance. */
  readonly journeys: LinkedJourney[];
  /** The forced links, also those that a decision contradicts: it may be taken back. */
  readonly continuations: ForcedLink[];
  /** Clocks that seem to be off; linking has allowed for them. */
  readonly clocks: ClockFinding[];
  /** Cameras that see one place although the plan does not say so. */
  readonly sharedViews: SharedView[];
  /** Null where no pair is known to be one person, or two. */
  readonly reliability: Reliability | null;
  /**
   * How many visitors there were, whoever was missed by a link or came back later counted once; null for a study of too few
   * tracklets.
   */
  readonly visitors: VisitorEstimate | null;
}

/** What linking reports while it works. */
export interface LinkProgress {
  /** 0..1 */
  readonly progress: number;
  readonly phase: 'finding candidates' | 'comparing outfits' | 'learning walking times' | 'solving';
}
