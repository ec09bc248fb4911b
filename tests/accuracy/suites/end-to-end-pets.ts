import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boxIou } from '../../../src-main/core/geometry/box.ts';
import type { FramePair } from '../../../src-main/core/metrics/trajectories.ts';
import { solveAssignment } from '../../../src-main/core/tracking/assignment.ts';
import { defaultTrackerConfig } from '../../../src-main/core/tracking/config.ts';
import { decodePath, type TrackPath } from '../../../src-main/core/tracking/path-codec.ts';
import { analyze } from '../../../src-main/workers/tasks/analyze.ts';
import { pairFrames, readMotFile } from '../lib/mot-file.ts';
import { projectPath, sharedPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';
import { boxesOfPaths, trackingScores } from '../lib/tracking-scores.ts';

const FRAMES = 795;
const FRAME_MS = 100;
const SAMPLE_FPS = 6;
const MIN_IOU = 0.5;

/** What a worker makes of the clip: decode, sample at 6 fps, detect with the shipped model, track, describe. */
export const endToEndPets: Suite = {
  key: 'end-to-end-pets',
  title: 'analysis, PETS S2L1, clip to tracklets',
  needs: ['eval/pets-s2l1/clip.mp4', 'eval/pets-s2l1/gt.txt'],
  isSlow: true,
  async measure(signal) {
    const paths = await analyzeClip(signal);
    const truth = readMotFile(sharedPath('eval/pets-s2l1/gt.txt'));
    const frames = pairFrames(truth, boxesOfPaths(paths, FRAMES, timeOfFrame, defaultTrackerConfig.maxGapMs));
    const { hota, idf1, mota } = trackingScores(frames);
    return [
      { key: 'tracklets', name: 'tracklets (19 people)', value: paths.length, digits: 0 },
      { key: 'coverage', name: 'covered true boxes (IoU 0.5)', value: coverage(frames), digits: 3 },
      { key: 'hota', name: 'HOTA', value: hota, digits: 3 },
      { key: 'idf1', name: 'IDF1', value: idf1, digits: 3 },
      { key: 'mota', name: 'MOTA', value: mota, digits: 3 },
    ];
  },
};

async function analyzeClip(signal: AbortSignal): Promise<TrackPath[]> {
  const cropsFolder = await mkdtemp(join(tmpdir(), 'wandr-accuracy-'));
  try {
    const { tracklets } = await analyze(
      {
        kind: 'analyze',
        path: sharedPath('eval/pets-s2l1/clip.mp4'),
        recordingId: 1,
        chunkIndex: 0,
        fromOffsetMs: 0,
        toOffsetMs: FRAMES * FRAME_MS,
        leadInMs: 0,
        sampleFps: SAMPLE_FPS,
        cropsFolder,
        detectorPath: projectPath('models/person-detector.onnx'),
        threads: 2,
      },
      { signal, progress: () => undefined, partial: () => undefined },
    );
    return tracklets.map((tracklet) => decodePath(tracklet.path));
  } finally {
    await rm(cropsFolder, { recursive: true, force: true });
  }
}

function timeOfFrame(frame: number): number {
  return (frame - 1) * FRAME_MS;
}

/** The part of the true boxes that a path covers at IoU 0.5, each path covering one person per frame. */
function coverage(frames: readonly FramePair[]): number {
  let covered = 0;
  let all = 0;
  for (const { truth, output } of frames) {
    const costs = truth.flatMap(({ boxPx }) => output.map((found) => 1 - boxIou(boxPx, found.boxPx)));
    const matrix = { rows: truth.length, columns: output.length, costs: Float64Array.from(costs) };
    covered += solveAssignment(matrix, 1 - MIN_IOU).pairs.length;
    all += truth.length;
  }
  return covered / all;
}
