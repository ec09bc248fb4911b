/** Real: the study's database. */
import { expect, it } from 'vitest';
import * as schema from '../../../src-main/store/schema/index.ts';
import { readLinkInput } from '../../../src-main/workers/linking/read-link-input.ts';
import { fillPatrol } from '../support/patrol-study.ts';
import { openTempStudy } from '../support/temp-study.ts';

const firstKey = { fingerprint: 'hall', cameraId: 1, startUtcMs: 0, endUtcMs: 0, boxesPx: [] } as never;

it('tells linking which tracklets are of staff, by the latest word about their journey', () => {
  using study = openTempStudy();
  const { guardTracklets } = fillPatrol(study.store);
  // Ten views make a journey of the guard's.
  const [firstJourney, secondJourney] = [guardTracklets.slice(0, 10), guardTracklets.slice(10, 20)];
  const say = (kind: 'staff' | 'visitor', firstTrackletId: number): void =>
    study.store.transaction((tx) => {
      tx.insert(schema.peopleVerdict).values({ kind, firstTrackletId, firstKey, takenUtcMs: 0 }).run();
    });
  const uncounted = (): number[] =>
    [...readLinkInput(study.store.db, new AbortController().signal).uncounted!].sort((a, b) => a - b);
  expect(uncounted()).toEqual([]);
  say('staff', firstJourney[3]!);
  say('staff', secondJourney[0]!);
  expect(uncounted()).toEqual([...firstJourney, ...secondJourney]);
  say('visitor', firstJourney[9]!);
  expect(uncounted()).toEqual(secondJourney);
});
