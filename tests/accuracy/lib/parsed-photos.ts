import { readdirSync, readFileSync } from 'node:fs';
import { cropImage, type RgbImage } from '../../../src-main/core/geometry/rgb-image.ts';
import { type GarmentClass, garmentClasses } from '../../../src-main/core/outfit/garment-map.ts';
import { decodeImage } from '../../../src-main/media/jpeg.ts';
import { projectPath, sharedPath } from './shared.ts';

/** Clothing Co-Parsing: photos of people with a mask of labels each. */
const FOLDER = 'training/parsing';
export const PARSING_LABELS = `${FOLDER}/labels.json`;
/** Training leaves out every photo whose number is a multiple of this (`models/training/parser/photos.py`). */
const HELD_OUT_EVERY = 10;
/** The crop's margin around the person, as a part of their width and height. */
const MARGIN = 0.04;

/** Of pixels that belong to a person but to no one garment: they are not judged. */
export const NOT_JUDGED = 255;

/** A photo cut as a detector would cut it. */
export interface ParsedPhoto {
  readonly name: string;
  readonly image: RgbImage;
  /** Index into `garmentClasses` or `NOT_JUDGED` of every pixel of the crop. */
  readonly classes: Uint8Array;
  /** Pixels of the photo outside of the crop; all show background. */
  readonly outsidePx: number;
}

/** The 100 photos that training never saw, in order of name. Throws when a label has no class. */
export function* heldOutPhotos(): Generator<ParsedPhoto> {
  const classOfValue = readClassOfValue();
  const names = readdirSync(sharedPath(FOLDER)).filter((name) => /^\d+\.png$/.test(name));
  for (const name of names.sort()) {
    if (Number.parseInt(name, 10) % HELD_OUT_EVERY !== 0) continue;
    const mask = decodeImage(readFileSync(sharedPath(`${FOLDER}/${name}`)));
    const photo = decodeImage(readFileSync(sharedPath(`${FOLDER}/${name.replace('.png', '.jpg')}`)));
    const box = boxAround(mask);
    const cut = cropImage(mask, box)!;
    yield {
      name,
      outsidePx: mask.widthPx * mask.heightPx - cut.widthPx * cut.heightPx,
      image: cropImage(photo, box)!,
      classes: Uint8Array.from(
        { length: cut.widthPx * cut.heightPx },
        (_, at) => classOfValue[cut.data[at * 3]!]!,
      ),
    };
  }
}

function readClassOfValue(): number[] {
  const labels = JSON.parse(readFileSync(sharedPath(PARSING_LABELS), 'utf8')) as string[];
  const groups = JSON.parse(
    readFileSync(projectPath('models/training/parser/classes.json'), 'utf8'),
  ) as Record<string, string[]>;
  return labels.map((label) => {
    const group = Object.keys(groups).find((name) => groups[name]!.includes(label));
    if (group === undefined) throw new Error(`the label “${label}” belongs to no class`);
    const index = garmentClasses.indexOf(group as GarmentClass);
    return index === -1 ? NOT_JUDGED : index;
  });
}

function boxAround({ widthPx, heightPx, data }: RgbImage) {
  let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
  for (let pixel = 0; pixel < widthPx * heightPx; pixel++) {
    if (data[pixel * 3] === 0) continue;
    const x = pixel % widthPx;
    const y = Math.floor(pixel / widthPx);
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  }
  const marginX = MARGIN * (right - left);
  const marginY = MARGIN * (bottom - top);
  return {
    x: left - marginX,
    y: top - marginY,
    w: right - left + 2 * marginX,
    h: bottom - top + 2 * marginY,
  };
}
