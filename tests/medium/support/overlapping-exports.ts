import { trackletId } from '../../../src-main/core/tracking/tracklet-id.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { insertChunk, insertRecording, insertWalker } from './study-rows.ts';

export const OVERLAP_START_UTC_MS = Date.UTC(2026, 10, 20, 9);
const MINUTE_MS = 60_000;
const CHUNK_MS = 10 * MINUTE_MS;
const EXPORT_MS = 60 * MINUTE_MS;
const VISIT_MS = 8_000;
/** Minutes of the study at which the two exports begin. */
const EXPORTS = [
  { id: 1, fromMs: 0 },
  { id: 2, fromMs: 30 * MINUTE_MS },
];

/**
 * One door, and two exports of it of an hour each, the second half an hour after the first: 90 minutes, of which 30 are in
 * both. Somebody comes once a minute, and is in each export that holds the minute.
 */
export function fillOverlappingExports(store: StudyStore): void {
  store.transaction((tx) => {
    tx.insert(schema.camera).values({ id: 1, name: 'door' }).run();
    for (const { id, fromMs } of EXPORTS) {
      const startUtcMs = OVERLAP_START_UTC_MS + fromMs;
      insertRecording(tx, { id, path: `/footage/${id}.mp4`, cameraId: 1, startUtcMs, durationMs: EXPORT_MS });
      for (let chunk = 0; chunk * CHUNK_MS < EXPORT_MS; chunk++) {
        const fromOffsetMs = chunk * CHUNK_MS;
        insertChunk(tx, {
          recordingId: id,
          chunkIndex: chunk,
          fromOffsetMs,
          toOffsetMs: fromOffsetMs + CHUNK_MS,
        });
      }
      for (let minute = 0; minute * MINUTE_MS < EXPORT_MS; minute++) {
        const startOffsetMs = minute * MINUTE_MS + 10_000;
        const chunkIndex = Math.floor(startOffsetMs / CHUNK_MS);
        insertWalker(tx, {
          id: trackletId(id, chunkIndex, minute),
          recordingId: id,
          chunkIndex,
          startOffsetMs,
          endOffsetMs: startOffsetMs + VISIT_MS,
        });
      }
    }
  });
}
