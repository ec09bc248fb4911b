/** Real: ONNX Runtime, on small models written here, which give the same boxes whatever they are shown. */
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { anchorCount } from '../../../src-main/core/detection/heads/grid.ts';
import type { HeadName } from '../../../src-main/core/detection/heads/head.ts';
import { PersonDetector } from '../../../src-main/inference/person-detector.ts';
import { type ConstantOutput, constantModel, type GraphInput } from '../../fixtures/onnx/onnx-writer.ts';
import { detectorCard, writeModel } from '../support/model-files.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const folder = makeTempFolder();
afterAll(() => folder[Symbol.dispose]());
const { signal } = new AbortController();

const input = { widthPx: 256, heightPx: 160 };
/** Twice as large as the input, so that boxes have to be scaled. */
const source = { widthPx: 512, heightPx: 320 };
const anchors = anchorCount(input);
const picture: GraphInput = { name: 'images', shape: [1, 3, input.heightPx, input.widthPx] };

/** Values at the given places of an output, others as `fill`. */
function output(
  name: string,
  shape: readonly number[],
  at: number,
  values: readonly number[],
  fill = 0,
): ConstantOutput {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(fill);
  data.set(values, at);
  return { name, shape, data };
}

/** Cell (10, 5) of stride 8: every model below puts one person of 20×60 input pixels around (84, 44). */
const ANCHOR = 5 * (input.widthPx / 8) + 10;

const bins = (...means: readonly number[]) =>
  means.flatMap((mean) => Array.from({ length: 8 }, (_, bin) => (bin === mean ? 40 : 0)));

const models: Readonly<Record<HeadName, { outputs: ConstantOutput[]; inputs?: GraphInput[] }>> = {
  ltrb: { outputs: [output('output', [1, anchors, 5], ANCHOR * 5, [10, 30, 10, 30, 0.8])] },
  yolox: {
    outputs: [
      output('output', [1, anchors, 85], ANCHOR * 85, [0.5, 0.5, Math.log(20 / 8), Math.log(60 / 8), 1, 0.8]),
    ],
  },
  yolov8: {
    outputs: [
      {
        name: 'output0',
        shape: [1, 5, anchors],
        data: Float32Array.from({ length: 5 * anchors }, (_, at) =>
          at % anchors === ANCHOR ? [84, 44, 20, 60, 0.8][Math.floor(at / anchors)]! : 0,
        ),
      },
    ],
  },
  'detr-logits': {
    outputs: [
      output('logits', [1, 30, 80], 80, [Math.log(4)], -9),
      output('pred_boxes', [1, 30, 4], 4, [84 / 256, 44 / 160, 20 / 256, 60 / 160]),
    ],
  },
  'detr-boxes': {
    inputs: [picture, { name: 'orig_target_sizes', type: 'int64', shape: [1, 2] }],
    outputs: [
      { name: 'labels', shape: [1, 3], data: BigInt64Array.of(7n, 0n, 1n) },
      output('boxes', [1, 3, 4], 4, [74, 14, 94, 74]),
      output('scores', [1, 3], 0, [0.9, 0.8, 0.9]),
    ],
  },
  // Distances are whole strides here, so that the person is 16×64.
  nanodet: {
    outputs: [output('output', [1, anchors, 33], ANCHOR * 33, [0.8, ...bins(1, 4, 1, 4)])],
  },
};

function write(name: string, bytes: Uint8Array, changes: Record<string, unknown> = {}): string {
  return writeModel(join(folder.path, name), detectorCard(name, bytes, changes), bytes);
}

async function detect(detector: PersonDetector) {
  const blank = (size: typeof input) => ({ ...size, data: new Uint8Array(size.widthPx * size.heightPx * 3) });
  return await detector.detect(source, blank);
}

describe('a detector whose card does not name the head', () => {
  it.each(Object.keys(models) as HeadName[])(
    'is recognised as %s, and its boxes come in source pixels',
    async (head) => {
      const { inputs = [picture], outputs } = models[head];
      const path = write(`tiny-${head}`, constantModel(inputs, outputs));
      await using detector = await PersonDetector.open(path, 1, signal);
      expect(detector.head).toBe(head);
      const first = await detect(detector);
      const [widthPx, heightPx] = head === 'nanodet' ? [32, 128] : [40, 120];
      const expected = [168 - widthPx / 2, 88 - heightPx / 2, widthPx, heightPx];
      expect([...first.boxesPx].map((value) => Number(value.toFixed(2)))).toEqual(
        head === 'nanodet' ? [152, 24, 32, 128] : expected,
      );
      expect(first.scores[0]).toBeCloseTo(0.8, 5);
      // The second picture goes through output tensors that are used again.
      expect(await detect(detector)).toEqual(first);
    },
  );
});

it('a detector may take bytes instead of floats', async () => {
  const bytes = constantModel([{ ...picture, type: 'uint8' }], models.yolox.outputs);
  await using detector = await PersonDetector.open(write('tiny-bytes', bytes), 1, signal);
  expect((await detect(detector)).scores[0]).toBeCloseTo(0.8, 5);
});

describe('a detector is refused', () => {
  const yolox = constantModel([picture], models.yolox.outputs);
  const refused: readonly [why: string, bytes: Uint8Array, changes: object, reason: RegExp][] = [
    ['whose card names another head', yolox, { head: 'yolov8' }, /card says its head is “yolov8”/],
    [
      'whose card names another input',
      yolox,
      { input: { name: 'data', layout: 'NCHW', colour: 'RGB', range: [0, 1] } },
      /no input “data” \(its inputs: images\)/,
    ],
    [
      'with an output of no known detector',
      constantModel([picture], [output('output', [1, 1000], 0, [1])]),
      {},
      /output 1×1000.*no known detector/,
    ],
    [
      'with an input that is no picture',
      constantModel([{ name: 'images', shape: [1, 10] }], models.ltrb.outputs),
      {},
      /is 1×10, not N×3×H×W/,
    ],
    [
      'with half-precision input',
      constantModel([{ ...picture, type: 'float16' }], []),
      {},
      /neither 32-bit floats nor bytes|ONNX Runtime refuses/,
    ],
    [
      'that takes bytes which its card has scaled',
      constantModel([{ ...picture, type: 'uint8' }], models.yolox.outputs),
      { input: { name: 'images', layout: 'NCHW', colour: 'BGR', range: [0, 1] } },
      /takes bytes as they are/,
    ],
    [
      'that answers with NaN',
      constantModel([picture], [output('output', [1, anchors, 5], 0, [Number.NaN])]),
      {},
      /same finite output/,
    ],
    [
      'whose boxes are whole numbers',
      constantModel(
        [picture],
        [{ name: 'output', shape: [1, anchors, 5], data: new BigInt64Array(anchors * 5) }],
      ),
      {},
      /of int64, not of 32-bit floats/,
    ],
    ['that is cut off', yolox.slice(0, 200), {}, /ONNX Runtime refuses/],
    ['that is no ONNX file', Buffer.from('no model'), {}, /ONNX Runtime refuses/],
  ];
  it.each(refused)('%s', async (why, bytes, changes, reason) => {
    const path = write(
      `refused-${refused.findIndex(([other]) => other === why)}`,
      bytes,
      changes as Record<string, unknown>,
    );
    await expect(PersonDetector.open(path, 1, signal)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringMatching(reason),
    });
  });
});
