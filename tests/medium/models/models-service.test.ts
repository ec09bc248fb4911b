/** Real: store, worker processes, ONNX Runtime, the shipped models and, where ../shared is, third-party ones. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardPathOf, readModelCard } from '../../../src-main/inference/model-card.ts';
import { readModelChoice } from '../../../src-main/services/models/model-choice.ts';
import { ModelProver } from '../../../src-main/services/models/model-prover.ts';
import { ModelStore } from '../../../src-main/services/models/model-store.ts';
import { ModelsService } from '../../../src-main/services/models/models-service.ts';
import { forkSpawner } from '../../../src-main/workers/fork-spawner.ts';
import { channelMeansModel, constantModel } from '../../fixtures/onnx/onnx-writer.ts';
import { zipOf } from '../../fixtures/zip/zip-writer.ts';
import {
  detectorCard,
  outfitCard,
  sharedModel,
  shippedFolder,
  writeModel,
  writePack,
} from '../support/model-files.ts';
import { serviceContext } from '../support/service-context.ts';
import { makeTempFolder, openTempStudy } from '../support/temp-study.ts';
import { makeTestManager } from '../support/test-manager.ts';

const sources = makeTempFolder();
const study = openTempStudy();
afterAll(() => {
  sources[Symbol.dispose]();
  study[Symbol.dispose]();
});
const { signal } = new AbortController();
const prover = new ModelProver(forkSpawner(), join(shippedFolder, 'golden-people.jpg'));

let folders = 0;
/** A service over an empty folder of packs; the study is the same for all. */
async function setUp() {
  const packs = join(sources.path, `packs-${folders++}`);
  const store = await ModelStore.open(shippedFolder, packs);
  const { context } = serviceContext(study.store, 0);
  const left = () => (existsSync(packs) ? readdirSync(packs) : []);
  return { service: new ModelsService(context, store, prover), store, packs, left };
}

/** An embedding of three values: the mean of each colour. */
const means = channelMeansModel({ name: 'input', shape: ['N', 3, 32, 16] }, 'out_reid_embedding');
const meansCard = (changes: Record<string, unknown> = {}) => outfitCard('colour-means', means, changes);

describe('list', () => {
  it('tells the cards of what came with Wandr, and which are in use', async () => {
    const { service } = await setUp();
    const { models, provider, providers, problems } = await service.list();
    expect(models.map(({ name, origin, isChosen }) => [name, origin, isChosen])).toEqual([
      ['garment-parser-1', 'shipped', true],
      ['outfit-embedding-3', 'shipped', true],
      ['person-detector-2', 'shipped', true],
      ['colour-stripes-2', 'built-in', false],
    ]);
    for (const { limits, intendedUse, accuracy } of models) {
      expect(limits.length * intendedUse.length * accuracy.length).toBeGreaterThan(0);
    }
    expect([provider, problems]).toEqual(['cpu', []]);
    expect(providers).toContain('cpu');
  });
});

describe('add', () => {
  const inFolder = (name: string) => join(sources.path, name);

  it.each<[string, () => string]>([
    ['a folder', () => writePack(inFolder('folder'), meansCard(), means)],
    ['an ONNX file with its card beside it', () => writeModel(inFolder('beside'), meansCard(), means)],
    [
      'a zip that holds one folder',
      () => {
        const card = Buffer.from(JSON.stringify(meansCard()));
        const zip = zipOf([
          { name: 'pack/', data: Buffer.alloc(0) },
          { name: 'pack/model.json', data: card },
          { name: 'pack/colour-means.onnx', data: means },
        ]);
        writeFileSync(inFolder('pack.zip'), zip);
        return inFolder('pack.zip');
      },
    ],
  ])('takes %s', async (_, write) => {
    const { service, packs, left } = await setUp();
    expect(await service.add({ path: write() }, signal)).toMatchObject({
      name: 'colour-means',
      role: 'outfit',
      origin: 'pack',
      isChosen: false,
    });
    expect(left()).toEqual(['colour-means']);
    expect(readFileSync(join(packs, 'colour-means', 'model.onnx')).equals(means)).toBe(true);
    await expect(service.add({ path: write() }, signal)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await service.remove({ name: 'colour-means' })).models).toHaveLength(4);
    expect(left()).toEqual([]);
  });

  const blind = constantModel(
    [{ name: 'images', shape: [1, 3, 160, 256] }],
    [{ name: 'output', shape: [1, 840, 5], data: new Float32Array(840 * 5) }],
  );
  const refused: readonly [why: string, pack: Record<string, unknown>, bytes: Uint8Array, reason: RegExp][] =
    [
      ['bytes that its card does not name', meansCard({ sha256: '0'.repeat(64) }), means, /SHA-256/],
      ['a card without limits', meansCard({ limits: undefined }), means, /limits/],
      ['a card with a name that is a path', meansCard({ name: '../evil' }), means, /name/],
      ['a cut file', outfitCard('cut', means.slice(0, 90)), means.slice(0, 90), /ONNX Runtime refuses/],
      ['a detector that sees nobody', detectorCard('blind', blind), blind, /finds 0 of the 2 people/],
      [
        'a detector as an embedding',
        outfitCard('wrong', blind, {
          input: { name: 'images', layout: 'NCHW', colour: 'RGB', range: [0, 1] },
          output: { names: ['output'], meaning: 'x' },
        }),
        blind,
        /not 1×D of float32/,
      ],
    ];
  it.each(refused)('refuses %s, and nothing is left', async (why, card, bytes, reason) => {
    const { service, left } = await setUp();
    const path = join(sources.path, `refused-${refused.findIndex(([other]) => other === why)}`);
    writePack(path, card, bytes);
    await expect(service.add({ path }, signal)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringMatching(reason),
    });
    await expect(service.add({ path }, signal)).rejects.toThrow(`The model ${path} cannot be used`);
    expect(left()).toEqual([]);
  });

  it('refuses a folder without a card, a file that is no pack, and one that is not there', async () => {
    const { service } = await setUp();
    const add = (path: string) => service.add({ path }, signal);
    await expect(add(study.parent)).rejects.toMatchObject({ message: expect.stringContaining('no card') });
    const noZip = join(sources.path, 'notes.txt');
    writeFileSync(noZip, 'no archive');
    await expect(add(noZip)).rejects.toMatchObject({ message: expect.stringContaining('no zip file') });
    await expect(add(join(sources.path, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('stops when told to, and nothing is left', async () => {
    const { service, left } = await setUp();
    const path = writePack(join(sources.path, 'stopped'), meansCard(), means);
    const stop = new AbortController();
    const adding = service.add({ path }, stop.signal);
    setTimeout(() => stop.abort(), 60);
    await expect(adding).rejects.toMatchObject({ name: 'AbortError' });
    expect(left()).toEqual([]);
  });
});

describe('several at a time', () => {
  it('do not disturb one another; what a dead host left is removed', async () => {
    const { store, packs, left } = await setUp();
    const first = writePack(join(sources.path, 'first'), meansCard(), means);
    const second = writePack(join(sources.path, 'second'), meansCard({ name: 'other-means' }), means);
    const card = async (modelPath: string) => await readModelCard(cardPathOf(modelPath));
    const old = join(packs, '.incoming-of-a-dead-host');
    mkdirSync(old, { recursive: true });
    utimesSync(old, 0, 0);
    // The first is still being proven, which can take minutes, while the second is added.
    const added = await store.add(
      first,
      async (modelPath) => {
        await store.add(second, card, signal);
        return await card(modelPath);
      },
      signal,
    );
    expect(added.card.name).toBe('colour-means');
    expect(left().sort()).toEqual(['colour-means', 'other-means']);
  });
});

describe('an added pack', () => {
  it('that lost its file can be removed, and added again', async () => {
    const { service, packs } = await setUp();
    const path = writePack(join(sources.path, 'lost'), meansCard(), means);
    await service.add({ path }, signal);
    rmSync(join(packs, 'colour-means', 'model.onnx'));
    await service.remove({ name: 'colour-means' });
    await expect(service.add({ path }, signal)).resolves.toMatchObject({ name: 'colour-means' });
    await expect(service.remove({ name: 'never-added' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(service.remove({ name: '../packs' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is used by the study that chose it, and stays while it is', async () => {
    const { service, store, packs } = await setUp();
    await service.add({ path: writePack(join(sources.path, 'used'), meansCard(), means) }, signal);
    const list = await service.use({ name: 'colour-means' }, signal);
    expect(list.models.filter(({ isChosen }) => isChosen).map(({ name }) => name)).toEqual([
      'garment-parser-1',
      'person-detector-2',
      'colour-means',
    ]);
    const choice = readModelChoice(study.store.db);
    expect(choice).toEqual({ detector: null, outfit: 'colour-means', parser: null, provider: 'cpu' });
    expect(store.outfitPath(choice.outfit)).toBe(join(packs, 'colour-means', 'model.onnx'));
    await expect(service.remove({ name: 'colour-means' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await service.use({ name: 'colour-stripes-2' }, signal);
    expect(store.outfitPath(readModelChoice(study.store.db).outfit)).toBeUndefined();
    await service.use({ name: 'outfit-embedding-3' }, signal);
    expect(readModelChoice(study.store.db).outfit).toBeNull();
    expect(store.outfitPath(null)).toBe(join(shippedFolder, 'outfit-embedding.onnx'));
    await service.remove({ name: 'colour-means' });
    expect(() => store.outfitPath('colour-means')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });

  it('is told to be bad once its file or card is damaged', async () => {
    const { service, packs } = await setUp();
    await service.add({ path: writePack(join(sources.path, 'damaged'), meansCard(), means) }, signal);
    expect((await service.verify(undefined, signal)).map(({ problem }) => problem)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    writeFileSync(join(packs, 'colour-means', 'model.onnx'), 'damaged');
    const [, , , damaged] = await service.verify(undefined, signal);
    expect(damaged).toMatchObject({ name: 'colour-means', problem: expect.stringContaining('SHA-256') });
    writeFileSync(join(packs, 'colour-means', 'model.json'), '{');
    const { models, problems } = await service.list();
    expect(models).toHaveLength(4);
    expect(problems).toMatchObject([{ name: 'colour-means', reason: expect.stringContaining('card') }]);
  });
});

describe('use', () => {
  it('says so when the study is closed while its models are tried', async () => {
    await using manager = makeTestManager();
    await manager.create({ folder: sources.path, name: 'Closed soon', timeZone: 'UTC' });
    const store = await ModelStore.open(shippedFolder, join(sources.path, 'no-packs'));
    const using = new ModelsService(manager, store, prover).use({ name: 'colour-stripes-2' }, signal);
    const refused = expect(using).rejects.toMatchObject({ code: 'CONFLICT', hint: expect.any(String) });
    await manager.close();
    await refused;
  });

  it('refuses a provider that is not there, and a model that is not', async () => {
    const { service } = await setUp();
    await expect(service.use({ provider: 'directml' }, signal)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
    });
    await expect(service.use({ name: '../models' }, signal)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(readModelChoice(study.store.db).provider).toBe('cpu');
  });
});

const yolox = sharedModel('yolox-nano.onnx');
const reid = sharedModel('intel-reid-0288.onnx');

describe.skipIf(!yolox || !reid)('third-party models as packs (needs ../shared/models)', () => {
  let service: ModelsService;
  beforeAll(async () => {
    ({ service } = await setUp());
  });

  it('takes YOLOX, knows its head, and lets the study use it', async () => {
    const path = writePack(join(sources.path, 'yolox'), detectorCard('yolox-nano', yolox!), yolox!);
    expect(await service.add({ path }, signal)).toMatchObject({ role: 'detector', head: 'yolox' });
    const { models } = await service.use({ name: 'yolox-nano' }, signal);
    expect(models.find(({ name }) => name === 'yolox-nano')?.isChosen).toBe(true);
    await service.use({ name: 'person-detector-2' }, signal);
  });

  it('takes a re-identification network', async () => {
    const path = writePack(join(sources.path, 'reid'), outfitCard('intel-reid-0288', reid!), reid!);
    expect(await service.add({ path }, signal)).toMatchObject({ role: 'outfit', head: null });
  });

  it('notices a card with the wrong range', async () => {
    const wrong = detectorCard('yolox-dark', yolox!, {
      input: { name: 'images', layout: 'NCHW', colour: 'BGR', range: [0, 1] },
    });
    const path = writePack(join(sources.path, 'dark'), wrong, yolox!);
    await expect(service.add({ path }, signal)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('of the 2 people'),
    });
  });
});
