import type { Letterbox, SizePx } from '../geometry/letterbox.ts';
import type { DetectionConfig } from './config.ts';
import type { Detections } from './detections.ts';
import type { DetectorHead, HeadTensor } from './heads/head.ts';
import { pickDetections, suppressDuplicates } from './suppression.ts';

/** A network's answer to one picture, and how to read it. */
export interface RawAnswer {
  readonly head: DetectorHead;
  /** In the order that the head wants. */
  readonly outputs: readonly HeadTensor[];
  /** The person's place among the classes. */
  readonly personClass: number;
}

/**
 * Detections of one picture from a detector's output: boxes in source pixels, cut at the picture's border, only
 * person-shaped ones, duplicates suppressed where the head gives any, best score first.
 * Throws RangeError when the output does not fit the input.
 */
export function decodeDetections(
  answer: RawAnswer,
  source: SizePx,
  box: Letterbox,
  config: DetectionConfig,
): Detections {
  const boxes: number[] = [];
  const scores: number[] = [];
  const { head, outputs, personClass } = answer;
  head.decode(
    outputs,
    { input: box.input, minScore: config.minScore, personClass },
    (leftPx, topPx, rightPx, bottomPx, score) => {
      const left = clamp(leftPx / box.scale, source.widthPx);
      const top = clamp(topPx / box.scale, source.heightPx);
      const width = clamp(rightPx / box.scale, source.widthPx) - left;
      const height = clamp(bottomPx / box.scale, source.heightPx) - top;
      if (!isPersonShaped(width, height, config)) return;
      boxes.push(left, top, width, height);
      scores.push(score);
    },
  );
  const found = { boxesPx: Float32Array.from(boxes), scores: Float32Array.from(scores) };
  return head.needsSuppression ? suppressDuplicates(found, config.suppressionIou) : bestFirst(found);
}

function bestFirst(found: Detections): Detections {
  const order = Array.from(found.scores.keys()).sort((a, b) => found.scores[b]! - found.scores[a]! || a - b);
  return pickDetections(found, order);
}

function isPersonShaped(width: number, height: number, config: DetectionConfig): boolean {
  return width > 0 && height >= width * config.minAspect && height <= width * config.maxAspect;
}

function clamp(value: number, high: number): number {
  return Math.min(high, Math.max(0, value));
}
