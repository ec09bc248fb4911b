import { boxIou } from '../../../src-main/core/geometry/box.ts';
import type { FramePair } from '../../../src-main/core/metrics/trajectories.ts';
import { solveAssignment } from '../../../src-main/core/tracking/assignment.ts';
import { defaultTrackerConfig } from '../../../src-main/core/tracking/config.ts';
import type { ModelSource } from '../lib/model-source.ts';
import { pairFrames, readMotFile } from '../lib/mot-file.ts';
import {
  analyzePets,
  PETS_CLIP,
  PETS_DURATION_MS,
  PETS_FRAMES,
  PETS_TRUTH,
  petsTimeMs,
} from '../lib/pets.ts';
import { sharedPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';
import { boxesOfPaths, trackingScores } from '../lib/tracking-scores.ts';

const MIN_IOU = 0.5;

/** What a worker makes of the clip: decode, sample at 6 fps, detect, track, describe. */
export const endToEndPets = (source: ModelSource): Suite => ({
  key: `${source.key}end-to-end-pets`,
  title: `analysis with the ${source.name}, PETS S2L1`,
  needs: [PETS_CLIP, PETS_TRUTH, ...source.needs],
  isSlow: source.needs.length > 0,
  async measure(signal) {
    await using model = await source.open(signal);
    const paths = (await analyzePets(PETS_DURATION_MS, signal, model.path)).flat();
    const truth = readMotFile(sharedPath(PETS_TRUTH));
    const frames = pairFrames(
      truth,
      boxesOfPaths(paths, PETS_FRAMES, petsTimeMs, defaultTrackerConfig.maxGapMs),
    );
    const { hota, idf1, mota } = trackingScores(frames);
    return [
      { key: 'tracklets', name: 'tracklets (19 people)', value: paths.length, digits: 0 },
      { key: 'coverage', name: 'covered true boxes (IoU 0.5)', value: coverage(frames), digits: 3 },
      { key: 'hota', name: 'HOTA', value: hota, digits: 3 },
      { key: 'idf1', name: 'IDF1', value: idf1, digits: 3 },
      { key: 'mota', name: 'MOTA', value: mota, digits: 3 },
    ];
  },
});

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
