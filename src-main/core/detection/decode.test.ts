import { describe, expect, it } from 'vitest';
import { boxAt } from '../geometry/box.ts';
import { letterbox } from '../geometry/letterbox.ts';
import { defaultDetectionConfig } from './config.ts';
import { decodeDetections } from './decode.ts';
import { type Detections, detectionCount } from './detections.ts';
import { anchorCount } from './heads/grid.ts';
import { detectorHeads } from './heads/index.ts';

const source = { widthPx: 480, heightPx: 360 };
const input = { widthPx: 640, heightPx: 480 };
const fit = letterbox(source, input);

/** Output in which one anchor speaks: the given one of a stride's grid. */
function predictionsWith(
  anchors: readonly { stride: number; column: number; row: number; values: readonly number[] }[],
): Float32Array {
  const predictions = new Float32Array(anchorCount(input) * 5);
  for (const { stride, column, row, values } of anchors) {
    let index = row * (input.widthPx / stride) + column;
    for (const finer of [8, 16, 32]) {
      if (finer < stride) index += (input.widthPx / finer) * (input.heightPx / finer);
    }
    predictions.set(values, index * 5);
  }
  return predictions;
}

/** As this project's own detector answers. */
function decode(data: Float32Array): Detections {
  const answer = {
    head: detectorHeads.ltrb,
    outputs: [{ shape: [1, data.length / 5, 5], data }],
    personClass: 0,
  };
  return decodeDetections(answer, source, fit, defaultDetectionConfig);
}

describe('decodeDetections', () => {
  it('counts the anchors of all three strides', () => {
    expect(anchorCount(input)).toBe(80 * 60 + 40 * 30 + 20 * 15);
  });

  it.each([8, 16, 32])('finds a box at stride %d in source pixels', (stride) => {
    const values = [20, 40, 20, 60, 0.75];
    const found = decode(predictionsWith([{ stride, column: 5, row: 3, values }]));
    expect(detectionCount(found)).toBe(1);
    const box = boxAt(found.boxesPx, 0);
    expect(box.x).toBeCloseTo((5.5 * stride - 20) / (4 / 3), 3);
    expect(box.y).toBeCloseTo(Math.max(0, (3.5 * stride - 40) / (4 / 3)), 3);
    expect(box.w).toBeCloseTo(30, 3);
    expect(found.scores[0]).toBe(0.75);
  });

  it('keeps the best of doubled boxes, drops weak ones and what has no person’s shape', () => {
    const found = decode(
      predictionsWith([
        { stride: 8, column: 40, row: 30, values: [20, 40, 20, 60, 0.75] },
        { stride: 8, column: 41, row: 30, values: [28, 40, 12, 60, 0.5] },
        { stride: 8, column: 60, row: 30, values: [20, 40, 20, 60, 0.1] },
        { stride: 8, column: 20, row: 30, values: [60, 20, 60, 20, 0.9] },
      ]),
    );
    expect([...found.scores]).toEqual([0.75]);
  });

  it('cuts boxes at the picture’s border', () => {
    const found = decode(predictionsWith([{ stride: 32, column: 0, row: 0, values: [50, 50, 40, 90, 0.5] }]));
    const box = boxAt(found.boxesPx, 0);
    expect([box.x, box.y]).toEqual([0, 0]);
    expect(box.w).toBeCloseTo(56 * 0.75, 3);
  });

  it('refuses output that does not fit the input', () => {
    expect(() => decode(new Float32Array(10))).toThrow(RangeError);
  });
});
