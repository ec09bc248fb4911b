import { boxIou } from '../geometry/box.ts';
import { solveAssignment } from '../tracking/assignment.ts';
import type { FramePair, LabelledBox } from './trajectories.ts';

export interface ClearMot {
  /** 1 − (misses + false positives + switches) / truth; below 0 for a bad tracker. */
  readonly mota: number;
  readonly truthBoxes: number;
  readonly matches: number;
  readonly misses: number;
  readonly falsePositives: number;
  readonly switches: number;
}

/** Truth id, output id. */
type IdPair = readonly [number, number];

/** Far above any pair's cost, so that the assignment makes as many pairs as it can. */
const COST_OF_A_MISS = 1000;

/**
 * CLEAR MOT (Bernardin & Stiefelhagen 2008): per frame, pairs of the frame before that still overlap by
 * `minIou` are kept, the rest is assigned at least total 1 − IoU; a person whose id is not the last one it had
 * counts as one switch.
 */
export function clearMot(frames: readonly FramePair[], minIou = 0.5): ClearMot {
  const lastIdOfTruth = new Map<number, number>();
  let pairsBefore: readonly IdPair[] = [];
  let truthBoxes = 0;
  let matches = 0;
  let falsePositives = 0;
  let switches = 0;
  for (const frame of frames) {
    const pairs = matchFrame(frame, new Map(pairsBefore), minIou);
    for (const [truthId, outputId] of pairs) {
      const before = lastIdOfTruth.get(truthId);
      if (before !== undefined && before !== outputId) switches++;
      lastIdOfTruth.set(truthId, outputId);
    }
    pairsBefore = pairs;
    truthBoxes += frame.truth.length;
    matches += pairs.length;
    falsePositives += frame.output.length - pairs.length;
  }
  const misses = truthBoxes - matches;
  const mota = 1 - (misses + falsePositives + switches) / truthBoxes;
  return { mota, truthBoxes, matches, misses, falsePositives, switches };
}

function matchFrame(frame: FramePair, idBefore: ReadonlyMap<number, number>, minIou: number): IdPair[] {
  const outputOfId = new Map(frame.output.map((box) => [box.id, box]));
  const kept: IdPair[] = [];
  const taken = new Set<number>();
  const free: LabelledBox[] = [];
  for (const truth of frame.truth) {
    const lastId = idBefore.get(truth.id);
    const output = lastId === undefined || taken.has(lastId) ? undefined : outputOfId.get(lastId);
    if (output !== undefined && boxIou(truth.boxPx, output.boxPx) >= minIou) {
      kept.push([truth.id, output.id]);
      taken.add(output.id);
    } else {
      free.push(truth);
    }
  }
  const others = frame.output.filter((output) => !taken.has(output.id));
  const costs = free.flatMap((truth) =>
    others.map((output) => {
      const iou = boxIou(truth.boxPx, output.boxPx);
      return iou >= minIou ? 1 - iou : Number.POSITIVE_INFINITY;
    }),
  );
  const matrix = { rows: free.length, columns: others.length, costs: Float64Array.from(costs) };
  const { pairs } = solveAssignment(matrix, COST_OF_A_MISS);
  return [...kept, ...pairs.map(({ row, column }): IdPair => [free[row]!.id, others[column]!.id])];
}
