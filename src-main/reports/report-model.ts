import type { Outfit } from '#shared/contract/analysis.ts';
import type { LinkGrade, VisitorEstimate } from '#shared/contract/journeys.ts';
import type { PointM } from '#shared/units.ts';
import type { TimeSpan } from '../core/timeline/spans.ts';
import type { Arrival } from '../core/timeline/visit.ts';

/** Everything a report says, as plain data: the PDF and the CSVs are only ways to print it. */
export interface ReportModel {
  readonly study: { readonly name: string; readonly timeZone: string };
  readonly createdUtcMs: number;
  readonly appVersion: string;
  /** From the first to the last recorded instant of any camera; null without accepted footage. */
  readonly period: TimeSpan | null;
  /** By name. */
  readonly cameras: readonly ReportCamera[];
  /** From the lowest level up. */
  readonly floors: readonly ReportFloor[];
  /** In order of start time. */
  readonly tracklets: readonly ReportTracklet[];
  /** In order of first appearance; staff among them, who count as no visitors (`visitorsOf`). */
  readonly journeys: readonly ReportJourney[];
  /** Visitors who move together, in order of first appearance. */
  readonly groups: readonly ReportGroup[];
  /** What linking found out about itself; null until the study was linked. */
  readonly linking: ReportLinking | null;
  readonly sources: ReportSources;
  /** What made the results. */
  readonly models: readonly { readonly name: string; readonly sha256: string; readonly provider: string }[];
}

export interface ReportCamera {
  readonly id: number;
  readonly name: string;
  readonly floorId: number | null;
  readonly posM: PointM | null;
  readonly headingDeg: number;
  readonly fovDeg: number;
  readonly rangeM: number;
  /** Merged spans that were analysed and could be decoded. */
  readonly observed: readonly TimeSpan[];
  readonly observedMs: number;
  /** Of the observed time, what more than one file holds: it counts once, and so does whom it shows. */
  readonly heldTwiceMs: number;
  /** Between the first and the last recorded instant, with why. */
  readonly gaps: readonly (TimeSpan & { readonly reason: GapReason })[];
  /** Hours of the study's time zone from the first to the last observed one. */
  readonly hours: readonly FootfallHour[];
  /** Without those of staff. */
  readonly presenceCount: number;
}

export type GapReason = 'no recording' | 'not decodable' | 'not analysed';

/** A count that carries its observed time: 0 observed is "not observed", never zero visitors. */
export interface FootfallHour {
  readonly startUtcMs: number;
  readonly observedMs: number;
  /** Presences that began in this hour (`isContinued`). */
  readonly presenceCount: number;
}

export interface ReportFloor {
  readonly id: number;
  readonly name: string;
  readonly image: {
    /** Absolute. */
    readonly path: string;
    readonly widthPx: number;
    readonly heightPx: number;
    readonly metresPerPx: number;
    readonly isScaleSet: boolean;
  } | null;
}

export interface ReportTracklet {
  readonly id: number;
  readonly label: string;
  readonly cameraId: number;
  readonly cameraName: string;
  readonly sourceFile: string;
  readonly startUtcMs: number;
  readonly endUtcMs: number;
  readonly boxCount: number;
  readonly meanScore: number;
  readonly outfit: Outfit;
  readonly journeyLabel: string | null;
  /** The tracklet of the same journey that it goes on from, parted by the border of a chunk or file; null for none. */
  readonly continuedId: number | null;
  /** Of somebody whom the operator said is staff. */
  readonly isStaff: boolean;
}

/**
 * Whether a tracklet only goes on from an earlier one. Both are one presence, which counts once: else whoever sits for five
 * minutes in files of one minute would be five people.
 */
export function isContinued({ continuedId }: ReportTracklet): boolean {
  return continuedId !== null;
}

export interface ReportJourney {
  readonly label: string;
  /** Staff only where the operator said so. */
  readonly role: 'visitor' | 'staff';
  /** Of the group; null for who is alone, and for staff. */
  readonly groupLabel: string | null;
  /** As the clocks show it, like the end. */
  readonly startUtcMs: number;
  readonly endUtcMs: number;
  /** From first to last seen, by the clocks as linking corrected them. */
  readonly durationMs: number;
  /** Time in which at least one camera saw them; what two saw at once counts once. */
  readonly inViewMs: number;
  readonly confidence: number;
  readonly outfit: Outfit;
  readonly stops: readonly ReportStop[];
}

export interface ReportGroup {
  /** `G001` */
  readonly label: string;
  /** Labels of the journeys. */
  readonly members: readonly string[];
  readonly startUtcMs: number;
  readonly endUtcMs: number;
  readonly sharedStops: number;
  readonly confidence: number;
}

/** The journeys that count as visitors. */
export function visitorsOf({ journeys }: Pick<ReportModel, 'journeys'>): ReportJourney[] {
  return journeys.filter(({ role }) => role === 'visitor');
}

/** The stops at which somebody came into view, without those that only go on over a border. */
export function presencesOf({ stops }: Pick<ReportJourney, 'stops'>): ReportStop[] {
  return stops.filter(({ tracklet }) => !isContinued(tracklet));
}

/** The links between presences: that somebody goes on over a border is known, and no finding. */
export function linksOf({ journeys }: Pick<ReportModel, 'journeys'>): NonNullable<ReportStop['link']>[] {
  return journeys.flatMap(presencesOf).flatMap(({ link }) => link ?? []);
}

export interface ReportStop {
  readonly ordinal: number;
  readonly tracklet: ReportTracklet;
  /** How the visitor came here, by the clocks as linking corrected them; null at the first stop. */
  readonly arrival: Arrival | null;
  /** The link from the stop before, or over the border of a file. */
  readonly link: {
    readonly confidence: number;
    readonly grade: LinkGrade;
    readonly appearanceLlr: number;
    readonly transitLlr: number;
    readonly colourLlr: number;
  } | null;
}

/** Whether another camera still sees the visitor as the stop begins. */
export function isAtOnce({ arrival }: ReportStop): boolean {
  return arrival !== null && arrival.gapMs < 0;
}

export interface ReportLinking {
  /** Clocks that seem to be off; below 0 behind. Gaps between stops and durations of journeys allow for them, times do not. */
  readonly clocks: readonly { readonly cameraName: string; readonly aheadMs: number }[];
  /** How many visitors there were; null where too few people were seen to learn from. */
  readonly visitors: VisitorEstimate | null;
  /** Of the outfits' probabilities, on pairs that are certainly one person or two; null without such pairs. */
  readonly calibration: { readonly error: number; readonly pairCount: number } | null;
}

/** What became of the files of the study. */
export interface ReportSources {
  readonly accepted: number;
  readonly duplicate: number;
  /** Second, smaller streams of a camera whose main stream is there. */
  readonly subStream: number;
  readonly excluded: number;
  readonly proposed: number;
  readonly unreadable: readonly { readonly fileName: string; readonly reason: string }[];
}
