import { AppError } from '#shared/errors.ts';
import type { BoxPx } from '#shared/units.ts';
import { boxAt } from '../../core/geometry/box.ts';
import { cropImage, type RgbImage } from '../../core/geometry/rgb-image.ts';
import { stripeEmbedder } from '../../core/outfit/stripe-embedder.ts';
import { estimateWhiteBalance, noWhiteBalance } from '../../core/outfit/white-balance.ts';
import { OnnxGarmentParser } from '../../inference/garment-parser.ts';
import { OnnxOutfitEmbedder } from '../../inference/outfit-embedder.ts';
import { PersonDetector } from '../../inference/person-detector.ts';
import { decodeImage } from '../../media/jpeg.ts';
import { resizeRgb } from '../../media/picture-converter.ts';
import { defaultAnalysisConfig } from '../analysis/config.ts';
import { describe } from '../analysis/describe.ts';
import type { ResultOf, TaskOf, TaskRunner } from '../tasks.ts';

/** Above this share of the picture the box *is* the picture: what is left shows too little of the place's light. */
const MAX_SHARE_FOR_LIGHT = 0.5;
/** Lower than this a crop has too few pixels to tell garments apart. */
const MIN_HEIGHT_PX = 24;

/** Finds the people in a picture, or describes the one in a box as analysis does. Errors: INVALID_INPUT, MODEL_INVALID. */
export const describePicture: TaskRunner<'describe-picture'> = async (task, { signal }) => {
  const picture = decodeImage(task.picture);
  const size = { widthPx: picture.widthPx, heightPx: picture.heightPx };
  if (task.boxPx === null) {
    const people = await findPeople(picture, task, signal);
    return { kind: 'describe-picture', ...size, people, description: null };
  }
  const description = await describePerson(picture, task.boxPx, task, signal);
  return { kind: 'describe-picture', ...size, people: [], description };
};

async function findPeople(picture: RgbImage, task: TaskOf<'describe-picture'>, signal: AbortSignal) {
  const { detectorPath, threads, provider } = task;
  await using detector = await PersonDetector.open(detectorPath, threads, signal, { provider });
  const found = await detector.detect(picture, ({ widthPx, heightPx }) =>
    resizeRgb(picture, widthPx, heightPx),
  );
  return Array.from(found.scores, (score, row) => ({ boxPx: boxAt(found.boxesPx, row), score })).sort(
    (a, b) => b.score - a.score,
  );
}

async function describePerson(
  picture: RgbImage,
  boxPx: BoxPx,
  task: TaskOf<'describe-picture'>,
  signal: AbortSignal,
): Promise<NonNullable<ResultOf<'describe-picture'>['description']>> {
  const crop = cropImage(picture, boxPx);
  if (crop === null || crop.heightPx < MIN_HEIGHT_PX) {
    throw new AppError(
      'INVALID_INPUT',
      `The box shows fewer than ${MIN_HEIGHT_PX} rows of the picture.`,
      'Draw the box around a whole person.',
    );
  }
  const share = (crop.widthPx * crop.heightPx) / (picture.widthPx * picture.heightPx);
  const balance = share > MAX_SHARE_FOR_LIGHT ? noWhiteBalance : estimateWhiteBalance(picture);
  const { outfitPath, parserPath, threads, provider } = task;
  await using parser = await OnnxGarmentParser.open(parserPath, threads, signal, { provider });
  await using network =
    outfitPath === undefined
      ? null
      : await OnnxOutfitEmbedder.open(outfitPath, threads, signal, { provider });
  const embedder = network ?? stripeEmbedder;
  const seen = { image: bounded(crop), quality: 1 };
  const { embedding, outfit } = await describe([seen], balance, { embedder, parser });
  // One crop always gives a description; none would.
  return { space: embedder.space, vector: Int8Array.from(embedding!), outfit };
}

function bounded(crop: RgbImage): RgbImage {
  const { maxCropHeightPx } = defaultAnalysisConfig;
  if (crop.heightPx <= maxCropHeightPx) return crop;
  const widthPx = Math.max(1, Math.round((crop.widthPx * maxCropHeightPx) / crop.heightPx));
  return resizeRgb(crop, widthPx, maxCropHeightPx);
}
