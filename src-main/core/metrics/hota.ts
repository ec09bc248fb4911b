import { boxIou } from '../geometry/box.ts';
import { solveAssignment } from '../tracking/assignment.ts';
import { type FramePair, IdIndex } from './trajectories.ts';

export interface HotaScores {
  /** √(DetA · AssA), mean over the thresholds, as its parts. */
  readonly hota: number;
  readonly detA: number;
  readonly assA: number;
}

/** IoU thresholds of the mean: 0.05, 0.10 … 0.95. */
const ALPHAS = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);
/** A box on the threshold counts, in spite of rounding. */
const ROUNDING = Number.EPSILON;

/** One frame with ids as indices, and the IoU of every pair, truth by output. */
interface IndexedFrame {
  readonly truth: readonly number[];
  readonly output: readonly number[];
  readonly iou: Float64Array;
}

/** HOTA (Luiten et al. 2020, "HOTA: A Higher Order Metric for Evaluating Multi-Object Tracking"). */
export function hotaScores(frames: readonly FramePair[]): HotaScores {
  const truthIds = new IdIndex();
  const outputIds = new IdIndex();
  const indexed = frames.map((frame) => indexFrame(frame, truthIds, outputIds));
  const truthCounts = new Float64Array(truthIds.size);
  const outputCounts = new Float64Array(outputIds.size);
  for (const frame of indexed) {
    for (const id of frame.truth) truthCounts[id] = truthCounts[id]! + 1;
    for (const id of frame.output) outputCounts[id] = outputCounts[id]! + 1;
  }
  const alignment = globalAlignment(indexed, truthCounts, outputCounts);
  const matched = matchFrames(indexed, alignment, outputIds.size);
  const truthBoxes = truthCounts.reduce((sum, count) => sum + count, 0);
  const outputBoxes = outputCounts.reduce((sum, count) => sum + count, 0);

  const scores = matched.map((counts) => {
    let hits = 0;
    let association = 0;
    for (const [key, count] of counts) {
      const truthId = Math.floor(key / outputIds.size);
      const outputId = key % outputIds.size;
      hits += count;
      association += (count * count) / (truthCounts[truthId]! + outputCounts[outputId]! - count);
    }
    const detA = hits / Math.max(1, truthBoxes + outputBoxes - hits);
    const assA = association / Math.max(1, hits);
    return { hota: Math.sqrt(detA * assA), detA, assA };
  });
  return {
    hota: mean(scores.map((score) => score.hota)),
    detA: mean(scores.map((score) => score.detA)),
    assA: mean(scores.map((score) => score.assA)),
  };
}

function indexFrame(frame: FramePair, truthIds: IdIndex, outputIds: IdIndex): IndexedFrame {
  return {
    truth: frame.truth.map(({ id }) => truthIds.indexOf(id)),
    output: frame.output.map(({ id }) => outputIds.indexOf(id)),
    iou: Float64Array.from(
      frame.truth.flatMap((truth) => frame.output.map((output) => boxIou(truth.boxPx, output.boxPx))),
    ),
  };
}

/** How well each true identity and each output identity agree over the whole clip, as a soft Jaccard index. */
function globalAlignment(
  frames: readonly IndexedFrame[],
  truthCounts: Float64Array,
  outputCounts: Float64Array,
): Float64Array {
  const width = outputCounts.length;
  const shared = new Float64Array(truthCounts.length * width);
  for (const { truth, output, iou } of frames) {
    const rowSums = truth.map((_, row) =>
      sumOver(output.length, (column) => iou[row * output.length + column]!),
    );
    const columnSums = output.map((_, column) =>
      sumOver(truth.length, (row) => iou[row * output.length + column]!),
    );
    truth.forEach((truthId, row) => {
      output.forEach((outputId, column) => {
        const similarity = iou[row * output.length + column]!;
        if (similarity === 0) return;
        const at = truthId * width + outputId;
        shared[at] = shared[at]! + similarity / (rowSums[row]! + columnSums[column]! - similarity);
      });
    });
  }
  return shared.map((value, at) => {
    const total = truthCounts[Math.floor(at / width)]! + outputCounts[at % width]!;
    return value / (total - value);
  });
}

/** Per threshold, how often each pair of identities (truth · width + output) was matched. */
function matchFrames(
  frames: readonly IndexedFrame[],
  alignment: Float64Array,
  width: number,
): Map<number, number>[] {
  const matched = ALPHAS.map(() => new Map<number, number>());
  for (const { truth, output, iou } of frames) {
    const costs = iou.map((similarity, at) => {
      const truthId = truth[Math.floor(at / output.length)]!;
      return -similarity * alignment[truthId * width + output[at % output.length]!]!;
    });
    const { pairs } = solveAssignment({ rows: truth.length, columns: output.length, costs }, 0);
    for (const { row, column } of pairs) {
      const similarity = iou[row * output.length + column]!;
      const key = truth[row]! * width + output[column]!;
      ALPHAS.forEach((alpha, index) => {
        if (similarity < alpha - ROUNDING) return;
        const counts = matched[index]!;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      });
    }
  }
  return matched;
}

function sumOver(length: number, value: (index: number) => number): number {
  let sum = 0;
  for (let index = 0; index < length; index++) sum += value(index);
  return sum;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
