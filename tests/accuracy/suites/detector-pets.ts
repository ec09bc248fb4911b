import { boxAt } from '../../../src-main/core/geometry/box.ts';
import { averagePrecision, type DetectionFrame } from '../../../src-main/core/metrics/average-precision.ts';
import { PersonDetector } from '../../../src-main/inference/person-detector.ts';
import { decodeSampled } from '../../../src-main/media/decode.ts';
import { readMotFile, rowsByFrame } from '../lib/mot-file.ts';
import { PETS_CLIP, PETS_DURATION_MS, PETS_FRAME_MS, PETS_TRUTH } from '../lib/pets.ts';
import { projectPath, sharedPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';

const FRAME_STEP = 15;

/** The shipped person detector at the analysis' own input size, every 15th frame. */
export const detectorPets: Suite = {
  key: 'detector-pets',
  title: 'detector, PETS S2L1, every 15th frame',
  needs: [PETS_CLIP, PETS_TRUTH],
  isSlow: true,
  async measure(signal) {
    const frames = await detectAll(signal);
    return [
      {
        key: 'ap50',
        name: 'AP50',
        value: averagePrecision(frames),
        digits: 3,
        reference: 'YOLOX-nano 0.905 (640×384), 0.921 (832×480)',
      },
    ];
  },
};

async function detectAll(signal: AbortSignal): Promise<DetectionFrame[]> {
  const truthOf = rowsByFrame(readMotFile(sharedPath(PETS_TRUTH)));
  await using detector = await PersonDetector.open(projectPath('models/person-detector.onnx'), 2, signal);
  const decoding = decodeSampled(
    sharedPath(PETS_CLIP),
    { fromMs: 0, toMs: PETS_DURATION_MS, sampleFps: 1000 / PETS_FRAME_MS, threads: 2 },
    signal,
  );
  const frames: DetectionFrame[] = [];
  for await (const frame of decoding) {
    const number = Math.round(frame.offsetMs / PETS_FRAME_MS) + 1;
    if ((number - 1) % FRAME_STEP !== 0) continue;
    const { boxesPx, scores } = await detector.detect(frame, ({ widthPx, heightPx }) =>
      frame.toRgbScaled(widthPx, heightPx),
    );
    frames.push({
      truth: (truthOf.get(number) ?? []).map(({ boxPx }) => boxPx),
      found: Array.from(scores, (score, row) => ({ score, boxPx: boxAt(boxesPx, row) })),
    });
  }
  return frames;
}
