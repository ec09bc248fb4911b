import { readFile } from 'node:fs/promises';
import { Tensor } from '../src-main/inference/onnxruntime.ts';
import { onnxRuntime } from '../src-main/inference/runtime.ts';

const BATCH = 16;
const RUNS = 15;
/** The first runs set memory up. */
const WARM_UP_RUNS = 3;

/** Median processor time of a network that looks at crops (outfit embedding, garment parser) per crop, ms, on one thread, in batches, without scaling. */
export async function measureCropNetwork(modelPath: string): Promise<number> {
  const session = await onnxRuntime.createSession(await readFile(modelPath), { provider: 'cpu', threads: 1 });
  try {
    const input = session.inputMetadata[0];
    if (!input?.isTensor) throw new Error(`${modelPath} takes no pictures`);
    const shape = [BATCH, ...input.shape.slice(1).map(Number)];
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    for (let at = 0; at < values.length; at++) values[at] = (at % 251) / 251;
    const crops = new Tensor('float32', values, shape);
    const times: number[] = [];
    for (let run = 0; run < RUNS + WARM_UP_RUNS; run++) {
      const before = process.cpuUsage();
      await session.run({ [input.name]: crops });
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1_000 / BATCH);
    }
    return times.slice(WARM_UP_RUNS).sort((a, b) => a - b)[RUNS >> 1]!;
  } finally {
    await session.release();
  }
}
