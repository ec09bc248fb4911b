import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelProver } from '../../../src-main/services/models/model-prover.ts';
import { ModelStore } from '../../../src-main/services/models/model-store.ts';
import { forkSpawner } from '../../../src-main/workers/fork-spawner.ts';
import { projectPath, sharedPath } from './shared.ts';

/** A model file to measure, for as long as it is held. */
export interface ModelFile extends AsyncDisposable {
  readonly path: string;
}

/** Where a suite takes its model from. */
export interface ModelSource {
  /** Begins the keys of the suites that measure it; empty for the shipped model. */
  readonly key: string;
  /** How a suite's title names it. */
  readonly name: string;
  /** What of the evaluation data it is made of. */
  readonly needs: readonly string[];
  open(signal: AbortSignal): Promise<ModelFile>;
}

/** A model that comes with Wandr. */
export function shippedModel(file: string, name: string): ModelSource {
  return {
    key: '',
    name,
    needs: [],
    open: async () => ({ path: projectPath(`models/${file}`), [Symbol.asyncDispose]: async () => undefined }),
  };
}

interface PackDescription {
  readonly name: string;
  readonly title: string;
  readonly role: 'detector' | 'outfit';
  readonly input: string;
  readonly output: string;
}

/** A model of `../shared/models`, added for the run as a user adds a pack: copied, proved in a worker, then used. */
export function packModel({ name, title, role, input, output }: PackDescription): ModelSource {
  const model = `models/${name}.onnx`;
  return {
    key: `${name}-`,
    name: `${title} as a pack`,
    needs: [model],
    async open(signal) {
      const folder = await mkdtemp(join(tmpdir(), 'wandr-pack-'));
      const remove = () => rm(folder, { recursive: true, force: true });
      try {
        const bytes = await readFile(sharedPath(model));
        const source = join(folder, 'source');
        await mkdir(source);
        await writeFile(join(source, `${name}.onnx`), bytes);
        await writeFile(join(source, 'model.json'), JSON.stringify(cardFor(bytes)));
        const store = await ModelStore.open(projectPath('models'), join(folder, 'models'));
        const prover = new ModelProver(forkSpawner(), projectPath('models/golden-people.jpg'));
        const { path } = await store.add(source, (file) => prover.prove(file, 'cpu', signal), signal);
        return { path, [Symbol.asyncDispose]: remove };
      } catch (error) {
        await remove();
        throw error;
      }
    },
  };

  function cardFor(bytes: Uint8Array): Record<string, unknown> {
    return {
      name,
      role,
      file: `${name}.onnx`,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      licence: 'Apache-2.0',
      source: 'see ../shared/models/manifest.json',
      architecture: title,
      trainingData: 'see ../shared/models/manifest.json',
      accuracy: [],
      latency: 'measured by npm run bench',
      intendedUse: 'comparison with the shipped models',
      limits: 'not part of Wandr',
      input: { name: input, layout: 'NCHW', colour: 'BGR', range: [0, 255] },
      output: { names: [output], meaning: 'as its authors say' },
    };
  }
}

export const yoloxNanoPack = packModel({
  name: 'yolox-nano',
  title: 'YOLOX-nano',
  role: 'detector',
  input: 'images',
  output: 'output',
});

export const reid0288Pack = packModel({
  name: 'intel-reid-0288',
  title: 'intel-reid-0288',
  role: 'outfit',
  input: 'input',
  output: 'out_reid_embedding',
});
