import { describe, expect, it } from 'vitest';
import { anchorCount, FOUR_STRIDES_PX } from './grid.ts';
import { recogniseHead } from './recognise.ts';

const input = { widthPx: 256, heightPx: 160 };
const anchors = anchorCount(input);

function recognise(...shapes: readonly (readonly [name: string, ...shape: number[]])[]) {
  return recogniseHead(
    shapes.map(([name, ...shape]) => ({ name, shape })),
    input,
  );
}

describe('recogniseHead', () => {
  it.each([
    ['ltrb', [1, anchors, 5]],
    ['yolox', [1, anchors, 85]],
    ['yolox', [1, anchors, 6]],
    ['yolov8', [1, 84, anchors]],
    ['yolov8', [1, 5, anchors]],
    ['nanodet', [1, anchors, 112]],
    ['nanodet', [1, anchorCount(input, FOUR_STRIDES_PX), 112]],
    ['nanodet', [1, anchorCount(input, FOUR_STRIDES_PX), 33]],
  ] as const)('knows a %s by its shape %j', (name, shape) => {
    expect(recognise(['output', ...shape])).toEqual({ name, outputs: ['output'] });
  });

  it('knows RT-DETR and D-FINE without and with their last step, in any order', () => {
    expect(recognise(['pred_boxes', 1, 300, 4], ['logits', 1, 300, 80])).toEqual({
      name: 'detr-logits',
      outputs: ['logits', 'pred_boxes'],
    });
    expect(recognise(['scores', 1, 300], ['boxes', 1, 300, 4], ['labels', 1, 300])).toEqual({
      name: 'detr-boxes',
      outputs: ['labels', 'boxes', 'scores'],
    });
  });

  it.each([
    ['a classifier', [['probabilities', 1, 1000]]],
    ['an embedding', [['embedding', 1, 256]]],
    ['a detector for another input size', [['output', 1, anchors - 1, 85]]],
    ['a batch of two', [['output', 2, anchors, 85]]],
    ['boxes without scores', [['boxes', 1, 300, 4]]],
    [
      'boxes and masks',
      [
        ['boxes', 1, 300, 4],
        ['masks', 1, 32, 40, 64],
      ],
    ],
  ] as const)('does not know %s', (_, outputs) => {
    expect(recognise(...(outputs as unknown as [string, ...number[]][]))).toBeNull();
  });
});
