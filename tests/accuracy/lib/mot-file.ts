import { readFileSync } from 'node:fs';
import type { FramePair, LabelledBox } from '../../../src-main/core/metrics/trajectories.ts';

/** One row of a MOTChallenge file. */
export interface MotRow extends LabelledBox {
  /** From 1. */
  readonly frame: number;
  /** Column 7: the score of a detection, or whether a true box counts. */
  readonly confidence: number;
}

/** Reads frame, id, x, y, w, h, confidence per line. Throws with file and line for anything else. */
export function readMotFile(path: string): MotRow[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      const [frame, id, x, y, w, h, confidence] = line.split(',').map(Number);
      const isRow = [frame, id, x, y, w, h, confidence].every((value) => Number.isFinite(value));
      if (!isRow) throw new Error(`${path}:${index + 1} is not a MOTChallenge row: ${line}`);
      return [{ frame: frame!, id: id!, boxPx: { x: x!, y: y!, w: w!, h: h! }, confidence: confidence! }];
    });
}

/** The rows of each frame number. */
export function rowsByFrame<T extends { readonly frame: number }>(rows: readonly T[]): Map<number, T[]> {
  return Map.groupBy(rows, (row) => row.frame);
}

/** Frames 1 … last of truth and output side by side. */
export function pairFrames(
  truth: readonly MotRow[],
  output: readonly (LabelledBox & { readonly frame: number })[],
): FramePair[] {
  const truthOf = rowsByFrame(truth);
  const outputOf = rowsByFrame(output);
  const last = Math.max(...truthOf.keys(), ...outputOf.keys());
  return Array.from({ length: last }, (_, index) => ({
    truth: truthOf.get(index + 1) ?? [],
    output: outputOf.get(index + 1) ?? [],
  }));
}
