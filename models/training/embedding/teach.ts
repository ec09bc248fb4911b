/**
 * Asks the teacher about every view of the pool: beside each `<name>.u8` it writes `<name>.teacher.f32`, n × 256 values.
 *
 *   node models/training/embedding/teach.ts --pool ../training-work/embedding/pool \
 *     [--teacher ../shared/models/intel-reid-0286.onnx] [--provider cpu|cuda] [--threads 1] [--wait]
 *
 * ONNX Runtime runs this graph of depthwise convolutions three times as fast on a CPU as PyTorch does. Chunks that are
 * answered are passed over; `--wait` looks for new ones until a file `complete` lies in the pool.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { RgbImage } from '../../../src-main/core/geometry/rgb-image.ts';
import type { PictureInput } from '../../../src-main/inference/model-card.ts';
import { Tensor } from '../../../src-main/inference/onnxruntime.ts';
import { fillPicture, floatTables, makePictureTensor } from '../../../src-main/inference/picture-tensor.ts';
import { onnxRuntime, type Session } from '../../../src-main/inference/runtime.ts';

const REPOSITORY = path.resolve(import.meta.dirname, '../../..');
const VIEW = { widthPx: 64, heightPx: 128 };
const TEACHER_INPUT = { widthPx: 2 * VIEW.widthPx, heightPx: 2 * VIEW.heightPx };
const BATCH = 16;
const LOOK_AGAIN_MS = 5000;

const { values } = parseArgs({
  options: {
    pool: { type: 'string', default: path.join(REPOSITORY, '../training-work/embedding/pool') },
    teacher: { type: 'string', default: path.join(REPOSITORY, '../shared/models/intel-reid-0286.onnx') },
    provider: { type: 'string', default: 'cpu' },
    threads: { type: 'string', default: '1' },
    wait: { type: 'boolean', default: false },
  },
});
if (values.provider !== 'cpu' && values.provider !== 'cuda')
  throw new Error(`no provider ${values.provider}`);
const session = await onnxRuntime.createSession(await readFile(values.teacher), {
  provider: values.provider,
  threads: Number(values.threads),
});
// The teacher wants bytes as they are: BGR, 0 to 255.
const input: PictureInput = {
  name: 'input',
  layout: 'NCHW',
  colour: 'BGR',
  range: [0, 255],
  mean: [0, 0, 0],
  std: [1, 1, 1],
};
const tables = floatTables(input);

/** Views without an answer, in order of name. */
async function openChunks(): Promise<string[]> {
  const names = (await readdir(values.pool)).filter((name) => name.endsWith('.json'));
  return names
    .map((name) => name.slice(0, -'.json'.length))
    .filter((name) => !existsSync(path.join(values.pool, `${name}.teacher.f32`)))
    .sort();
}

/** Twice as large in both directions, bilinear. `resizeImage` does the same for any size, and takes ten times as long. */
function doubled(view: Uint8Array): RgbImage {
  const narrow = VIEW.widthPx * 3;
  const tall = new Float32Array(narrow * TEACHER_INPUT.heightPx);
  for (let y = 0; y < TEACHER_INPUT.heightPx; y++) {
    const near = (y >> 1) * narrow;
    const far = Math.min(VIEW.heightPx - 1, Math.max(0, (y >> 1) + (y % 2 === 0 ? -1 : 1))) * narrow;
    for (let at = 0; at < narrow; at++)
      tall[y * narrow + at] = 0.75 * view[near + at]! + 0.25 * view[far + at]!;
  }
  const data = new Uint8Array(TEACHER_INPUT.widthPx * TEACHER_INPUT.heightPx * 3);
  for (let y = 0; y < TEACHER_INPUT.heightPx; y++) {
    for (let x = 0; x < TEACHER_INPUT.widthPx; x++) {
      const near = y * narrow + (x >> 1) * 3;
      const far = y * narrow + Math.min(VIEW.widthPx - 1, Math.max(0, (x >> 1) + (x % 2 === 0 ? -1 : 1))) * 3;
      const to = (y * TEACHER_INPUT.widthPx + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        data[to + channel] = Math.round(0.75 * tall[near + channel]! + 0.25 * tall[far + channel]!);
      }
    }
  }
  return { ...TEACHER_INPUT, data };
}

async function answers(run: Session, views: Uint8Array): Promise<Float32Array> {
  const length = VIEW.widthPx * VIEW.heightPx * 3;
  const count = views.length / length;
  const answered: Float32Array[] = [];
  for (let from = 0; from < count; from += BATCH) {
    const size = Math.min(BATCH, count - from);
    const tensor = makePictureTensor(TEACHER_INPUT, tables, 0, size);
    for (let at = 0; at < size; at++) {
      const view = views.subarray((from + at) * length, (from + at + 1) * length);
      fillPicture(tensor, at, doubled(view), tables, input.colour);
    }
    const output = Object.values(await run.run({ [run.inputMetadata[0]!.name]: tensor }))[0];
    if (!(output instanceof Tensor)) throw new Error('the teacher gave no tensor');
    answered.push(output.data as Float32Array);
  }
  const all = new Float32Array(answered.reduce((sum, { length: part }) => sum + part, 0));
  let at = 0;
  for (const part of answered) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

for (;;) {
  const isComplete = existsSync(path.join(values.pool, 'complete'));
  const names = await openChunks();
  const name = names[0];
  if (name === undefined) {
    if (!values.wait || isComplete) break;
    await pause(LOOK_AGAIN_MS);
    continue;
  }
  const began = performance.now();
  const views = await readFile(path.join(values.pool, `${name}.u8`));
  const vectors = await answers(session, views);
  const target = path.join(values.pool, `${name}.teacher.f32`);
  await writeFile(`${target}.partial`, vectors);
  await rename(`${target}.partial`, target);
  const count = views.length / (VIEW.widthPx * VIEW.heightPx * 3);
  const rate = count / ((performance.now() - began) / 1000);
  process.stdout.write(`${name}: ${rate.toFixed(0)} views/s, ${names.length - 1} chunks to go\n`);
}
