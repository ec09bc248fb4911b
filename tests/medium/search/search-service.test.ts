/** Real: the study's database, the search's worker process, and the models that Wandr ships. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installation } from '../../../src-main/app/installation.ts';
import { encodePath } from '../../../src-main/core/tracking/path-codec.ts';
import { readModelCard } from '../../../src-main/inference/model-card.ts';
import { ModelStore } from '../../../src-main/services/models/model-store.ts';
import { SearchService } from '../../../src-main/services/search/search-service.ts';
import type { SessionManager } from '../../../src-main/services/session/session-manager.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import { forkSpawner } from '../../../src-main/workers/fork-spawner.ts';
import { SerialWorker } from '../../../src-main/workers/serial-worker.ts';
import type { SearchExample, SearchFilter } from '../../../src-shared/contract/search.ts';
import { fillStudy, type SyntheticStudy } from '../support/synthetic-study.ts';
import { makeTempFolder, type TempFolder } from '../support/temp-study.ts';
import { makeTestManager } from '../support/test-manager.ts';

const { signal } = new AbortController();
const any = { colours: [], types: [] };

let folder: TempFolder;
let manager: SessionManager;
let worker: SerialWorker;
let search: SearchService;
let filled: SyntheticStudy;

beforeAll(async () => {
  folder = makeTempFolder();
  manager = makeTestManager();
  worker = new SerialWorker({ spawn: forkSpawner() }, 60_000);
  const models = await ModelStore.open(installation().models, join(folder.path, 'models'));
  search = new SearchService(manager, { models, worker, threads: 1 });
  const { store } = await manager.create({ folder: folder.path, name: 'Mall', timeZone: 'UTC' });
  filled = fillStudy(store, { visitors: 60, cameras: 4 });
});
afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await manager[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const find = (by: SearchExample, filter: SearchFilter = {}, page: { offset?: number; limit?: number } = {}) =>
  search.find({ by, filter, offset: 0, limit: 60, ...page }, signal);

/** A visitor whom several tracklets show. */
function somebody(): { trackletId: number; visitor: number; others: number } {
  for (const [trackletId, visitor] of filled.visitorOf) {
    const all = [...filled.visitorOf.values()].filter((other) => other === visitor).length;
    if (all >= 4) return { trackletId, visitor, others: all - 1 };
  }
  throw new Error('nobody walked past four cameras');
}

describe('search by example', () => {
  it('finds the same visitor before others, never the example itself', async () => {
    const { trackletId, visitor, others } = somebody();
    const { hits, total, searched, exampleOutfit } = await find({ kind: 'tracklet', trackletId });
    expect(searched).toBe(filled.visitorOf.size - 1);
    expect(total).toBe(searched);
    expect(hits.some(({ tracklet }) => tracklet.id === trackletId)).toBe(false);
    const found = hits
      .slice(0, others)
      .filter(({ tracklet }) => filled.visitorOf.get(tracklet.id) === visitor);
    expect(found.length).toBeGreaterThanOrEqual(others - 1);
    expect(hits[0]!.likeness!.strangersExpected).toBeLessThan(hits[30]!.likeness!.strangersExpected);
    expect(exampleOutfit?.top?.name).toBeTypeOf('string');
  });

  it('labels tracklets as the rest of the application does', async () => {
    const { trackletId } = somebody();
    const { hits } = await find({ kind: 'tracklet', trackletId }, {}, { limit: 5 });
    const { listTracklets } = await import('../../../src-main/services/analysis/tracklet-query.ts');
    const { tracklets } = listTracklets(manager.session().store.db, { offset: 0, limit: 1_000 });
    const labels = new Map(tracklets.map(({ id, label }) => [id, label]));
    for (const { tracklet } of hits) expect(tracklet.label).toBe(labels.get(tracklet.id));
  });

  it('pages without gaps and without repeats', async () => {
    const by = { kind: 'tracklet', trackletId: somebody().trackletId } as const;
    const whole = await find(by, {}, { limit: 20 });
    const parts = [await find(by, {}, { limit: 10 }), await find(by, {}, { offset: 10, limit: 10 })];
    expect(parts.flatMap(({ hits }) => hits)).toEqual(whole.hits);
  });

  it('looks only where and when it is asked to', async () => {
    const by = { kind: 'tracklet', trackletId: somebody().trackletId } as const;
    const inCamera = await find(by, { cameraIds: [2, 3] });
    expect(new Set(inCamera.hits.map(({ tracklet }) => tracklet.cameraId))).toEqual(new Set([2, 3]));
    const { startUtcMs, endUtcMs } = inCamera.hits[0]!.tracklet;
    const then = await find(by, { fromUtcMs: startUtcMs, toUtcMs: endUtcMs });
    expect(then.hits.length).toBeGreaterThan(0);
    for (const { tracklet } of then.hits) {
      expect(tracklet.endUtcMs).toBeGreaterThanOrEqual(startUtcMs);
      expect(tracklet.startUtcMs).toBeLessThanOrEqual(endUtcMs);
    }
    expect((await find(by, { floorId: 99 })).hits).toEqual([]);
  });

  it('looks only for who stood in a part of one camera’s picture', async () => {
    const { trackletId } = somebody();
    const { store } = manager.session();
    // Everybody's feet go from (120, 210) to (421, 232) of 640 × 360.
    const left = [
      { x: 0.1, y: 0.5 },
      { x: 0.3, y: 0.5 },
      { x: 0.3, y: 1 },
      { x: 0.1, y: 1 },
    ];
    const middle = left.map(({ x, y }) => ({ x: x + 0.25, y }));
    const by = { kind: 'tracklet', trackletId } as const;
    const camera = await find(by, { cameraIds: [2] });
    const all = await find(by, { area: { cameraId: 2, corners: left } });
    expect(all.searched).toBe(camera.searched);
    expect(all.hits).toEqual(camera.hits);
    expect(await find(by, { area: { cameraId: 2, corners: middle } })).toMatchObject({
      total: 0,
      searched: 0,
    });

    // One of them takes a turn through the middle, and is the only one to be found there, by any search.
    const { id, path, startOffsetMs, endOffsetMs, recordingId } = store.db
      .select()
      .from(schema.tracklet)
      .where(eq(schema.tracklet.id, camera.hits[3]!.tracklet.id))
      .get()!;
    const turned = encodePath({
      timesMs: Float64Array.of(startOffsetMs, (startOffsetMs + endOffsetMs) / 2, endOffsetMs),
      boxesPx: Float32Array.of(100, 100, 40, 110, 250, 100, 40, 110, 400, 120, 42, 112),
    });
    const setPath = (bytes: Uint8Array) =>
      store.transaction((tx) => {
        tx.update(schema.tracklet)
          .set({ path: Buffer.from(bytes) })
          .where(eq(schema.tracklet.id, id))
          .run();
        // As another analysis would say.
        tx.update(schema.analysisChunk)
          .set({ provenance: { turned: bytes === turned } })
          .where(eq(schema.analysisChunk.recordingId, recordingId))
          .run();
      });
    setPath(turned);
    const found = await find(by, { area: { cameraId: 2, corners: middle } });
    expect(found.hits.map(({ tracklet }) => tracklet.id)).toEqual([id]);
    const { outfit } = camera.hits[3]!.tracklet;
    const worn: SearchExample = {
      kind: 'outfit',
      top: { colours: [outfit.top!.name], types: [] },
      bottom: any,
      shoes: any,
      seenOnly: false,
    };
    const wearing = await find(worn, { area: { cameraId: 2, corners: middle } });
    expect(wearing.hits.map(({ tracklet }) => tracklet.id)).toEqual([id]);
    expect((await find(worn, { area: { cameraId: 3, corners: middle } })).total).toBe(0);
    expect((await find(by, { cameraIds: [3], area: { cameraId: 2, corners: middle } })).total).toBe(0);
    setPath(path);
  });

  it('says what to do when the example is gone or was not described', async () => {
    const { store } = manager.session();
    await expect(find({ kind: 'tracklet', trackletId: 999_999 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const [blank] = [...filled.visitorOf.keys()].slice(-1);
    store.db.delete(schema.trackletEmbedding).where(eq(schema.trackletEmbedding.trackletId, blank!)).run();
    await worker.release();
    await expect(find({ kind: 'tracklet', trackletId: blank! })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect((await find({ kind: 'tracklet', trackletId: somebody().trackletId })).notComparable).toBe(1);
  });

  it('sees what was analysed since the last search', async () => {
    const by = { kind: 'tracklet', trackletId: somebody().trackletId } as const;
    const { searched } = await find(by);
    const { store } = manager.session();
    const [gone] = [...filled.visitorOf.keys()].filter((id) => id !== by.trackletId);
    const row = store.db.select().from(schema.tracklet).where(eq(schema.tracklet.id, gone!)).get()!;
    store.transaction((tx) => {
      tx.delete(schema.tracklet).where(eq(schema.tracklet.id, gone!)).run();
      // Analysis deletes the chunk with its tracklets.
      tx.delete(schema.analysisChunk).where(eq(schema.analysisChunk.chunkIndex, row.chunkIndex)).run();
    });
    expect((await find(by)).searched).toBeLessThan(searched);
  });
});

describe('search by outfit', () => {
  it('finds who wears the colour', async () => {
    const { hits } = await find({
      kind: 'outfit',
      top: { ...any, colours: ['red'] },
      bottom: any,
      shoes: any,
      seenOnly: false,
    });
    expect(hits.length).toBeGreaterThan(0);
    expect(hits[0]!.tracklet.outfit.top!.name).toBe('red');
    for (const { garments } of hits) expect(garments.map(({ part }) => part)).toEqual(['top']);
  });

  it('tells an unknown colour and an empty wish', async () => {
    const wish = (colours: string[]) =>
      find({ kind: 'outfit', top: { ...any, colours }, bottom: any, shoes: any, seenOnly: false });
    await expect(wish(['ultraviolet'])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(wish([])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('search with a picture', () => {
  const golden = readFileSync(join(installation().models, 'golden-people.jpg'));
  const addGolden = () =>
    search.addPicture({ fileName: 'still.jpg', dataBase64: golden.toString('base64') }, signal);

  it('finds the people in it, and describes the one in a box', async () => {
    const { pictureId, people } = await addGolden();
    expect(people.length).toBeGreaterThanOrEqual(2);
    // The synthetic study was described by no model of this computer.
    const by = { kind: 'picture', pictureId, boxPx: people[0]!.boxPx } as const;
    await expect(find(by)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      hint: expect.stringMatching(/model/),
    });
    const { store } = manager.session();
    const card = await readModelCard(join(installation().models, 'outfit-embedding.json'));
    const space = `${card.name}-${card.sha256.slice(0, 12)}`;
    store.db.update(schema.trackletEmbedding).set({ space }).run();
    await worker.release();
    const { hits, exampleOutfit } = await find(by);
    expect(hits.length).toBeGreaterThan(0);
    expect(exampleOutfit).not.toBeNull();
  });

  it('refuses what is no picture, a box of nothing, and a picture that is gone', async () => {
    const dataBase64 = Buffer.from('not a picture').toString('base64');
    await expect(search.addPicture({ fileName: 'a.txt', dataBase64 }, signal)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const { pictureId } = await addGolden();
    const boxPx = { x: 10, y: 10, w: 8, h: 8 };
    await expect(find({ kind: 'picture', pictureId, boxPx })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(find({ kind: 'picture', pictureId: 'gone', boxPx })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

it('a search that nobody waits for any more ends as cancelled', async () => {
  const controller = new AbortController();
  const by = { kind: 'tracklet', trackletId: somebody().trackletId } as const;
  const running = search.find({ by, filter: {}, offset: 0, limit: 10 }, controller.signal);
  controller.abort();
  await expect(running).rejects.toThrow(/abort/i);
});
