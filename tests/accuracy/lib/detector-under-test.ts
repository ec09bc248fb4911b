import { boxAt, boxIou, coveredFraction } from '../../../src-main/core/geometry/box.ts';
import type { SizePx } from '../../../src-main/core/geometry/letterbox.ts';
import type { RgbImage, RgbPlanes } from '../../../src-main/core/geometry/rgb-image.ts';
import type { DetectionFrame } from '../../../src-main/core/metrics/average-precision.ts';
import { solveAssignment } from '../../../src-main/core/tracking/assignment.ts';
import { defaultDetectorConfig, PersonDetector } from '../../../src-main/inference/person-detector.ts';
import type { BoxPx } from '../../../src-shared/units.ts';

const MIN_IOU = 0.5;
/** A precision-recall curve needs its far end too, and photos have sitting people: the analysis cuts both off. */
const CURVE = Object.freeze({ minScore: 0.001, minAspect: 0, maxAspect: Number.POSITIVE_INFINITY });

/** A picture that can be drawn at other sizes, such as a decoded frame. */
interface Picture extends SizePx {
  toRgbPlanesScaled(widthPx: number, heightPx: number): RgbImage | RgbPlanes;
}

/** A detector that keeps what the analysis would throw away for its score, as average precision is defined. */
export function openForCurve(
  path: string,
  signal: AbortSignal,
  longSidePx = defaultDetectorConfig.longSidePx,
): Promise<PersonDetector> {
  return PersonDetector.open(path, 2, signal, { config: { longSidePx, detection: CURVE } });
}

/** What a detector finds in a picture, in the picture's pixels. */
export async function findPeople(
  detector: PersonDetector,
  picture: Picture,
): Promise<DetectionFrame['found']> {
  const { boxesPx, scores } = await detector.detect(picture, ({ widthPx, heightPx }) =>
    picture.toRgbPlanesScaled(widthPx, heightPx),
  );
  return Array.from(scores, (score, row) => ({ score, boxPx: boxAt(boxesPx, row) }));
}

/**
 * A picture judged by the people who have to be found: boxes on `others`, who need not be, are taken out unless they
 * fit somebody who has to be.
 */
export function judgedFrame(
  counted: readonly BoxPx[],
  others: readonly BoxPx[],
  found: DetectionFrame['found'],
): DetectionFrame {
  return {
    truth: counted,
    found: found.filter(
      ({ boxPx }) =>
        counted.some((box) => boxIou(box, boxPx) >= MIN_IOU) ||
        others.every((box) => coveredFraction(boxPx, box) < MIN_IOU),
    ),
  };
}

/** Share of the true boxes that a detection of `minScore` or more fits, each one box. */
export function recallAt(frames: readonly DetectionFrame[], minScore: number): number {
  let hits = 0;
  let all = 0;
  for (const { truth, found } of frames) {
    const sure = found.filter(({ score }) => score >= minScore);
    const costs = truth.flatMap((box) => sure.map(({ boxPx }) => 1 - boxIou(box, boxPx)));
    const matrix = { rows: truth.length, columns: sure.length, costs: Float64Array.from(costs) };
    hits += solveAssignment(matrix, 1 - MIN_IOU).pairs.length;
    all += truth.length;
  }
  return hits / all;
}
