/** What searches keep of a study while it changes: real SQLite, a synthetic study. */
import { describe, expect, it } from 'vitest';
import type { GarmentColour } from '#shared/contract/analysis.ts';
import type { SearchFilter } from '#shared/contract/search.ts';
import { encodePath } from '../../../src-main/core/tracking/path-codec.ts';
import { trackletId } from '../../../src-main/core/tracking/tracklet-id.ts';
import { removeRecordings } from '../../../src-main/services/library/remove.ts';
import { openReadOnly } from '../../../src-main/store/open-study.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { SearchIndex } from '../../../src-main/workers/search/search-index.ts';
import { search } from '../../../src-main/workers/tasks/search.ts';
import type { TaskOf } from '../../../src-main/workers/tasks.ts';
import { taskContext } from '../support/run-task.ts';
import { insertChunk, insertRecording, insertWalker } from '../support/study-rows.ts';
import { openTempStudy } from '../support/temp-study.ts';

const MINUTE_MS = 60_000;
const { signal } = new AbortController();

interface Footage {
  readonly path: string;
  readonly startsMs: readonly number[];
  readonly addedUtcMs?: number;
}

/** @returns the id of an analysed recording, which is the lowest that is free. */
function addFootage(store: StudyStore, { path, startsMs, addedUtcMs = 0 }: Footage): number {
  return store.transaction((tx) => {
    const id = tx.select().from(schema.recording).all().length + 1;
    tx.insert(schema.camera).values({ id: 1, name: 'entrance' }).onConflictDoNothing().run();
    insertRecording(tx, { id, path, cameraId: 1, startUtcMs: 0, durationMs: 10 * MINUTE_MS, addedUtcMs });
    insertChunk(tx, { recordingId: id, chunkIndex: 0, toOffsetMs: 10 * MINUTE_MS });
    startsMs.forEach((startOffsetMs, ordinal) => {
      const endOffsetMs = startOffsetMs + 1_000;
      insertWalker(tx, {
        ...{ id: trackletId(id, 0, ordinal), recordingId: id, chunkIndex: 0, startOffsetMs, endOffsetMs },
      });
    });
    return id;
  });
}

it.each([
  ['other footage', { path: '/footage/right.mp4' }],
  ['the same footage, added once more', { path: '/footage/wrong.mp4', addedUtcMs: 1 }],
])('does not take a removed recording for the one that has its id now: %s', async (_name, footage) => {
  using study = openTempStudy();
  const { store } = study;
  const index = new SearchIndex(store.layout.database);
  using readOnly = openReadOnly(store.layout.database);
  const removed = addFootage(store, { path: '/footage/wrong.mp4', startsMs: [1_000, 2_000, 3_000] });
  await index.update(readOnly.db, signal);
  store.transaction((tx) => removeRecordings(tx, [removed], store.layout));
  expect(addFootage(store, { ...footage, startsMs: [7_777] })).toBe(removed);
  await index.update(readOnly.db, signal);
  expect(index.recordings.map(({ descriptors }) => [...descriptors.startOffsetMs])).toEqual([[7_777]]);
});

describe('a search while a chunk is stored', () => {
  const colours = {
    red: { name: 'red', hex: '#c8202a', lab: { l: 43, a: 62, b: 38 } },
    blue: { name: 'blue', hex: '#2c5fb3', lab: { l: 40, a: 10, b: -48 } },
  };
  const worn = (colour: keyof typeof colours): GarmentColour => ({
    ...colours[colour],
    ...{ confidence: 0.9, type: null, method: 'parser' },
  });
  const any = { colours: [], types: [] };
  const wish = (names: string[]): TaskOf<'search'>['by'] => ({
    ...{ kind: 'outfit', top: { colours: names, types: [] }, bottom: any, shoes: any, seenOnly: true },
  });
  const rightHalf = [
    { x: 0.5, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0.5, y: 1 },
  ];

  /** Two people in the chunk, who wear a colour and stand at a place of the picture. */
  function addChunk(store: StudyStore, chunkIndex: number, colour: keyof typeof colours, leftPx: number) {
    const fromOffsetMs = chunkIndex * 10 * MINUTE_MS;
    store.transaction((tx) => {
      const recordingId = 1;
      insertChunk(tx, { recordingId, chunkIndex, fromOffsetMs, toOffsetMs: fromOffsetMs + 10 * MINUTE_MS });
      for (const ordinal of [0, 1]) {
        const id = trackletId(recordingId, chunkIndex, ordinal);
        const startOffsetMs = fromOffsetMs + 1_000 * ordinal;
        const endOffsetMs = startOffsetMs + 500;
        const path = encodePath({
          timesMs: Float64Array.of(startOffsetMs, endOffsetMs),
          boxesPx: Float32Array.of(leftPx, 100, 40, 100, leftPx, 100, 40, 100),
        });
        tx.insert(schema.tracklet)
          .values({
            ...{ id, recordingId, chunkIndex, startOffsetMs, endOffsetMs, path: Buffer.from(path) },
            ...{ boxCount: 2, meanScore: 0.8, crops: [] },
          })
          .run();
        tx.insert(schema.outfit)
          .values({ trackletId: id, top: worn(colour) })
          .run();
      }
    });
  }

  it.each([
    ['outfit', wish(['red']), {}],
    ['area', wish(['red', 'blue']), { area: { cameraId: 1, corners: rightHalf } }],
  ])('by %s names nobody for another', async (_name, by, filter: SearchFilter) => {
    using study = openTempStudy();
    const { store } = study;
    store.transaction((tx) => {
      tx.insert(schema.camera).values({ id: 1, name: 'entrance' }).run();
      insertRecording(tx, { id: 1, path: '/a.mp4', cameraId: 1, startUtcMs: 0, durationMs: 20 * MINUTE_MS });
    });
    const task = {
      kind: 'search',
      databasePath: store.layout.database,
      by,
      filter,
      offset: 0,
      limit: 9,
    } as const;
    const find = async () => (await search(task, taskContext().context)).found.map((row) => row.trackletId);
    // The later chunk is done first, so that the other one's rows come before its own.
    addChunk(store, 1, 'blue', 10);
    const answer = find();
    addChunk(store, 0, 'red', 500);
    expect(await answer).toEqual([]);
    expect((await find()).sort()).toEqual([trackletId(1, 0, 0), trackletId(1, 0, 1)]);
  });
});
