/** Real: a study's database. Embeddings of two models must never be compared. */
import { describe, expect, it } from 'vitest';
import { encodePath } from '../../../src-main/core/tracking/path-codec.ts';
import { trackletId } from '../../../src-main/core/tracking/tracklet-id.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import { readLinkInput } from '../../../src-main/workers/linking/read-link-input.ts';
import { soundProbe } from '../support/study-rows.ts';
import { openTempStudy } from '../support/temp-study.ts';

const { signal } = new AbortController();

/** A study with one tracklet per given space; null stands for one without an embedding. */
function studyWith(spaces: readonly (string | null)[]) {
  const study = openTempStudy();
  const { db } = study.store;
  db.insert(schema.camera).values({ id: 1, name: 'hall' }).run();
  db.insert(schema.recording)
    .values({
      id: 1,
      path: '/footage/1.mp4',
      sizeBytes: 1,
      modifiedUtcMs: 0,
      fingerprint: '1',
      status: 'accepted',
      cameraId: 1,
      startUtcMs: 0,
      durationMs: 600_000,
      evidence: [],
      confidence: 1,
      probe: soundProbe(),
      addedUtcMs: 0,
    })
    .run();
  for (const [ordinal, space] of spaces.entries()) {
    const id = trackletId(1, 0, ordinal);
    const times = [ordinal * 20_000, ordinal * 20_000 + 1_000] as const;
    const path = encodePath({
      timesMs: Float64Array.of(...times),
      boxesPx: Float32Array.of(1, 2, 30, 80, 11, 2, 30, 80),
    });
    db.insert(schema.tracklet)
      .values({
        id,
        recordingId: 1,
        chunkIndex: 0,
        startOffsetMs: times[0],
        endOffsetMs: times[1],
        boxCount: 2,
        meanScore: 0.7,
        path: Buffer.from(path),
        crops: [],
      })
      .run();
    if (space === null) continue;
    db.insert(schema.trackletEmbedding)
      .values({ trackletId: id, space, vector: Buffer.alloc(128, 1) })
      .run();
  }
  return study;
}

describe('readLinkInput', () => {
  it.each([
    ['all of one space', ['a', 'a', 'a'], [true, true, true]],
    ['the space that most have, so others count as missing', ['b', 'a', 'b'], [true, false, true]],
    ['the first by name of equally frequent spaces', ['b', 'a', null], [false, true, false]],
    ['none where none is', [null, null], [false, false]],
  ] as const)('reads embeddings: %s', (_, spaces, expected) => {
    using study = studyWith(spaces);
    const { tracklets } = readLinkInput(study.store.db, signal);
    expect([...tracklets].map(({ embedding }) => embedding !== null)).toEqual(expected);
  });
});
