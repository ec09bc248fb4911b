import type { Evidence } from '#shared/contract/library.ts';

export interface ProposalConfidence {
  readonly camera: number;
  readonly start: number;
  /** A proposal is as sure as the less sure of its parts. */
  readonly both: number;
}

/**
 * How sure the evidence makes a camera and a start. Evidence for a start carries the confidence reached with it, so
 * the highest counts, and no contradiction may be exceeded. What the operator says is sure.
 */
export function confidenceOf(evidence: readonly Evidence[]): ProposalConfidence {
  const camera = highest(evidence.filter(({ says }) => says === 'camera'));
  const witnesses = evidence.filter(({ says }) => says === 'start' || says === 'end');
  const cap = Math.min(1, ...evidence.filter(({ says }) => says === 'conflict').map((e) => e.confidence));
  const isByOperator = witnesses.some(({ source, says }) => source === 'operator' && says === 'start');
  const start = isByOperator ? 1 : Math.min(highest(witnesses), cap);
  return { camera, start, both: Math.min(camera, start) };
}

function highest(evidence: readonly Evidence[]): number {
  return Math.max(0, ...evidence.map(({ confidence }) => confidence));
}
