import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePath, type TrackPath } from '../../../src-main/core/tracking/path-codec.ts';
import { analyze } from '../../../src-main/workers/tasks/analyze.ts';
import { projectPath, sharedPath } from './shared.ts';

export const PETS_CLIP = 'eval/pets-s2l1/clip.mp4';
export const PETS_TRUTH = 'eval/pets-s2l1/gt.txt';
export const PETS_FRAMES = 795;
export const PETS_FRAME_MS = 100;
export const PETS_PICTURE = Object.freeze({ widthPx: 480, heightPx: 360 });
export const PETS_DURATION_MS = PETS_FRAMES * PETS_FRAME_MS;

const SAMPLE_FPS = 6;
const LEAD_IN_MS = 3000;

/** When frame `frame` (from 1) of the clip was taken. */
export function petsTimeMs(frame: number): number {
  return (frame - 1) * PETS_FRAME_MS;
}

/** Runs the worker's own analysis on the clip in chunks; the paths chunk by chunk. */
export async function analyzePets(
  chunkMs: number,
  signal: AbortSignal,
  detectorPath = projectPath('models/person-detector.onnx'),
): Promise<TrackPath[][]> {
  const cropsFolder = await mkdtemp(join(tmpdir(), 'wandr-accuracy-'));
  try {
    const chunks: TrackPath[][] = [];
    for (let fromOffsetMs = 0; fromOffsetMs < PETS_DURATION_MS; fromOffsetMs += chunkMs) {
      const { tracklets } = await analyze(
        {
          kind: 'analyze',
          path: sharedPath(PETS_CLIP),
          recordingId: 1,
          chunkIndex: chunks.length,
          fromOffsetMs,
          toOffsetMs: Math.min(PETS_DURATION_MS, fromOffsetMs + chunkMs),
          leadInMs: fromOffsetMs === 0 ? 0 : LEAD_IN_MS,
          sampleFps: SAMPLE_FPS,
          cropsFolder,
          detectorPath,
          parserPath: projectPath('models/garment-parser.onnx'),
          threads: 2,
        },
        { signal, progress: () => undefined, partial: () => undefined },
      );
      chunks.push(tracklets.map((tracklet) => decodePath(tracklet.path)));
    }
    return chunks;
  } finally {
    await rm(cropsFolder, { recursive: true, force: true });
  }
}
