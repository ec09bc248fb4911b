import type { SizePx } from '../../geometry/letterbox.ts';
import { anchorCount, FOUR_STRIDES_PX } from './grid.ts';
import type { HeadName } from './head.ts';
import { nanodetBins } from './nanodet.ts';

/** An output as a probe run gave it. */
export interface ProbedOutput {
  readonly name: string;
  /** With the batch of 1. */
  readonly shape: readonly number[];
}

export interface RecognisedHead {
  readonly name: HeadName;
  /** Names of the outputs in the order that the head's decoder takes them. */
  readonly outputs: readonly string[];
}

/**
 * The head that the outputs for an input of this size belong to; null when none fits. Looks at shapes first and at
 * names only where shapes are equal. An output of 85 columns could be a NanoDet of 53 classes: the usual numbers of
 * classes decide, and a card that names the head decides otherwise.
 */
export function recogniseHead(outputs: readonly ProbedOutput[], input: SizePx): RecognisedHead | null {
  if (outputs.length === 1) {
    const [only] = outputs as [ProbedOutput];
    const name = dense(only.shape, input);
    return name && { name, outputs: [only.name] };
  }
  return detr(outputs);
}

function dense(shape: readonly number[], input: SizePx): HeadName | null {
  if (shape.length !== 3 || shape[0] !== 1) return null;
  const [, second = 0, third = 0] = shape;
  const anchors = anchorCount(input);
  if (second === anchorCount(input, FOUR_STRIDES_PX)) return nanodetBins(third) === null ? null : 'nanodet';
  if (second === anchors) {
    if (third === 5) return 'ltrb';
    if (nanodetBins(third) !== null) return 'nanodet';
    return third > 5 ? 'yolox' : null;
  }
  return third === anchors && second > 4 ? 'yolov8' : null;
}

function detr(outputs: readonly ProbedOutput[]): RecognisedHead | null {
  const boxes = outputs.find(({ name, shape }) => shape.length === 3 && shape[2] === 4 && /box/i.test(name));
  const queries = boxes?.shape[1];
  if (boxes?.shape[0] !== 1) return null;
  if (outputs.length === 2) {
    const logits = outputs.find(
      (output) => output !== boxes && output.shape.length === 3 && output.shape[1] === queries,
    );
    return logits ? { name: 'detr-logits', outputs: [logits.name, boxes.name] } : null;
  }
  const perQuery = (word: RegExp) =>
    outputs.find(({ name, shape }) => shape.length === 2 && shape[1] === queries && word.test(name));
  const labels = perQuery(/label|class/i);
  const scores = perQuery(/score|conf/i);
  return outputs.length === 3 && labels && scores
    ? { name: 'detr-boxes', outputs: [labels.name, boxes.name, scores.name] }
    : null;
}
