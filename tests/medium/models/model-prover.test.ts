/** Real: worker processes, which die or stay silent. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ModelProver } from '../../../src-main/services/models/model-prover.ts';
import { forkSpawner } from '../../../src-main/workers/fork-spawner.ts';
import { shippedFolder } from '../support/model-files.ts';

const { signal } = new AbortController();
const modelPath = join(shippedFolder, 'person-detector.onnx');
const crashing = new URL('./fixtures/crashing-worker.ts', import.meta.url);
const silent = new URL('./fixtures/silent-worker.ts', import.meta.url);
const proverOn = (worker: URL, timeoutMs?: number) =>
  new ModelProver(forkSpawner(fileURLToPath(worker)), join(shippedFolder, 'golden-people.jpg'), timeoutMs);

describe('ModelProver', () => {
  it('refuses a model that crashes the worker; the host lives on', async () => {
    await expect(proverOn(crashing).prove(modelPath, 'cpu', signal)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('crashes'),
    });
  });

  it('refuses a model that gives no answer in time', async () => {
    await expect(proverOn(silent, 300).prove(modelPath, 'cpu', signal)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('no answer within 0.3 s'),
    });
  });

  it('stops when told to, which is no fault of the model', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    await expect(proverOn(silent).prove(modelPath, 'cpu', stop.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('asks again for the providers when no worker could tell them', async () => {
    let starts = 0;
    const spawn = forkSpawner();
    const prover = new ModelProver(() => {
      starts += 1;
      if (starts === 1) throw new Error('too many processes');
      return spawn();
    }, '');
    await expect(prover.providers()).rejects.toThrow('too many processes');
    expect(await prover.providers()).toContain('cpu');
    await prover.providers();
    expect(starts).toBe(2);
  });
});
