import { describe, expect, it } from 'vitest';
import { anchorCount, FOUR_STRIDES_PX } from './grid.ts';
import type { HeadName, HeadTensor } from './head.ts';
import { detectorHeads } from './index.ts';

const input = { widthPx: 128, heightPx: 64 };
const CLASSES = 80;

type Candidate = readonly [left: number, top: number, right: number, bottom: number, score: number];

function decode(
  name: HeadName,
  outputs: readonly HeadTensor[],
  { minScore = 0.3, personClass = 0 } = {},
): Candidate[] {
  const found: Candidate[] = [];
  detectorHeads[name].decode(outputs, { input, minScore, personClass }, (...candidate) => {
    found.push(candidate);
  });
  return found;
}

/** A tensor of zeros but for the given places. */
function tensor(
  shape: readonly number[],
  values: readonly (readonly [at: number, value: number])[],
): HeadTensor {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  for (const [at, value] of values) data[at] = value;
  return { shape, data };
}

/** Row of the cell in the output of three or four strides. */
function anchorOf(stride: number, column: number, row: number): number {
  const finer = [8, 16, 32, 64].filter((other) => other < stride);
  const before = anchorCount(input, finer);
  return before + row * Math.ceil(input.widthPx / stride) + column;
}

function expectBox(found: readonly Candidate[], expected: Candidate): void {
  expect(found).toHaveLength(1);
  found[0]!.forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at]!, 4);
  });
}

describe('ltrb', () => {
  it.each([8, 16, 32])('measures from the middle of a cell of stride %d', (stride) => {
    const at = anchorOf(stride, 2, 1) * 5;
    const values = [10, 11, 12, 13, 0.75].map((value, index) => [at + index, value] as const);
    const x = 2.5 * stride;
    const y = 1.5 * stride;
    expectBox(decode('ltrb', [tensor([1, anchorCount(input), 5], values)]), [
      x - 10,
      y - 11,
      x + 12,
      y + 13,
      0.75,
    ]);
  });
});

describe('yolox', () => {
  const columns = 5 + CLASSES;
  const shape = [1, anchorCount(input), columns];

  it.each([8, 16, 32])('scales centre and exponential size by the stride %d', (stride) => {
    const at = anchorOf(stride, 3, 1) * columns;
    const values = [
      [at, 0.5],
      [at + 1, 0.25],
      [at + 2, Math.log(2)],
      [at + 3, Math.log(4)],
      [at + 4, 0.9],
      [at + 5, 0.5],
    ] as const;
    const [x, y] = [3.5 * stride, 1.25 * stride];
    expectBox(decode('yolox', [tensor(shape, values)]), [
      x - stride,
      y - 2 * stride,
      x + stride,
      y + 2 * stride,
      0.45,
    ]);
  });

  it('looks at the class of the person only', () => {
    const at = anchorOf(8, 0, 0) * columns;
    const output = tensor(shape, [
      [at + 4, 0.9],
      [at + 5 + 2, 0.9],
    ]);
    expect(decode('yolox', [output])).toEqual([]);
    expect(decode('yolox', [output], { personClass: 2 })).toHaveLength(1);
  });
});

describe('yolov8', () => {
  it('reads centre and size in input pixels, one row per value', () => {
    const anchors = anchorCount(input);
    const output = tensor(
      [1, 4 + CLASSES, anchors],
      [60, 30, 20, 40, 0.8].map((value, row) => [row * anchors + 17, value] as const),
    );
    expectBox(decode('yolov8', [output]), [50, 10, 70, 50, 0.8]);
  });
});

describe('detr-logits', () => {
  it('scales parts of the input and squashes the logit', () => {
    const logits = tensor([1, 3, CLASSES], [[CLASSES, Math.log(4)]]);
    const unlikely = Float32Array.from(logits.data, (value) => value || -9);
    const boxes = tensor(
      [1, 3, 4],
      [
        [4, 0.5],
        [5, 0.5],
        [6, 0.25],
        [7, 0.5],
      ],
    );
    expectBox(decode('detr-logits', [{ ...logits, data: unlikely }, boxes]), [48, 16, 80, 48, 0.8]);
  });
});

describe('detr-boxes', () => {
  it('takes corners as they are, of the person’s label only', () => {
    const labels = { shape: [1, 2], data: [0, 7] };
    const boxes = { shape: [1, 2, 4], data: [1, 2, 30, 60, 5, 5, 50, 50] };
    const scores = { shape: [1, 2], data: [0.6, 0.9] };
    expect(decode('detr-boxes', [labels, boxes, scores])).toEqual([[1, 2, 30, 60, 0.6]]);
    expect(decode('detr-boxes', [labels, boxes, scores], { personClass: 7 })).toEqual([[5, 5, 50, 50, 0.9]]);
  });
});

describe('nanodet', () => {
  const BINS = 8;
  const columns = CLASSES + 4 * BINS;

  /** Distances of 1, 2, 3 and 4 strides, the last as the mean of two bins that are equally likely. */
  function cell(at: number): (readonly [number, number])[] {
    const side = (index: number, bin: number) => [at + CLASSES + index * BINS + bin, 50] as const;
    return [[at, 0.7], side(0, 1), side(1, 2), side(2, 3), side(3, 3), side(3, 5)];
  }

  it.each([8, 16, 32])('measures from the middle of a cell without a stride of 64 (stride %d)', (stride) => {
    const at = anchorOf(stride, 3, 1) * columns;
    const [x, y] = [3.5 * stride, 1.5 * stride];
    expectBox(decode('nanodet', [tensor([1, anchorCount(input), columns], cell(at))]), [
      x - stride,
      y - 2 * stride,
      x + 3 * stride,
      y + 4 * stride,
      0.7,
    ]);
  });

  it.each([8, 64])('measures from the corner of a cell with a stride of 64 (stride %d)', (stride) => {
    const at = anchorOf(stride, 1, 0) * columns;
    const anchors = anchorCount(input, FOUR_STRIDES_PX);
    expectBox(decode('nanodet', [tensor([1, anchors, columns], cell(at))]), [
      stride - stride,
      -2 * stride,
      stride + 3 * stride,
      4 * stride,
      0.7,
    ]);
  });
});

describe('every head', () => {
  it.each(Object.keys(detectorHeads) as HeadName[])('%s refuses an output of another size', (name) => {
    const odd = tensor([1, 7, 112], []);
    expect(() => decode(name, [odd, odd, odd])).toThrow(RangeError);
    expect(() => decode(name, [])).toThrow(RangeError);
  });
});
