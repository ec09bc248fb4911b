/** What evidence is worth when a camera and a start time are proposed. All are confidences, 0..1, of our judgement. */
export const proposalConfig = Object.freeze({
  /** End less start may miss the probed duration by this and this share of it: recorders cut at key frames. */
  durationToleranceMs: 5_000,
  durationToleranceShare: 0.02,
  /** A start that other evidence contradicts is capped to this. Raising it trusts names of cut-off files more. */
  contradicted: 0.6,
  /** An unknown day/month order, a reading in the hour a clock repeats or skips: never accepted unseen. */
  ambiguousTime: 0.3,
  /** `creation_time` counts as agreeing within this; converters and recorders write it at either end. */
  creationToleranceMs: 5_000,
  /** Modified time may trail the end by this: recorders close and copy files late. */
  modifiedToleranceMs: 120_000,
  /** How much of the remaining doubt a piece of agreeing evidence removes. */
  agreeing: Object.freeze({ duration: 0.5, creation: 0.5, modified: 0.2, tiling: 0.4 }),
  /** Start from `creation_time` alone: often the time of the export. */
  creationOnly: 0.45,
  /** Start from modified time less duration alone: any copy may have changed it. */
  modifiedOnly: 0.25,
  /** Neighbouring files of one camera tile when their border is this tight. */
  tilingToleranceMs: 3_000,
  /** The camera named by a recorder's channel or by people. */
  cameraNamed: 0.95,
  /** The camera named by a folder only. */
  cameraFromFolder: 0.7,
  /** How sure it is that one file copies another at fewer pixels. */
  twin: 0.9,
  /** Sub streams start within this of their main stream and last about as long. */
  twinToleranceMs: 3_000,
});
