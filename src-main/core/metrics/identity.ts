import { boxIou } from '../geometry/box.ts';
import { solveAssignment } from '../tracking/assignment.ts';
import { type FramePair, IdIndex } from './trajectories.ts';

export interface IdentityScores {
  /** 2·IDTP / (truth boxes + output boxes). */
  readonly idf1: number;
  readonly idPrecision: number;
  readonly idRecall: number;
  /** Boxes on which the best one-to-one mapping of whole identities agrees. */
  readonly idTruePositives: number;
}

/** Identity scores (Ristani et al. 2016): one global mapping of true to output ids, boxes agree at `minIou`. */
export function identityScores(frames: readonly FramePair[], minIou = 0.5): IdentityScores {
  const truthIds = new IdIndex();
  const outputIds = new IdIndex();
  const agreements: [number, number][] = [];
  let truthBoxes = 0;
  let outputBoxes = 0;
  for (const { truth, output } of frames) {
    truthBoxes += truth.length;
    outputBoxes += output.length;
    for (const { id } of truth) truthIds.indexOf(id);
    for (const { id } of output) outputIds.indexOf(id);
    for (const expected of truth) {
      for (const found of output) {
        if (boxIou(expected.boxPx, found.boxPx) < minIou) continue;
        agreements.push([truthIds.indexOf(expected.id), outputIds.indexOf(found.id)]);
      }
    }
  }
  const costs = new Float64Array(truthIds.size * outputIds.size);
  for (const [row, column] of agreements) {
    const at = row * outputIds.size + column;
    costs[at] = costs[at]! - 1;
  }
  const { pairs } = solveAssignment({ rows: truthIds.size, columns: outputIds.size, costs }, 0);
  const idTruePositives = pairs.reduce(
    (sum, { row, column }) => sum - costs[row * outputIds.size + column]!,
    0,
  );
  return {
    idf1: ratio(2 * idTruePositives, truthBoxes + outputBoxes),
    idPrecision: ratio(idTruePositives, outputBoxes),
    idRecall: ratio(idTruePositives, truthBoxes),
    idTruePositives,
  };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
