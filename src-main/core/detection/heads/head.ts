import type { SizePx } from '../../geometry/letterbox.ts';

/**
 * The layouts of detector outputs that are understood, by the family that made each of them known:
 * - `ltrb`: this project's own, N×A×5
 * - `yolox`: Ge et al. 2021, N×A×(5+C), raw offsets
 * - `yolov8`: Ultralytics 2023, N×(4+C)×A
 * - `detr-logits`, `detr-boxes`: RT-DETR (Zhao et al. 2024) and D-FINE (Peng et al. 2024), without and with their
 *   own last step
 * - `nanodet`: NanoDet and NanoDet-Plus, N×A×(C+4·(bins))
 */
export const headNames = ['ltrb', 'yolox', 'yolov8', 'detr-logits', 'detr-boxes', 'nanodet'] as const;
export type HeadName = (typeof headNames)[number];

/** One output of a network for one picture: row-major values and their shape, the batch of 1 included. */
export interface HeadTensor {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** What turning an output into boxes depends on, besides the output. */
export interface HeadContext {
  /** Size of the network's input. */
  readonly input: SizePx;
  /** Candidates below are left out. */
  readonly minScore: number;
  /** The person's place among the classes. */
  readonly personClass: number;
}

/** Takes the corners of a candidate in input pixels, and its score, 0..1. */
export type EmitCandidate = (left: number, top: number, right: number, bottom: number, score: number) => void;

/** Decodes one layout. `outputs` come in the order that `recogniseHead` gives. */
export interface DetectorHead {
  /** Whether one person may give several candidates, of which the best must be picked. */
  readonly needsSuppression: boolean;
  /** Throws RangeError when the outputs' shapes do not fit the input. */
  decode(outputs: readonly HeadTensor[], context: HeadContext, emit: EmitCandidate): void;
}

/** Throws RangeError with both shapes unless `tensor` has the expected one. */
export function expectShape(tensor: HeadTensor | undefined, expected: readonly number[]): HeadTensor {
  const actual = tensor?.shape ?? [];
  if (tensor && actual.length === expected.length && actual.every((size, axis) => size === expected[axis])) {
    return tensor;
  }
  throw new RangeError(`detector output of shape ${actual.join('×')}, ${expected.join('×')} expected`);
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
