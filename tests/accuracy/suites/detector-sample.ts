import { join } from 'node:path';
import { defaultDetectionConfig } from '../../../src-main/core/detection/config.ts';
import { averagePrecision, type DetectionFrame } from '../../../src-main/core/metrics/average-precision.ts';
import type { PersonDetector } from '../../../src-main/inference/person-detector.ts';
import { decodeSampled } from '../../../src-main/media/decode.ts';
import { COUNTED, isCounted } from '../../../tools/sample-mall/evaluation/compare.ts';
import { readSampleTruth } from '../../../tools/sample-mall/evaluation/truth.ts';
import { findPeople, judgedFrame, openForCurve, recallAt } from '../lib/detector-under-test.ts';
import type { ModelSource } from '../lib/model-source.ts';
import { projectPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';

/** One picture per second. */
const FRAME_STEP = 10;
/** Taller people are near the camera. */
const NEAR_HEIGHT_PX = 150;
const SAMPLE = projectPath('resources/sample');

/** A person detector on single pictures of the sample mall. */
export const detectorSample = (source: ModelSource): Suite => ({
  key: `${source.key}detector-sample`,
  title: `${source.name}, sample mall, a frame per second`,
  needs: source.needs,
  isSlow: true,
  async measure(signal) {
    await using model = await source.open(signal);
    await using detector = await openForCurve(model.path, signal);
    const minScore = detector.card.decode.minScore ?? defaultDetectionConfig.minScore;
    const frames = await framesOf(detector, signal);
    const near = (minPx: number, maxPx: number): DetectionFrame[] =>
      frames.map(({ truth, found }) => ({ truth: truth.filter(({ h }) => h >= minPx && h < maxPx), found }));
    const { heightPx } = COUNTED;
    const recall = (key: string, range: string, judged: readonly DetectionFrame[]) => ({
      key,
      name: `recall, ${range}, score ≥ ${minScore}`,
      value: recallAt(judged, minScore),
      digits: 3,
    });
    return [
      { key: 'ap50', name: `AP50, people ≥ ${heightPx} px`, value: averagePrecision(frames), digits: 3 },
      recall('recall', `people ≥ ${heightPx} px`, frames),
      recall('recallFar', `${heightPx} to ${NEAR_HEIGHT_PX} px`, near(heightPx, NEAR_HEIGHT_PX)),
      recall('recallNear', `≥ ${NEAR_HEIGHT_PX} px`, near(NEAR_HEIGHT_PX, Number.POSITIVE_INFINITY)),
    ];
  },
});

async function framesOf(detector: PersonDetector, signal: AbortSignal): Promise<DetectionFrame[]> {
  const { sample, framesOf: truthOf } = await readSampleTruth(SAMPLE);
  const frames: DetectionFrame[] = [];
  for (const { path, camera, fromMs, toMs, trouble } of sample.files) {
    if (trouble !== null) continue;
    const span = { fromMs: 0, toMs: toMs - fromMs, sampleFps: sample.fps, threads: 2 };
    for await (const frame of decodeSampled(join(SAMPLE, 'footage', path), span, signal)) {
      const number = Math.round(((fromMs + frame.offsetMs) * sample.fps) / 1000);
      if (number % FRAME_STEP !== 0) continue;
      const people = truthOf.get(camera)?.[number] ?? [];
      frames.push(
        judgedFrame(
          people.filter(isCounted).map(({ boxPx }) => boxPx),
          people.filter((person) => !isCounted(person)).map(({ boxPx }) => boxPx),
          await findPeople(detector, frame),
        ),
      );
    }
  }
  return frames;
}
