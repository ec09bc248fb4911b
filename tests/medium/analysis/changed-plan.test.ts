/** Chunks of two plans in one recording: real SQLite, a synthetic study with chunks of ten minutes. */
import { and, asc, eq, inArray } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { deleteChunkResults } from '../../../src-main/services/analysis/analysis-results.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import { fillStudy } from '../support/synthetic-study.ts';
import { openTempStudy } from '../support/temp-study.ts';

const MINUTE_MS = 60_000;
const RECORDING = 10;

it('the result of a chunk of another length replaces all that it overlaps, and nothing else', () => {
  using study = openTempStudy();
  fillStudy(study.store, { visitors: 25, cameras: 2, arrivalsMs: 60 * MINUTE_MS });
  const { db } = study.store;
  const indexes = () =>
    db
      .select({ index: schema.analysisChunk.chunkIndex })
      .from(schema.analysisChunk)
      .where(eq(schema.analysisChunk.recordingId, RECORDING))
      .orderBy(asc(schema.analysisChunk.chunkIndex))
      .all()
      .map(({ index }) => index);
  const all = indexes();
  const trackletsIn = (chunkIndexes: readonly number[]) =>
    db
      .select({ id: schema.tracklet.id })
      .from(schema.tracklet)
      .where(
        and(
          eq(schema.tracklet.recordingId, RECORDING),
          inArray(schema.tracklet.chunkIndex, [...chunkIndexes]),
        ),
      )
      .all().length;
  const kept = all.filter((index) => index > 2);
  const keptBefore = trackletsIn(kept);
  expect(trackletsIn([1, 2])).toBeGreaterThan(0);

  // The first chunk of a plan with chunks of 25 minutes: it covers 0 and 1, and half of 2.
  const chunk = { recordingId: RECORDING, chunkIndex: 0, fromOffsetMs: 0, toOffsetMs: 25 * MINUTE_MS };
  study.store.transaction((tx) => deleteChunkResults(tx, chunk));

  expect(indexes()).toEqual(kept);
  expect(trackletsIn([0, 1, 2])).toBe(0);
  expect(trackletsIn(kept)).toBe(keptBefore);
});
