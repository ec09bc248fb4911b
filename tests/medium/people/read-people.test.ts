/** Real: the study's database. */
import { expect, it } from 'vitest';
import { trackletId } from '../../../src-main/core/tracking/tracklet-id.ts';
import { writeLinkReport } from '../../../src-main/store/link-report.ts';
import { readPeople } from '../../../src-main/store/read-people.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import { studyGroups } from '../../../src-main/store/study-groups.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { insertChunk, insertRecording, insertWalker } from '../support/study-rows.ts';
import { openTempStudy } from '../support/temp-study.ts';

const START_UTC_MS = Date.UTC(2026, 10, 20, 9);
const MINUTE_MS = 60_000;
const FILE_MS = 10 * MINUTE_MS;

/** Two files of a camera without a gap, strangers whom their border parts, and others who come every two minutes after. */
function fillBorder(store: StudyStore): void {
  let journeys = 0;
  const add = (tracklets: readonly (readonly [recordingId: number, fromMs: number, toMs: number])[]): void =>
    store.transaction((tx) => {
      const journeyId = ++journeys;
      tx.insert(schema.journey)
        .values({ id: journeyId, label: `V${journeyId}`, confidence: 1 })
        .run();
      const ids = tracklets.map(([recordingId, startOffsetMs, endOffsetMs], ordinal) => {
        const id = trackletId(recordingId, 0, journeyId);
        insertWalker(tx, { id, recordingId, chunkIndex: 0, startOffsetMs, endOffsetMs });
        tx.insert(schema.journeyStop).values({ journeyId, ordinal, trackletId: id }).run();
        return id;
      });
      const [fromTrackletId, toTrackletId] = ids;
      if (toTrackletId !== undefined)
        tx.insert(schema.continuation).values({ fromTrackletId: fromTrackletId!, toTrackletId }).run();
    });
  store.transaction((tx) => {
    tx.insert(schema.camera).values({ id: 1, name: 'hall' }).run();
    for (const [id, durationMs] of [
      [1, FILE_MS],
      [2, 12 * FILE_MS],
    ] as const) {
      const startUtcMs = START_UTC_MS + (id - 1) * FILE_MS;
      insertRecording(tx, { id, path: `/footage/${id}.mp4`, cameraId: 1, startUtcMs, durationMs });
      insertChunk(tx, { recordingId: id, chunkIndex: 0, toOffsetMs: durationMs });
    }
  });
  add([
    [1, FILE_MS - 20_000, FILE_MS],
    [2, 0, 9_000],
  ]);
  add([
    [1, FILE_MS - 18_000, FILE_MS],
    [2, 0, 12_000],
  ]);
  for (let minute = 1; minute < 115; minute += 2) add([[2, minute * MINUTE_MS, minute * MINUTE_MS + 15_000]]);
}

it('makes one stop of a view over a border, so that strangers in view there are no group', () => {
  using study = openTempStudy();
  fillBorder(study.store);
  const people = readPeople(study.store.db);
  const [view, ...others] = people.journeys[0]!.stops;
  expect(others).toEqual([]);
  expect(view).toMatchObject({
    startUtcMs: START_UTC_MS + FILE_MS - 20_000,
    endUtcMs: START_UTC_MS + FILE_MS + 9_000,
  });
  expect(view!.parts).toHaveLength(2);
  expect(studyGroups(study.store.db, people)).toEqual([]);
});

it('tells when cameras observed, by the clocks of the stops', () => {
  using study = openTempStudy();
  fillBorder(study.store);
  const report = { sharedViews: [], reliability: null, visitors: null };
  const clock = { cameraId: 1, aheadMs: 3_000, fromMs: 2_000, toMs: 4_000, links: 9 };
  study.store.transaction((tx) => writeLinkReport(tx, { ...report, clocks: [clock] }));
  const { observed, journeys } = readPeople(study.store.db);
  const startUtcMs = START_UTC_MS - 3_000;
  expect(observed.get(1)).toMatchObject([{ startUtcMs, endUtcMs: startUtcMs + 13 * FILE_MS }]);
  expect(journeys[0]!.stops[0]!.startUtcMs).toBe(startUtcMs + FILE_MS - 20_000);
});
