/** Real: ONNX Runtime on the CPU. The other provider is the CPU behind another name, honest or not. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../../src-main/inference/onnxruntime.ts';
import { OnnxOutfitEmbedder } from '../../../src-main/inference/outfit-embedder.ts';
import { PersonDetector } from '../../../src-main/inference/person-detector.ts';
import { type InferenceRuntime, onnxRuntime, type Session } from '../../../src-main/inference/runtime.ts';
import { shippedFolder } from '../support/model-files.ts';

const detectorPath = join(shippedFolder, 'person-detector.onnx');
const outfitPath = join(shippedFolder, 'outfit-embedding.onnx');
const { signal } = new AbortController();

/** Offers CUDA, computes on the CPU, and changes what comes out. Counts the sessions that stay open. */
function runtimeWith(change: (values: Float32Array) => void) {
  const open = { sessions: 0 };
  const runtime: InferenceRuntime = {
    offers: (provider) => provider === 'cpu' || provider === 'cuda',
    async createSession(model, options) {
      const session = await onnxRuntime.createSession(model, { ...options, provider: 'cpu' });
      open.sessions++;
      const release = async () => {
        open.sessions--;
        await session.release();
      };
      const run: Session['run'] = async (feeds, fetches) => {
        const results = await session.run(feeds, fetches as string[]);
        if (options.provider !== 'cpu') {
          for (const result of Object.values(results)) change((result as Tensor).data as Float32Array);
        }
        return results;
      };
      const { inputMetadata, outputMetadata } = session;
      return { inputMetadata, outputMetadata, run, release };
    },
  };
  return { runtime, open };
}

const openers = {
  detector: (runtime: InferenceRuntime) =>
    PersonDetector.open(detectorPath, 1, signal, { provider: 'cuda', runtime }),
  outfit: (runtime: InferenceRuntime) =>
    OnnxOutfitEmbedder.open(outfitPath, 1, signal, { provider: 'cuda', runtime }),
};

describe.each(Object.entries(openers))('a provider for the %s', (_, open) => {
  it('is used when it answers as the CPU does, within rounding', async () => {
    const { runtime, open: left } = runtimeWith((values) => {
      values.forEach((value, at) => {
        values[at] = value * 1.001;
      });
    });
    {
      await using model = await open(runtime);
      expect(model.provider).toBe('cuda');
      expect(left.sessions).toBe(1);
    }
    expect(left.sessions).toBe(0);
  });

  it('is refused with the reason when it answers otherwise, and nothing stays open', async () => {
    const { runtime, open: left } = runtimeWith((values) => {
      values[7] = values[7]! + 0.5;
    });
    await expect(open(runtime)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringMatching(/provider cuda cannot be used: it answers .* differently than the CPU/),
    });
    expect(left.sessions).toBe(0);
  });

  it('is refused when ONNX Runtime does not have it', async () => {
    const { runtime } = runtimeWith(() => {});
    await expect(open({ ...runtime, offers: (provider) => provider === 'cpu' })).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('does not have it'),
    });
  });
});

describe('ONNX Runtime', () => {
  it('offers the CPU everywhere, and DirectML and CoreML only on their systems', () => {
    expect(onnxRuntime.offers('cpu')).toBe(true);
    if (process.platform !== 'win32') expect(onnxRuntime.offers('directml')).toBe(false);
    if (process.platform !== 'darwin') expect(onnxRuntime.offers('coreml')).toBe(false);
  });
});
