import { readFile } from 'node:fs/promises';
import { Tensor } from '../src-main/inference/onnxruntime.ts';
import { onnxRuntime } from '../src-main/inference/runtime.ts';

const CROPS = 16;
/** N×3×H×W of a frame as the detector sees it. */
const FRAME_SHAPE = [1, 3, 384, 640] as const;
const RUNS = 15;
/** The first runs set memory up. */
const WARM_UP_RUNS = 3;

/** Median processor time per crop, ms, of a network that looks at crops, in batches of 16. */
export async function measureCropNetwork(modelPath: string): Promise<number> {
  return (await measureNetwork(modelPath, (shape) => [CROPS, ...shape.slice(1).map(Number)])) / CROPS;
}

/** Median processor time, ms, of a detector's network on a frame of 640×384; nothing is decoded. */
export function measureFrameNetwork(modelPath: string): Promise<number> {
  return measureNetwork(modelPath, () => FRAME_SHAPE);
}

/** On one thread, without scaling; `shapeFor` makes the input's shape of the graph's, whose sides may be names. */
async function measureNetwork(
  modelPath: string,
  shapeFor: (shape: readonly (number | string)[]) => readonly number[],
): Promise<number> {
  const session = await onnxRuntime.createSession(await readFile(modelPath), { provider: 'cpu', threads: 1 });
  try {
    const input = session.inputMetadata[0];
    if (!input?.isTensor) throw new Error(`${modelPath} takes no pictures`);
    const shape = shapeFor(input.shape);
    const levels = Uint8Array.from(
      { length: shape.reduce((product, size) => product * size, 1) },
      (_, at) => at % 251,
    );
    const pictures =
      input.type === 'uint8'
        ? new Tensor('uint8', levels, shape)
        : new Tensor(
            'float32',
            Float32Array.from(levels, (level) => level / 251),
            shape,
          );
    const times: number[] = [];
    for (let run = 0; run < RUNS + WARM_UP_RUNS; run++) {
      const before = process.cpuUsage();
      await session.run({ [input.name]: pictures });
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1_000);
    }
    return times.slice(WARM_UP_RUNS).sort((a, b) => a - b)[RUNS >> 1]!;
  } finally {
    await session.release();
  }
}
