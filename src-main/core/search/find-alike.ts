import { dotProduct } from '../outfit/packed-vectors.ts';
import { EMBEDDING_LENGTH } from '../outfit/types.ts';
import { normalTail } from '../statistics/normal.ts';
import { BestRows, type ScoredRow } from './best-rows.ts';
import type { SearchConfig } from './config.ts';
import { type PlacedRecording, rowsStartingUpTo } from './descriptors.ts';
import { type LikenessModel, type Look, lookOf } from './likeness-model.ts';

/** Of true time, both ends included. */
export interface TimeSpan {
  readonly fromUtcMs: number;
  readonly toUtcMs: number;
}

/** How much a tracklet looks like the example. */
export interface Likeness extends ScoredRow {
  /** Share of strangers who look less alike, 0..1. */
  readonly moreAlikeThan: number;
  /** How many of those compared would look at least as alike if all were strangers. */
  readonly strangersExpected: number;
}

export interface AlikeAnswer {
  /** Best first; at most `maxHits`. */
  readonly hits: readonly Likeness[];
  /** Tracklets that were compared. */
  readonly compared: number;
  /** Tracklets in the span that have no description, or one of another model. */
  readonly notComparable: number;
}

/**
 * Everybody who looks like `example`, the most alike first. All rows are ranked by the example's own normalised
 * cosine, the best of them again by that of both sides.
 *
 * @param isLeftOut says which rows are no answer, such as the example itself
 */
export function findAlike(
  example: Look,
  recordings: readonly PlacedRecording[],
  span: TimeSpan,
  { model, space, config }: { model: LikenessModel; space: number; config: SearchConfig },
  isLeftOut: (recording: number, row: number) => boolean = () => false,
): AlikeAnswer {
  const best = new BestRows(config.maxHits);
  const cohortIn = model.cohortsOf(example);
  let compared = 0;
  let notComparable = 0;
  for (const [place, recording] of recordings.entries()) {
    const { descriptors, cameraId, zeroUtcMs } = recording;
    const { vectors, inverseNorm, endOffsetMs } = descriptors;
    const cohort = cohortIn(cameraId);
    const factor = example.inverseNorm / cohort.sd;
    const shift = cohort.mean / cohort.sd;
    const fromMs = span.fromUtcMs - zeroUtcMs;
    const rows = rowsStartingUpTo(descriptors, span.toUtcMs - zeroUtcMs);
    for (let row = 0; row < rows; row++) {
      if (endOffsetMs[row]! < fromMs || isLeftOut(place, row)) continue;
      if (inverseNorm[row] === 0 || descriptors.space[row] !== space) {
        notComparable++;
        continue;
      }
      compared++;
      const dot = dotProduct(example.vector, 0, vectors, row * EMBEDDING_LENGTH);
      const score = dot * inverseNorm[row]! * factor - shift;
      if (score > best.threshold) best.offer(place, row, score);
    }
  }
  const hits = best.rows().map(({ recording, row }): Likeness => {
    const look = lookOf(recordings[recording]!, row, space)!;
    const score = model.score(example, look, cohortIn(look.cameraId));
    const tail = normalTail((score - model.strangers.mean) / model.strangers.sd);
    return { recording, row, score, moreAlikeThan: 1 - tail, strangersExpected: tail * compared };
  });
  return { hits: hits.sort((a, b) => b.score - a.score), compared, notComparable };
}
