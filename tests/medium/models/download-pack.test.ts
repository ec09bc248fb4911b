/** Real: HTTP on this machine, store, worker process, ONNX Runtime. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelProver } from '../../../src-main/services/models/model-prover.ts';
import { ModelStore } from '../../../src-main/services/models/model-store.ts';
import { ModelsService } from '../../../src-main/services/models/models-service.ts';
import { forkSpawner } from '../../../src-main/workers/fork-spawner.ts';
import { channelMeansModel } from '../../fixtures/onnx/onnx-writer.ts';
import { zipOf } from '../../fixtures/zip/zip-writer.ts';
import { outfitCard, shippedFolder } from '../support/model-files.ts';
import { serviceContext } from '../support/service-context.ts';
import { makeTempFolder, openTempStudy } from '../support/temp-study.ts';

const folder = makeTempFolder();
const study = openTempStudy();
const means = channelMeansModel({ name: 'input', shape: ['N', 3, 32, 16] }, 'out_reid_embedding');
const zip = zipOf([
  { name: 'model.json', data: Buffer.from(JSON.stringify(outfitCard('colour-means', means))) },
  { name: 'colour-means.onnx', data: means },
]);
const sha256 = createHash('sha256').update(zip).digest('hex');

const server = createServer((request, response) => {
  if (request.url === '/pack.zip') response.end(zip);
  else if (request.url === '/half.zip') {
    response.writeHead(200, { 'content-length': zip.length });
    response.write(zip.subarray(0, 200), () => response.destroy());
  } else if (request.url === '/endless.zip') response.write(zip.subarray(0, 200));
  else response.writeHead(404).end();
});
let origin = '';
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  folder[Symbol.dispose]();
  study[Symbol.dispose]();
});

const packs = join(folder.path, 'packs');
async function service(): Promise<ModelsService> {
  const store = await ModelStore.open(shippedFolder, packs);
  const { context } = serviceContext(study.store, 0);
  const prover = new ModelProver(forkSpawner(), join(shippedFolder, 'golden-people.jpg'));
  return new ModelsService(context, store, prover);
}
const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('wandr-pack-'));

describe('download', () => {
  const { signal } = new AbortController();

  it('installs the pack that was pinned, and leaves no download behind', async () => {
    const before = leftovers();
    const models = await service();
    expect(
      await models.download({ url: `${origin}/pack.zip`, sha256: sha256.toUpperCase() }, signal),
    ).toMatchObject({ name: 'colour-means', origin: 'pack' });
    expect(readdirSync(packs)).toEqual(['colour-means']);
    expect(leftovers()).toEqual(before);
    await models.remove({ name: 'colour-means' });
  });

  it.each([
    ['/pack.zip', '0'.repeat(64), 'MODEL_INVALID', /SHA-256/],
    ['/half.zip', sha256, 'DOWNLOAD_FAILED', /could not be fetched/],
    ['/gone.zip', sha256, 'DOWNLOAD_FAILED', /answers 404/],
  ])('refuses %s and keeps nothing', async (path, hash, code, message) => {
    const before = leftovers();
    await expect(
      (await service()).download({ url: `${origin}${path}`, sha256: hash }, signal),
    ).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(existsSync(packs) ? readdirSync(packs) : []).toEqual([]);
    expect(leftovers()).toEqual(before);
  });

  it('stops when it is cancelled', async () => {
    const cancel = new AbortController();
    const running = (await service()).download({ url: `${origin}/endless.zip`, sha256 }, cancel.signal);
    setTimeout(() => cancel.abort(), 200);
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });
});
