import type { Detections } from '../../detection/detections.ts';
import { boxAt, coveredFraction } from '../../geometry/box.ts';
import type { Candidate } from '../matching.ts';
import type { TrackSighting } from '../tracker.ts';

/** A frame that the tracker was shown, and what it made of it. */
export interface TrackedFrame {
  readonly timeMs: number;
  readonly detections: Detections;
  readonly sightings: readonly TrackSighting[];
}

/** What was seen in one frame and belongs to no finished track. */
export interface SpareFrame {
  readonly timeMs: number;
  readonly spare: readonly Candidate[];
}

/**
 * The detections that belong to none of the tracks `kept` (ordinals). A box that mostly covers, or is covered by, one of
 * theirs is no spare one: it is half of that person, or the person seen twice.
 *
 * @param maxOverlap the part from which on it is, 0..1.
 */
export function spareDetections(
  frames: readonly TrackedFrame[],
  kept: ReadonlySet<number>,
  minScore: number,
  maxOverlap: number,
): SpareFrame[] {
  return frames.map(({ timeMs, detections: { boxesPx, scores }, sightings }) => {
    const rows = new Set(sightings.filter(({ ordinal }) => kept.has(ordinal)).map(({ row }) => row));
    const claimed = [...rows].map((row) => boxAt(boxesPx, row));
    const spare = Array.from(scores, (score, row) => ({ row, score, boxPx: boxAt(boxesPx, row), look: null }))
      .filter(({ row, score }) => score >= minScore && !rows.has(row))
      .filter(({ boxPx }) => claimed.every((other) => overlap(boxPx, other) <= maxOverlap));
    return { timeMs, spare };
  });
}

function overlap(first: Candidate['boxPx'], second: Candidate['boxPx']): number {
  return Math.max(coveredFraction(first, second), coveredFraction(second, first));
}
