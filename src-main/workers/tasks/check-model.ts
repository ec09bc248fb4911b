import { readFile } from 'node:fs/promises';
import type { BoxPx } from '#shared/units.ts';
import type { HeadName } from '../../core/detection/heads/head.ts';
import { boxAt, boxIou } from '../../core/geometry/box.ts';
import { cropImage, type RgbImage } from '../../core/geometry/rgb-image.ts';
import { type GarmentClass, type GarmentMap, garmentClasses } from '../../core/outfit/garment-map.ts';
import { OnnxGarmentParser } from '../../inference/garment-parser.ts';
import { cardPathOf, modelInvalid, readModelCard } from '../../inference/model-card.ts';
import { OnnxOutfitEmbedder } from '../../inference/outfit-embedder.ts';
import { PersonDetector } from '../../inference/person-detector.ts';
import { decodeImage } from '../../media/jpeg.ts';
import { resizeRgb } from '../../media/picture-converter.ts';
import type { TaskOf, TaskRunner } from '../tasks.ts';

/** Where the two people of `models/golden-people.jpg` stand, by the boxes of two detectors. */
const PEOPLE: readonly [BoxPx, BoxPx] = [
  { x: 116, y: 49, w: 38, h: 111 },
  { x: 176, y: 47, w: 35, h: 107 },
];
/** Both people are easy, so a detector that reads the picture right covers them well. */
const MIN_IOU = 0.5;
/** Parts of a box, 0..1: each garment of the two people takes at least twice as much. */
const MIN_GARMENT_AREA = 0.04;
/** More boxes than this on two people and empty floor are noise. */
const MAX_BOXES = 40;

/** Runs in a process of its own: what a malformed file does to ONNX Runtime ends there. */
export const checkModel: TaskRunner<'check-model'> = async (task, { signal }) => {
  const card = await readModelCard(cardPathOf(task.modelPath));
  const picture = decodeImage(await readFile(task.goldenPath));
  switch (card.role) {
    case 'detector':
      return { kind: 'check-model', head: await checkDetector(task, picture, signal) };
    case 'outfit':
      await checkOutfit(task, picture, signal);
      break;
    case 'parser':
      await checkParser(task, picture, signal);
      break;
  }
  return { kind: 'check-model', head: null };
};

async function checkDetector(
  task: TaskOf<'check-model'>,
  picture: RgbImage,
  signal: AbortSignal,
): Promise<HeadName> {
  const { modelPath, threads, provider } = task;
  await using detector = await PersonDetector.open(modelPath, threads, signal, { provider });
  const found = await detector.detect(picture, ({ widthPx, heightPx }) =>
    resizeRgb(picture, widthPx, heightPx),
  );
  const boxes = Array.from(found.scores, (_, row) => boxAt(found.boxesPx, row));
  const missed = PEOPLE.filter((person) => !boxes.some((box) => boxIou(box, person) >= MIN_IOU));
  if (missed.length > 0) {
    throw modelInvalid(
      modelPath,
      `as a “${detector.head}” it finds ${PEOPLE.length - missed.length} of the 2 people in the test picture; ` +
        'the colour order, the range, the head or the person’s class on its card may be wrong',
    );
  }
  if (boxes.length > MAX_BOXES) {
    throw modelInvalid(modelPath, `it finds ${boxes.length} people in the test picture, which shows 2`);
  }
  return detector.head;
}

/** The same person in a box a little off must look more alike than another person. */
async function checkOutfit(task: TaskOf<'check-model'>, picture: RgbImage, signal: AbortSignal) {
  const { modelPath, threads, provider } = task;
  await using embedder = await OnnxOutfitEmbedder.open(modelPath, threads, signal, { provider });
  const [first, second] = PEOPLE;
  const boxes = [first, { ...first, x: first.x - 2, y: first.y - 3 }, second];
  const [person, again, other] = await embedder.embed(boxes.map((box) => cropImage(picture, box)!));
  if (cosine(person!, again!) > cosine(person!, other!)) return;
  throw modelInvalid(modelPath, 'it does not tell the two people of the test picture apart');
}

/** Both people must wear a top above a bottom. */
async function checkParser(task: TaskOf<'check-model'>, picture: RgbImage, signal: AbortSignal) {
  const { modelPath, threads, provider } = task;
  await using parser = await OnnxGarmentParser.open(modelPath, threads, signal, { provider });
  const maps = await parser.parse(PEOPLE.map((box) => cropImage(picture, box)!));
  for (const map of maps) {
    const top = placeOf('top', map);
    const bottom = placeOf('bottom', map);
    if (Math.min(top.area, bottom.area) >= MIN_GARMENT_AREA && top.meanRow < bottom.meanRow) continue;
    throw modelInvalid(
      modelPath,
      'it does not find the tops and bottoms of the two people in the test picture; ' +
        'the colour order or the range on its card may be wrong',
    );
  }
}

/** Part of the crop that shows a garment, 0..1, and the mean of its rows. */
function placeOf(name: GarmentClass, { widthPx, heightPx, shares }: GarmentMap) {
  const garment = garmentClasses.indexOf(name);
  let mass = 0;
  let rows = 0;
  for (let pixel = 0; pixel < widthPx * heightPx; pixel++) {
    const share = shares[pixel * garmentClasses.length + garment]!;
    mass += share;
    rows += share * Math.floor(pixel / widthPx);
  }
  return { area: mass / (widthPx * heightPx), meanRow: rows / mass };
}

function cosine(first: Float32Array, second: Float32Array): number {
  return first.reduce((sum, value, at) => sum + value * second[at]!, 0);
}
