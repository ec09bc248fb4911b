import { trackletId } from '../../../src-main/core/tracking/tracklet-id.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { insertChunk, insertRecording, insertWalker } from './study-rows.ts';

export interface Sighting {
  readonly camera: string;
  /** Seconds from the study's start. */
  readonly fromS: number;
  readonly toS: number;
}

export const VISIT_START_UTC_MS = Date.UTC(2026, 10, 20, 9);
const HOUR_MS = 60 * 60_000;

/**
 * One visitor, and one journey of all these sightings in the order given, as linking would have stored it: an hour of
 * footage per camera, and links with a posterior of 0.9.
 * @returns the ids of the tracklets.
 */
export function fillVisit(store: StudyStore, sightings: readonly Sighting[]): number[] {
  const names = [...new Set(sightings.map(({ camera }) => camera))];
  const idOf = (camera: string): number => names.indexOf(camera) + 1;
  const trackletIds = sightings.map(({ camera }, ordinal) => trackletId(idOf(camera), 0, ordinal));
  store.transaction((tx) => {
    for (const name of names) {
      const id = idOf(name);
      tx.insert(schema.camera).values({ id, name }).run();
      insertRecording(tx, {
        id,
        path: `/footage/${name}.mp4`,
        cameraId: id,
        startUtcMs: VISIT_START_UTC_MS,
        durationMs: HOUR_MS,
      });
      insertChunk(tx, { recordingId: id, chunkIndex: 0, toOffsetMs: HOUR_MS });
    }
    tx.insert(schema.journey).values({ id: 1, label: 'V0001', confidence: 0.9 }).run();
    sightings.forEach(({ camera, fromS, toS }, ordinal) => {
      const id = trackletIds[ordinal]!;
      insertWalker(tx, {
        id,
        recordingId: idOf(camera),
        chunkIndex: 0,
        startOffsetMs: fromS * 1000,
        endOffsetMs: toS * 1000,
      });
      tx.insert(schema.journeyStop).values({ journeyId: 1, ordinal, trackletId: id }).run();
      const before = trackletIds[ordinal - 1];
      if (before === undefined) return;
      tx.insert(schema.link)
        .values({
          fromTrackletId: before,
          toTrackletId: id,
          posterior: 0.9,
          margin: 0.5,
          grade: 'tentative',
          isByHuman: false,
          appearanceLlr: 1,
          transitLlr: 1,
          colourLlr: 1,
        })
        .run();
    });
  });
  return trackletIds;
}
