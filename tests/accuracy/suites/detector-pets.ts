import { averagePrecision, type DetectionFrame } from '../../../src-main/core/metrics/average-precision.ts';
import type { PersonDetector } from '../../../src-main/inference/person-detector.ts';
import { decodeSampled } from '../../../src-main/media/decode.ts';
import { findPeople, openForCurve } from '../lib/detector-under-test.ts';
import type { ModelSource } from '../lib/model-source.ts';
import { readMotFile, rowsByFrame } from '../lib/mot-file.ts';
import { PETS_CLIP, PETS_DURATION_MS, PETS_FRAME_MS, PETS_TRUTH } from '../lib/pets.ts';
import { sharedPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';

const FRAME_STEP = 15;

/** A person detector at the analysis' own input size, every 15th frame. */
export const detectorPets = (source: ModelSource): Suite => ({
  key: `${source.key}detector-pets`,
  title: `${source.name}, PETS S2L1, every 15th frame`,
  needs: [PETS_CLIP, PETS_TRUTH, ...source.needs],
  isSlow: true,
  async measure(signal) {
    await using model = await source.open(signal);
    await using detector = await openForCurve(model.path, signal);
    return [
      {
        key: 'ap50',
        name: 'AP50',
        value: averagePrecision(await framesOf(detector, signal)),
        digits: 3,
        reference: 'YOLOX-nano 0.905 (640×384), 0.921 (832×480)',
      },
    ];
  },
});

async function framesOf(detector: PersonDetector, signal: AbortSignal): Promise<DetectionFrame[]> {
  const truthOf = rowsByFrame(readMotFile(sharedPath(PETS_TRUTH)));
  const clip = { fromMs: 0, toMs: PETS_DURATION_MS, sampleFps: 1000 / PETS_FRAME_MS, threads: 2 };
  const frames: DetectionFrame[] = [];
  for await (const frame of decodeSampled(sharedPath(PETS_CLIP), clip, signal)) {
    const number = Math.round(frame.offsetMs / PETS_FRAME_MS) + 1;
    if ((number - 1) % FRAME_STEP !== 0) continue;
    const truth = (truthOf.get(number) ?? []).map(({ boxPx }) => boxPx);
    frames.push({ truth, found: await findPeople(detector, frame) });
  }
  return frames;
}
