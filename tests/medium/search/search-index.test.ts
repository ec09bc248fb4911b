/** What searches keep of a study while it changes: real SQLite, a synthetic study. */
import { expect, it } from 'vitest';
import { trackletId } from '../../../src-main/core/tracking/tracklet-id.ts';
import { removeRecordings } from '../../../src-main/services/library/remove.ts';
import { openReadOnly } from '../../../src-main/store/open-study.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { SearchIndex } from '../../../src-main/workers/search/search-index.ts';
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
