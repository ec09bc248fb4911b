/** Rows of a study as an import and an analysis would have stored them: what tests do not care about is filled in. */
import type { MediaProbe } from '#shared/contract/library.ts';
import { encodePath } from '../../../src-main/core/tracking/path-codec.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';

export type Writer = Parameters<Parameters<StudyStore['transaction']>[0]>[0];

type RecordingRow = typeof schema.recording.$inferInsert;

/** What FFmpeg would have found in a small, sound file. */
export function soundProbe(more: Partial<MediaProbe> = {}): MediaProbe {
  return {
    container: 'mp4',
    codec: 'h264',
    widthPx: 640,
    heightPx: 360,
    fps: 25,
    durationMs: 1_000,
    headerDurationMs: null,
    hasAudio: false,
    creationUtcMs: null,
    videoPackets: 25,
    corruptPackets: 0,
    isTruncated: false,
    ...more,
  };
}

/** An accepted recording, whose file need not exist. `more` is set on top. */
export function insertRecording(
  tx: Writer,
  {
    path,
    ...more
  }: Pick<RecordingRow, 'id' | 'path' | 'cameraId' | 'startUtcMs' | 'durationMs'> & Partial<RecordingRow>,
): void {
  tx.insert(schema.recording)
    .values({
      path,
      sizeBytes: 1,
      modifiedUtcMs: 0,
      fingerprint: path,
      status: 'accepted',
      evidence: [],
      confidence: 1,
      probe: soundProbe({ durationMs: more.durationMs ?? 0 }),
      addedUtcMs: 0,
      ...more,
    })
    .run();
}

/** An analysed part of a recording. */
export function insertChunk(
  tx: Writer,
  chunk: Pick<typeof schema.analysisChunk.$inferInsert, 'recordingId' | 'chunkIndex' | 'toOffsetMs'> &
    Partial<typeof schema.analysisChunk.$inferInsert>,
): void {
  tx.insert(schema.analysisChunk)
    .values({ fromOffsetMs: 0, sampledFrames: 1, decodeErrors: 0, provenance: {}, ...chunk })
    .run();
}

/** Somebody who walks from the left to the right of a picture, and has no crops. */
export function insertWalker(
  tx: Writer,
  walker: Pick<
    typeof schema.tracklet.$inferInsert,
    'id' | 'recordingId' | 'chunkIndex' | 'startOffsetMs' | 'endOffsetMs'
  > & { path?: Buffer },
): void {
  tx.insert(schema.tracklet)
    .values({
      boxCount: 2,
      meanScore: 0.8,
      path: walkersPath(walker.startOffsetMs, walker.endOffsetMs),
      crops: [],
      ...walker,
    })
    .run();
}

/** How somebody looks: int8[128] of the space `test`. */
export function insertLook(tx: Writer, trackletId: number, vector: Int8Array): void {
  tx.insert(schema.trackletEmbedding)
    .values({ trackletId, space: 'test', vector: Buffer.from(Uint8Array.from(vector)) })
    .run();
}

function walkersPath(startOffsetMs: number, endOffsetMs: number): Buffer {
  return Buffer.from(
    encodePath({
      timesMs: Float64Array.of(startOffsetMs, endOffsetMs),
      boxesPx: Float32Array.of(100, 100, 40, 110, 400, 120, 42, 112),
    }),
  );
}
