import type { Letterbox, SizePx } from '../geometry/letterbox.ts';
import type { DetectionConfig } from './config.ts';
import type { Detections } from './detections.ts';
import { suppressDuplicates } from './suppression.ts';

const STRIDES_PX = [8, 16, 32] as const;
const VALUES_PER_ANCHOR = 5;

/** Rows in the detector's output for an input of this size. */
export function anchorCount(input: SizePx): number {
  return STRIDES_PX.reduce((sum, stride) => sum + (input.widthPx / stride) * (input.heightPx / stride), 0);
}

/**
 * Detections of one picture from the output of the project's person detector.
 *
 * `predictions` has `anchorCount(box.input)` rows of left, top, right, bottom (distances from the anchor
 * point in input pixels) and score 0..1; anchors row by row at ((x + ½)·stride, (y + ½)·stride), strides 8,
 * 16, 32 after one another. Boxes come back in source pixels, cut at the picture's border, duplicates
 * suppressed, best score first. Throws RangeError when the length does not fit the input.
 */
export function decodePredictions(
  predictions: Float32Array,
  source: SizePx,
  box: Letterbox,
  config: DetectionConfig,
): Detections {
  const expected = anchorCount(box.input) * VALUES_PER_ANCHOR;
  if (predictions.length !== expected) {
    throw new RangeError(`detector output has ${predictions.length} values, ${expected} expected`);
  }
  const boxes: number[] = [];
  const scores: number[] = [];
  let at = 0;
  for (const stride of STRIDES_PX) {
    const columns = box.input.widthPx / stride;
    const rows = box.input.heightPx / stride;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at += VALUES_PER_ANCHOR) {
        const score = predictions[at + 4]!;
        if (!(score >= config.minScore)) continue;
        const anchorX = (column + 0.5) * stride;
        const anchorY = (row + 0.5) * stride;
        const left = clamp((anchorX - predictions[at]!) / box.scale, source.widthPx);
        const top = clamp((anchorY - predictions[at + 1]!) / box.scale, source.heightPx);
        const width = clamp((anchorX + predictions[at + 2]!) / box.scale, source.widthPx) - left;
        const height = clamp((anchorY + predictions[at + 3]!) / box.scale, source.heightPx) - top;
        if (!isPersonShaped(width, height, config)) continue;
        boxes.push(left, top, width, height);
        scores.push(score);
      }
    }
  }
  return suppressDuplicates(
    { boxesPx: Float32Array.from(boxes), scores: Float32Array.from(scores) },
    config.suppressionIou,
  );
}

function isPersonShaped(width: number, height: number, config: DetectionConfig): boolean {
  return width > 0 && height >= width * config.minAspect && height <= width * config.maxAspect;
}

function clamp(value: number, high: number): number {
  return Math.min(high, Math.max(0, value));
}
