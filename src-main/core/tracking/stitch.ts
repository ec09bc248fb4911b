import type { BoxPx } from '#shared/units.ts';
import { boxAt, boxCentre, boxIou, interpolateBox } from '../geometry/box.ts';
import { packedCosine } from '../outfit/embedding.ts';
import { isContested, solveAssignment } from './assignment.ts';
import type { TrackPath } from './path-codec.ts';

/** A tracklet's first or last sighting at a border between two chunks of a recording. */
export interface BorderSighting {
  readonly trackletId: number;
  readonly timeMs: number;
  readonly boxPx: BoxPx;
  /** Speed of the box's centre at the sighting, px per ms, from the sightings nearest the border. */
  readonly velocityPxPerMs: { readonly x: number; readonly y: number };
  /** How the tracklet looks, int8[128]; null where nobody knows. */
  readonly look: Int8Array | null;
}

export interface BorderContinuation {
  readonly fromTrackletId: number;
  readonly toTrackletId: number;
}

export interface StitchConfig {
  /** Longest time between the two sightings. Higher joins over occlusions at the border, some wrongly. */
  readonly maxGapMs: number;
  /** Least IoU of the two boxes carried to the middle of the gap, 0..1. Higher cuts, lower swaps people. */
  readonly minIou: number;
  /** How much worse (in 1 − IoU) every rival pair must be. Higher leaves more crowded borders unjoined. */
  readonly margin: number;
  /**
   * Least cosine of two looks, −1..1. Halves of one person's path have 0.75 and more with the shipped embedding, two
   * people 0.4 in the mean. Higher leaves more borders to where motion and looks are weighed together (`offline/borders.ts`),
   * lower goes on as whoever stands in the same place.
   */
  readonly minCosine: number;
}

export const defaultStitchConfig: StitchConfig = Object.freeze({
  maxGapMs: 700,
  minIou: 0.3,
  margin: 0.15,
  minCosine: 0.65,
});

/** Over how much of a path its speed at the border is measured: about one step of a walker. */
const SPEED_WINDOW_MS = 600;

/** The first or last sighting of a path. Throws RangeError for an empty path. */
export function borderSighting(
  trackletId: number,
  path: TrackPath,
  side: 'start' | 'end',
  look: Int8Array | null = null,
): BorderSighting {
  const { timesMs, boxesPx } = path;
  const inwards = side === 'start' ? 1 : -1;
  const border = side === 'start' ? 0 : timesMs.length - 1;
  const boxPx = boxAt(boxesPx, border);
  const timeMs = timesMs[border]!;
  let inner = border;
  while (timesMs[inner + inwards] !== undefined && Math.abs(timesMs[inner]! - timeMs) < SPEED_WINDOW_MS) {
    inner += inwards;
  }
  const [earlier, later] = side === 'start' ? [border, inner] : [inner, border];
  const elapsedMs = timesMs[later]! - timesMs[earlier]!;
  const from = boxCentre(boxAt(boxesPx, earlier));
  const to = boxCentre(boxAt(boxesPx, later));
  const perMs = elapsedMs === 0 ? 0 : 1 / elapsedMs;
  return {
    trackletId,
    timeMs,
    boxPx,
    velocityPxPerMs: { x: (to.x - from.x) * perMs, y: (to.y - from.y) * perMs },
    look,
  };
}

/**
 * Which tracklets that end at a chunk's border go on as which that start behind it. Both boxes are carried
 * to the middle of the gap at their own speeds and compared by IoU; pairs come from the tracker's assignment,
 * and one with a near rival, or of people who look different, is left to linking. In order of `ends`.
 */
export function borderContinuations(
  ends: readonly BorderSighting[],
  starts: readonly BorderSighting[],
  config: StitchConfig,
): BorderContinuation[] {
  const costs = new Float64Array(ends.length * starts.length);
  ends.forEach((end, row) => {
    starts.forEach((start, column) => {
      costs[row * starts.length + column] = continuationCost(end, start, config);
    });
  });
  const matrix = { rows: ends.length, columns: starts.length, costs };
  const { pairs } = solveAssignment(matrix, 1 - config.minIou);
  return pairs
    .filter((pair) => !isContested(matrix, pair, config.margin))
    .map(({ row, column }) => ({
      fromTrackletId: ends[row]!.trackletId,
      toTrackletId: starts[column]!.trackletId,
    }));
}

function continuationCost(end: BorderSighting, start: BorderSighting, config: StitchConfig): number {
  const gapMs = start.timeMs - end.timeMs;
  if (gapMs <= 0 || gapMs > config.maxGapMs) return Number.POSITIVE_INFINITY;
  if (end.look && start.look && packedCosine(end.look, start.look) < config.minCosine) {
    return Number.POSITIVE_INFINITY;
  }
  return 1 - boxIou(moved(end, gapMs / 2), moved(start, -gapMs / 2));
}

function moved({ boxPx, velocityPxPerMs }: BorderSighting, elapsedMs: number): BoxPx {
  const target = {
    ...boxPx,
    x: boxPx.x + velocityPxPerMs.x,
    y: boxPx.y + velocityPxPerMs.y,
  };
  return interpolateBox(boxPx, target, elapsedMs);
}
