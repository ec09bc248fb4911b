import { type Detections, detectionCount } from './detections.ts';

/**
 * Greedy non-maximum suppression: of boxes that overlap by `iou` or more only the best-scored stays. Result
 * in descending order of score; equal scores keep their order, so that the outcome is the same in every run.
 */
export function suppressDuplicates(detections: Detections, iou: number): Detections {
  const { boxesPx, scores } = detections;
  const order = Array.from({ length: detectionCount(detections) }, (_, index) => index);
  order.sort((a, b) => scores[b]! - scores[a]! || a - b);
  const kept: number[] = [];
  for (const candidate of order) {
    if (kept.every((better) => packedIou(boxesPx, better, candidate) < iou)) kept.push(candidate);
  }
  return pickDetections(detections, kept);
}

/** The detections of the given rows, in the given order. */
export function pickDetections(detections: Detections, rows: readonly number[]): Detections {
  const boxesPx = new Float32Array(rows.length * 4);
  const scores = new Float32Array(rows.length);
  rows.forEach((row, index) => {
    boxesPx.set(detections.boxesPx.subarray(row * 4, row * 4 + 4), index * 4);
    scores[index] = detections.scores[row]!;
  });
  return { boxesPx, scores };
}

/** IoU of two rows, without making objects: this is the inner loop over every pair of raw boxes. */
function packedIou(boxesPx: Float32Array, a: number, b: number): number {
  const i = a * 4;
  const j = b * 4;
  const ax = boxesPx[i]!;
  const ay = boxesPx[i + 1]!;
  const aw = boxesPx[i + 2]!;
  const ah = boxesPx[i + 3]!;
  const bx = boxesPx[j]!;
  const by = boxesPx[j + 1]!;
  const bw = boxesPx[j + 2]!;
  const bh = boxesPx[j + 3]!;
  const width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const height = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  if (width <= 0 || height <= 0) return 0;
  const intersection = width * height;
  return intersection / (aw * ah + bw * bh - intersection);
}
