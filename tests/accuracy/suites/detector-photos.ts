import { readFileSync } from 'node:fs';
import { resizeImage } from '../../../src-main/core/geometry/rgb-image.ts';
import { averagePrecision, type DetectionFrame } from '../../../src-main/core/metrics/average-precision.ts';
import { decodeImage } from '../../../src-main/media/jpeg.ts';
import { findPeople, judgedFrame, openForCurve } from '../lib/detector-under-test.ts';
import type { ModelSource } from '../lib/model-source.ts';
import { sharedPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';

const FOLDER = 'training/persons';
const LABELS = `${FOLDER}/labels.jsonl`;
const LONG_SIDE_PX = 448;
/** Lower boxes need not be found: many are heads and hands in crowds. */
const MIN_HEIGHT_PX = 24;

interface LabelledPhoto {
  readonly image: string;
  readonly split: string;
  /** x0, y0, x1, y1. */
  readonly boxes: readonly (readonly [number, number, number, number])[];
}

/** A person detector on the photos that training leaves out: people of all postures, near and cut off. */
export const detectorPhotos = (source: ModelSource): Suite => ({
  key: `${source.key}detector-photos`,
  title: `${source.name}, COCO persons, held-out photos`,
  needs: [LABELS, ...source.needs],
  isSlow: true,
  async measure(signal) {
    await using model = await source.open(signal);
    await using detector = await openForCurve(model.path, signal, LONG_SIDE_PX);
    const frames: DetectionFrame[] = [];
    for (const { image, boxes } of heldOut()) {
      signal.throwIfAborted();
      const photo = decodeImage(readFileSync(sharedPath(`${FOLDER}/${image}`)));
      const picture = { ...photo, toRgbPlanesScaled: (w: number, h: number) => resizeImage(photo, w, h) };
      const people = boxes.map(([x0, y0, x1, y1]) => ({ x: x0, y: y0, w: x1 - x0, h: y1 - y0 }));
      frames.push(
        judgedFrame(
          people.filter(({ h }) => h >= MIN_HEIGHT_PX),
          people.filter(({ h }) => h < MIN_HEIGHT_PX),
          await findPeople(detector, picture),
        ),
      );
    }
    return [
      {
        key: 'ap50',
        name: `AP50, people ≥ ${MIN_HEIGHT_PX} px, input ${LONG_SIDE_PX} px`,
        value: averagePrecision(frames),
        digits: 3,
        reference: 'YOLOX-nano 0.65 to 0.68',
      },
    ];
  },
});

function heldOut(): LabelledPhoto[] {
  return readFileSync(sharedPath(LABELS), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LabelledPhoto)
    .filter(({ split }) => split === 'val');
}
