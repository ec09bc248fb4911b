import { EMBEDDING_LENGTH } from '../../../src-main/core/outfit/types.ts';
import { trackletId } from '../../../src-main/core/tracking/tracklet-id.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { insertChunk, insertLook, insertRecording, insertWalker, type Writer } from './study-rows.ts';

const MINUTE_MS = 60_000;
const START_UTC_MS = Date.UTC(2026, 10, 20, 9);
const HOURS = 3;
const DURATION_MS = HOURS * 60 * MINUTE_MS + MINUTE_MS;

export interface Patrol {
  /** Ids of the guard's journeys, and of their tracklets. */
  readonly guardJourneys: number[];
  readonly guardTracklets: number[];
  readonly journeyCount: number;
}

/**
 * One camera for three hours: a guard who comes by every one and a half minutes, in journeys of ten views, and visitors
 * who come once. Journeys are stored as linking would have.
 */
export function fillPatrol(store: StudyStore): Patrol {
  const guardJourneys: number[] = [];
  const guardTracklets: number[] = [];
  const views = Array.from({ length: (HOURS * 60) / 1.5 }, (_, at) => ({
    minute: at * 1.5,
    isGuard: true,
    axis: 0,
  }));
  const visits = Array.from({ length: 40 }, (_, at) => ({
    minute: at * 4 + 0.7,
    isGuard: false,
    axis: at + 1,
  }));
  const all = [...views, ...visits].sort((a, b) => a.minute - b.minute);
  let journeys = 0;
  store.transaction((tx) => {
    tx.insert(schema.camera).values({ id: 1, name: 'hall' }).run();
    insertRecording(tx, {
      id: 1,
      path: '/footage/hall.mp4',
      cameraId: 1,
      startUtcMs: START_UTC_MS,
      durationMs: DURATION_MS,
    });
    insertChunk(tx, { recordingId: 1, chunkIndex: 0, toOffsetMs: DURATION_MS });
    let guardViews = 0;
    let guardJourney = 0;
    for (const [ordinal, { minute, isGuard, axis }] of all.entries()) {
      const id = trackletId(1, 0, ordinal);
      storeView(tx, id, minute * MINUTE_MS, look(axis, ordinal));
      const isNewJourney = !isGuard || guardViews % 10 === 0;
      if (isNewJourney) {
        journeys++;
        const label = `V${String(journeys).padStart(4, '0')}`;
        tx.insert(schema.journey).values({ id: journeys, label, confidence: 1 }).run();
      }
      if (isGuard && isNewJourney) {
        guardJourney = journeys;
        guardJourneys.push(guardJourney);
      }
      const stop = isGuard
        ? { journeyId: guardJourney, ordinal: guardViews++ % 10, trackletId: id }
        : { journeyId: journeys, ordinal: 0, trackletId: id };
      tx.insert(schema.journeyStop).values(stop).run();
      if (isGuard) guardTracklets.push(id);
    }
  });
  return { guardJourneys, guardTracklets, journeyCount: journeys };
}

function storeView(tx: Writer, id: number, startOffsetMs: number, vector: Int8Array): void {
  insertWalker(tx, { id, recordingId: 1, chunkIndex: 0, startOffsetMs, endOffsetMs: startOffsetMs + 20_000 });
  insertLook(tx, id, vector);
}

/** Along one axis, with a little of another that is the view's own. */
function look(axis: number, view: number): Int8Array {
  const vector = new Int8Array(EMBEDDING_LENGTH);
  vector[axis] = 120;
  vector[64 + (view % 64)] = 20;
  return vector;
}
