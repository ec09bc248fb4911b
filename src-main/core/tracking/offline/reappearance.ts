import type { BoxPx } from '#shared/units.ts';
import type { SizePx } from '../../geometry/letterbox.ts';
import { type Assignment, isContested, solveAssignment } from '../assignment.ts';
import type { TrackerConfig } from '../config.ts';
import { type BoxMotion, centreSpread } from '../kalman.ts';
import { predictTrack, resumeTrack } from '../live-track.ts';
import type { Track } from '../track.ts';
import { type AppearanceScale, appearanceEvidence } from './appearance.ts';
import type { OfflineConfig, RejoiningConfig } from './config.ts';
import { endMs, firstBox, lastBox, mirrorTrack, startMs } from './fragment.ts';

/** A finished track with its look, as it is compared with others. */
export interface Piece {
  readonly track: Track;
  /** Unit vector; null where there are no crops. */
  readonly look: Float32Array | null;
}

/**
 * Who comes back as whom after being hidden: pairs of rows of `befores` and columns of `afters`, each in one pair at most.
 *
 * All ends and starts are paired at once by the tracker's assignment. A pair's cost is minus its evidence: the logarithm
 * of how much likelier it is that the second track goes on where the first one's motion leads (and the reverse),
 * looking as it did, than that somebody else comes into view there. A pair with a rival nearly as good is left alone, and
 * whoever walked out of the picture does not come back in it: linking knows better.
 */
export function findReappearances(
  befores: readonly Piece[],
  afters: readonly Piece[],
  scale: AppearanceScale,
  picture: SizePx,
  tracker: TrackerConfig,
  { appearance, rejoining: config }: OfflineConfig,
): Assignment['pairs'] {
  const costs = new Float64Array(befores.length * afters.length).fill(Number.POSITIVE_INFINITY);
  befores.forEach((before, row) => {
    afters.forEach((after, column) => {
      const gapMs = startMs(after.track) - endMs(before.track);
      if (gapMs <= 0 || gapMs > config.maxGapMs) return;
      costs[row * afters.length + column] = -(
        motionEvidence(before.track, after.track, picture, tracker, config) +
        appearanceEvidence(before.look, after.look, scale, appearance)
      );
    });
  });
  const matrix = { rows: befores.length, columns: afters.length, costs };
  const { pairs } = solveAssignment(matrix, -config.minEvidence);
  return pairs.filter((pair) => !isContested(matrix, pair, config.margin));
}

function motionEvidence(
  before: Track,
  after: Track,
  picture: SizePx,
  tracker: TrackerConfig,
  config: RejoiningConfig,
): number {
  const last = lastBox(before);
  const first = firstBox(after);
  const heightRatio = last.h / first.h;
  if (Math.max(heightRatio, 1 / heightRatio) > config.maxHeightRatio) return Number.NEGATIVE_INFINITY;
  if (isLeaving(last, picture, config) || isLeaving(first, picture, config)) return Number.NEGATIVE_INFINITY;
  const forwards = predictTrack(resumeTrack(before, tracker), startMs(after), tracker);
  const backwards = predictTrack(resumeTrack(mirrorTrack(after), tracker), 0 - endMs(before), tracker);
  return (
    (placeEvidence(forwards.motion, first, tracker, config) +
      placeEvidence(backwards.motion, last, tracker, config)) /
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
