import { join } from 'node:path';
import { boxAt, boxIou, coveredFraction } from '../../../src-main/core/geometry/box.ts';
import { averagePrecision, type DetectionFrame } from '../../../src-main/core/metrics/average-precision.ts';
import { solveAssignment } from '../../../src-main/core/tracking/assignment.ts';
import { PersonDetector } from '../../../src-main/inference/person-detector.ts';
import { decodeSampled } from '../../../src-main/media/decode.ts';
import { COUNTED, isCounted } from '../../../tools/sample-mall/evaluation/compare.ts';
import { readSampleTruth, type TruePerson } from '../../../tools/sample-mall/evaluation/truth.ts';
import { projectPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';

/** One picture per second. */
const FRAME_STEP = 10;
const MIN_IOU = 0.5;
/** Taller people are near the camera. */
const NEAR_HEIGHT_PX = 150;
const SAMPLE = projectPath('resources/sample');

/** The shipped person detector on single pictures of the sample mall. */
export const detectorSample: Suite = {
  key: 'detector-sample',
  title: 'detector, sample mall, a frame per second',
  needs: [],
  isSlow: true,
  async measure(signal) {
    const frames = await detectAll(signal);
    const near = (minPx: number, maxPx: number): DetectionFrame[] =>
      frames.map(({ truth, found }) => ({
        truth: truth.filter(({ h }) => h >= minPx && h < maxPx),
        found,
      }));
    const { heightPx } = COUNTED;
    return [
      { key: 'ap50', name: `AP50, people ≥ ${heightPx} px`, value: averagePrecision(frames), digits: 3 },
      { key: 'recall', name: `recall, people ≥ ${heightPx} px`, value: recall(frames), digits: 3 },
      {
        key: 'recallFar',
        name: `recall, ${heightPx} to ${NEAR_HEIGHT_PX} px`,
        value: recall(near(heightPx, NEAR_HEIGHT_PX)),
        digits: 3,
      },
      {
        key: 'recallNear',
        name: `recall, ≥ ${NEAR_HEIGHT_PX} px`,
        value: recall(near(NEAR_HEIGHT_PX, Number.POSITIVE_INFINITY)),
        digits: 3,
      },
    ];
  },
};

async function detectAll(signal: AbortSignal): Promise<DetectionFrame[]> {
  const { sample, framesOf } = await readSampleTruth(SAMPLE);
  await using detector = await PersonDetector.open(projectPath('models/person-detector.onnx'), 2, signal);
  const frames: DetectionFrame[] = [];
  for (const { path, camera, fromMs, toMs, trouble } of sample.files) {
    if (trouble !== null) continue;
    const span = { fromMs: 0, toMs: toMs - fromMs, sampleFps: sample.fps, threads: 2 };
    for await (const frame of decodeSampled(join(SAMPLE, 'footage', path), span, signal)) {
      const number = Math.round(((fromMs + frame.offsetMs) * sample.fps) / 1000);
      if (number % FRAME_STEP !== 0) continue;
      const { boxesPx, scores } = await detector.detect(frame, ({ widthPx, heightPx }) =>
        frame.toRgbScaled(widthPx, heightPx),
      );
      const found = Array.from(scores, (score, row) => ({ score, boxPx: boxAt(boxesPx, row) }));
      frames.push(judged(framesOf.get(camera)?.[number] ?? [], found));
    }
  }
  return frames;
}

/** Boxes on people who need not be found are taken out, unless they fit somebody who has to be. */
function judged(people: readonly TruePerson[], found: DetectionFrame['found']): DetectionFrame {
  const counted = people.filter(isCounted);
  const others = people.filter((person) => !isCounted(person));
  return {
    truth: counted.map(({ boxPx }) => boxPx),
    found: found.filter(
      ({ boxPx }) =>
        counted.some((person) => boxIou(person.boxPx, boxPx) >= MIN_IOU) ||
        others.every((person) => coveredFraction(boxPx, person.boxPx) < MIN_IOU),
    ),
  };
}

/** Share of the true boxes that a detection fits, each one box. */
function recall(frames: readonly DetectionFrame[]): number {
  let hits = 0;
  let all = 0;
  for (const { truth, found } of frames) {
    const costs = truth.flatMap((box) => found.map(({ boxPx }) => 1 - boxIou(box, boxPx)));
    const matrix = { rows: truth.length, columns: found.length, costs: Float64Array.from(costs) };
    hits += solveAssignment(matrix, 1 - MIN_IOU).pairs.length;
    all += truth.length;
  }
  return hits / all;
}
