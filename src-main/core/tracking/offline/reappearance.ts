import type { BoxPx } from '#shared/units.ts';
import type { SizePx } from '../../geometry/letterbox.ts';
import { firstIndexFrom } from '../../statistics/sorted.ts';
import { isContested, type Pair, solveAssignment } from '../assignment.ts';
import type { TrackerConfig } from '../config.ts';
import { type BoxMotion, centreSpread } from '../kalman.ts';
import { predictTrack, resumeTrack } from '../live-track.ts';
import type { LiveTrack, Track } from '../track.ts';
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
): Pair[] {
  const ends = befores.map(({ track }) =>
    endOf(lastBox(track), () => resumeTrack(track, tracker), picture, config),
  );
  const starts = afters.map(({ track }) =>
    endOf(firstBox(track), () => resumeTrack(mirrorTrack(track), tracker), picture, config),
  );
  const inOrder = afters
    .map((_, column) => column)
    .sort((a, b) => startMs(afters[a]!.track) - startMs(afters[b]!.track));
  const startsMs = inOrder.map((column) => startMs(afters[column]!.track));
  const weighed: WeighedPair[] = [];
  // Weaker pairs are neither joined nor rivals of any that is.
  const leastRival = config.minEvidence - config.margin;
  befores.forEach((before, row) => {
    const beforeMs = endMs(before.track);
    for (let at = firstIndexFrom(startsMs, beforeMs); startsMs[at]! - beforeMs <= config.maxGapMs; at++) {
      if (startsMs[at] === beforeMs) continue;
      const column = inOrder[at]!;
      const after = afters[column]!;
      const evidence =
        motionEvidence(ends[row]!, starts[column]!, beforeMs, startsMs[at]!, tracker, config) +
        appearanceEvidence(before.look, after.look, scale, appearance);
      if (evidence > leastRival) weighed.push({ row, column, cost: -evidence });
    }
  });
  return rivals(weighed)
    .flatMap((set) => surePairs(set, config))
    .sort((a, b) => a.row - b.row);
}

interface WeighedPair extends Pair {
  readonly cost: number;
}

/** Pairs that are rivals of one another, set by set: a chunk has thousands of tracks, but few at a time. */
function rivals(pairs: readonly WeighedPair[]): WeighedPair[][] {
  const ofRow = Map.groupBy(pairs, ({ row }) => row);
  const ofColumn = Map.groupBy(pairs, ({ column }) => column);
  const seen = new Set<WeighedPair>();
  return pairs.flatMap((first) => {
    if (seen.has(first)) return [];
    const set = [first];
    seen.add(first);
    for (const { row, column } of set) {
      for (const rival of [...ofRow.get(row)!, ...ofColumn.get(column)!]) {
        if (!seen.has(rival)) set.push(rival);
        seen.add(rival);
      }
    }
    return [set];
  });
}

function surePairs(weighed: readonly WeighedPair[], config: RejoiningConfig): Pair[] {
  const rows = [...new Set(weighed.map(({ row }) => row))].sort((a, b) => a - b);
  const columns = [...new Set(weighed.map(({ column }) => column))].sort((a, b) => a - b);
  const rowAt = new Map(rows.map((row, at) => [row, at]));
  const columnAt = new Map(columns.map((column, at) => [column, at]));
  const costs = new Float64Array(rows.length * columns.length).fill(Number.POSITIVE_INFINITY);
  for (const { row, column, cost } of weighed)
    costs[rowAt.get(row)! * columns.length + columnAt.get(column)!] = cost;
  const matrix = { rows: rows.length, columns: columns.length, costs };
  return solveAssignment(matrix, -config.minEvidence)
    .pairs.filter((pair) => !isContested(matrix, pair, config.margin))
    .map(({ row, column }) => ({ row: rows[row]!, column: columns[column]! }));
}

/** The end of a track where it may go on; null where the person walked out of the picture. */
interface TrackEnd {
  readonly boxPx: BoxPx;
  /** As of the last sighting; of the first one, as seen with time running backwards. */
  readonly live: LiveTrack;
}

function endOf(
  boxPx: BoxPx,
  live: () => LiveTrack,
  picture: SizePx,
  config: RejoiningConfig,
): TrackEnd | null {
  return isLeaving(boxPx, picture, config) ? null : { boxPx, live: live() };
}

function motionEvidence(
  end: TrackEnd | null,
  start: TrackEnd | null,
  endedMs: number,
  startedMs: number,
  tracker: TrackerConfig,
  config: RejoiningConfig,
): number {
  if (end === null || start === null) return Number.NEGATIVE_INFINITY;
  const last = end.boxPx;
  const first = start.boxPx;
  const heightRatio = last.h / first.h;
  if (Math.max(heightRatio, 1 / heightRatio) > config.maxHeightRatio) return Number.NEGATIVE_INFINITY;
  const forwards = predictTrack(end.live, startedMs, tracker);
  const backwards = predictTrack(start.live, 0 - endedMs, tracker);
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
