import type { TimeSpan } from '../timeline/spans.ts';

/** One view of a person by a camera. */
export interface PersonStop extends TimeSpan {
  /** Of a view in parts, the first's. */
  readonly trackletId: number;
  readonly cameraId: number;
  /** int8[128]; null where it is not described. All of one descriptor. Of a view in parts, the first's. */
  readonly vector: Int8Array | null;
  /** The tracklets of a view that the borders of chunks or files part, in order of time; absent where there is one. */
  readonly parts?: readonly PersonStop[];
}

/** A journey, as staff and groups are looked for in. */
export interface PersonJourney {
  readonly id: number;
  /** In order of time; at least one. */
  readonly stops: readonly PersonStop[];
}

/** Journeys of one look, a person's or a uniform's, that is there nearly all the time. */
export interface StaffProposal {
  /** In order of id. */
  readonly journeyIds: readonly number[];
  /** From the first to the last view of the look, stray ones aside. */
  readonly startUtcMs: number;
  readonly endUtcMs: number;
  /** Share of the spans of observed time between them in which it was seen, 0..1. */
  readonly presence: number;
  /** The most of these journeys in view at once: how many wear it, at least. */
  readonly atOnce: number;
  /** Sum of the journeys' times in view; what two cameras saw of one at once counts once. */
  readonly inViewMs: number;
}

/** People who came, walked and left together. */
export interface VisitorGroup {
  /** In order of id; two or more. */
  readonly journeyIds: readonly number[];
  /** Posterior of the weakest pair that holds it together. */
  readonly confidence: number;
  /** Stops that they share. */
  readonly sharedStops: number;
}
