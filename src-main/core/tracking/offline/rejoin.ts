import type { BoxPx } from '#shared/units.ts';
import type { SizePx } from '../../geometry/letterbox.ts';
import { aggregateEmbeddings } from '../../outfit/embedding.ts';
import { isContested, solveAssignment } from '../assignment.ts';
import type { TrackerConfig } from '../config.ts';
import { type BoxMotion, centreSpread } from '../kalman.ts';
import { predictTrack, resumeTrack } from '../live-track.ts';
import type { Track } from '../track.ts';
import { type AppearanceScale, appearanceEvidence } from './appearance.ts';
import type { OfflineConfig, RejoiningConfig } from './config.ts';
import {
  endMs,
  type Fragment,
  firstBox,
  joinFragments,
  lastBox,
  mirrorTrack,
  startMs,
  type View,
} from './fragment.ts';

/** A fragment as a pair is judged by. */
interface Piece {
  readonly track: Track;
  readonly look: Float32Array | null;
  readonly first: BoxPx;
  readonly last: BoxPx;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Joins the fragments of a chunk that are one person who was hidden for a while; in order of the first fragments.
 *
 * All ends and starts are paired at once by the tracker's assignment. A pair's cost is minus its evidence: the logarithm
 * of how much likelier it is that the second fragment goes on where the first one's motion leads (and the reverse),
 * looking as it did, than that somebody else comes into view there. A pair with a rival nearly as good is left alone, and
 * whoever walked out of the picture does not come back in it: linking knows better.
 */
export function rejoinFragments<V extends View>(
  fragments: readonly Fragment<V>[],
  scale: AppearanceScale,
  picture: SizePx,
  tracker: TrackerConfig,
  { appearance, rejoining: config }: OfflineConfig,
): Fragment<V>[] {
  const pieces = fragments.map(toPiece);
  const costs = new Float64Array(pieces.length ** 2).fill(Number.POSITIVE_INFINITY);
  pieces.forEach((before, row) => {
    pieces.forEach((after, column) => {
      const gapMs = after.startMs - before.endMs;
      if (gapMs <= 0 || gapMs > config.maxGapMs) return;
      costs[row * pieces.length + column] = -(
        motionEvidence(before, after, picture, tracker, config) +
        appearanceEvidence(before.look, after.look, scale, appearance)
      );
    });
  });
  const matrix = { rows: pieces.length, columns: pieces.length, costs };
  const { pairs } = solveAssignment(matrix, -config.minEvidence);
  const next = new Map(
    pairs.filter((pair) => !isContested(matrix, pair, config.margin)).map(({ row, column }) => [row, column]),
  );
  const continued = new Set(next.values());
  return fragments.flatMap((_, index) =>
    continued.has(index) ? [] : joinFragments(chainFrom(index, next, fragments)),
  );
}

function chainFrom<T>(first: number, next: ReadonlyMap<number, number>, fragments: readonly T[]): T[] {
  const chain: T[] = [];
  for (let at: number | undefined = first; at !== undefined; at = next.get(at)) chain.push(fragments[at]!);
  return chain;
}

function toPiece({ track, views }: Fragment): Piece {
  return {
    track,
    look: aggregateEmbeddings(views),
    first: firstBox(track),
    last: lastBox(track),
    startMs: startMs(track),
    endMs: endMs(track),
  };
}

function motionEvidence(
  before: Piece,
  after: Piece,
  picture: SizePx,
  tracker: TrackerConfig,
  config: RejoiningConfig,
): number {
  const heightRatio = before.last.h / after.first.h;
  if (Math.max(heightRatio, 1 / heightRatio) > config.maxHeightRatio) return Number.NEGATIVE_INFINITY;
  if (isLeaving(before.last, picture, config) || isLeaving(after.first, picture, config)) {
    return Number.NEGATIVE_INFINITY;
  }
  const forwards = predictTrack(resumeTrack(before.track, tracker), after.startMs, tracker);
  const backwards = predictTrack(resumeTrack(mirrorTrack(after.track), tracker), 0 - before.endMs, tracker);
  return (
    (placeEvidence(forwards.motion, after.first, tracker, config) +
      placeEvidence(backwards.motion, before.last, tracker, config)) /
    2
  );
}

/** Of a box where the motion expects it, against one anywhere in the picture. */
function placeEvidence(
  motion: BoxMotion,
  box: BoxPx,
  tracker: TrackerConfig,
  config: RejoiningConfig,
): number {
  const { distance, areaPx } = centreSpread(motion, box, tracker.motion);
  if (distance > config.centreGate) return Number.NEGATIVE_INFINITY;
  const areaHeights = areaPx / box.h ** 2;
  return -distance / 2 - Math.log(2 * Math.PI * areaHeights * config.newcomersPerHeight);
}

/** Whether a box is cut by the picture's left, right or bottom border, over which people come and go. */
function isLeaving(box: BoxPx, picture: SizePx, config: RejoiningConfig): boolean {
  const marginPx = config.borderHeights * box.h;
  return (
    box.x <= marginPx ||
    box.x + box.w >= picture.widthPx - marginPx ||
    box.y + box.h >= picture.heightPx - marginPx
  );
}
