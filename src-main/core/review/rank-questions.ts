/** A link that could be asked about. */
export interface OpenLink {
  readonly fromTrackletId: number;
  readonly toTrackletId: number;
  readonly posterior: number;
  /** Stops that would change their journey if the answer were not the one that the journeys have. */
  readonly stopsAtStake: number;
}

/**
 * How much an answer is worth: the uncertainty that it ends, in bits, for each stop that may change its journey. A link
 * that is as likely as not, between two long journeys, comes first.
 */
function questionValue({ posterior, stopsAtStake }: OpenLink): number {
  return binaryEntropy(posterior) * stopsAtStake;
}

/** The most useful first; of equals the earlier tracklet. */
export function rankQuestions<T extends OpenLink>(links: readonly T[]): T[] {
  return links.toSorted((a, b) => questionValue(b) - questionValue(a) || a.fromTrackletId - b.fromTrackletId);
}

/** In bits, 0..1. */
function binaryEntropy(p: number): number {
  return p <= 0 || p >= 1 ? 0 : -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
}
