import { type RgbImage, resizeImage } from '../../../src-main/core/geometry/rgb-image.ts';
import { type GarmentMap, garmentClasses } from '../../../src-main/core/outfit/garment-map.ts';
import { OnnxGarmentParser } from '../../../src-main/inference/garment-parser.ts';
import { heldOutPhotos, NOT_JUDGED, PARSING_LABELS } from '../lib/parsed-photos.ts';
import { projectPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';

const JUDGED = ['background', 'top', 'bottom', 'shoes'] as const;
/** Many people in footage are no taller. */
const SMALL_PX = 64;
const CLASSES = garmentClasses.length;

/** The shipped garment parser on the photos that its training left out, whole and scaled down. */
export const parserPhotos: Suite = {
  key: 'parser-photos',
  title: 'shipped garment parser, Clothing Co-Parsing, held-out photos',
  needs: [PARSING_LABELS],
  isSlow: true,
  async measure(signal) {
    await using parser = await OnnxGarmentParser.open(projectPath('models/garment-parser.onnx'), 2, signal);
    const whole = new Overlaps();
    const photos = new Overlaps();
    const small = new Overlaps();
    for (const { image, classes, outsidePx } of heldOutPhotos()) {
      signal.throwIfAborted();
      const [map, smallMap] = await parser.parse([image, scaledTo(image, SMALL_PX)]);
      const found = nameOfPixels(map!, image);
      whole.add(found, classes);
      photos.add(found, classes);
      photos.addBackground(outsidePx);
      small.add(nameOfPixels(smallMap!, image), classes);
    }
    // What lies outside of a person's box is never parsed: it is background by the detector's word.
    return [
      { key: 'meanIou', name: `mean IoU of ${JUDGED.join(', ')}`, value: whole.mean(), digits: 3 },
      ...JUDGED.map((name) => ({ key: name, name: `IoU of ${name}`, value: whole.of(name), digits: 3 })),
      {
        key: 'meanIouPhoto',
        name: 'the same over the whole photos, not the crops alone',
        value: photos.mean(),
        digits: 3,
      },
      { key: 'meanIouSmall', name: `mean IoU of people ${SMALL_PX} px tall`, value: small.mean(), digits: 3 },
    ];
  },
};

/** Intersection over union per class, over all pixels of all photos. */
class Overlaps {
  readonly #both = new Float64Array(CLASSES);
  readonly #either = new Float64Array(CLASSES);

  add(found: Uint8Array, truth: Uint8Array): void {
    for (const [pixel, name] of truth.entries()) {
      if (name === NOT_JUDGED) continue;
      const other = found[pixel]!;
      this.#either[name]!++;
      if (other === name) this.#both[name]!++;
      else this.#either[other]!++;
    }
  }

  /** Pixels that show background and are taken for it. */
  addBackground(count: number): void {
    const background = garmentClasses.indexOf('background');
    this.#both[background]! += count;
    this.#either[background]! += count;
  }

  of(name: (typeof JUDGED)[number]): number {
    const index = garmentClasses.indexOf(name);
    return this.#both[index]! / this.#either[index]!;
  }

  mean(): number {
    return JUDGED.reduce((sum, name) => sum + this.of(name), 0) / JUDGED.length;
  }
}

function scaledTo(image: RgbImage, heightPx: number): RgbImage {
  return resizeImage(image, Math.round((image.widthPx * heightPx) / image.heightPx), heightPx);
}

/** The likeliest class of every pixel of a crop, the shares interpolated between the map's pixels. */
function nameOfPixels(map: GarmentMap, { widthPx, heightPx }: RgbImage): Uint8Array {
  const names = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const row = between(((y + 0.5) / heightPx) * map.heightPx - 0.5, map.heightPx);
    for (let x = 0; x < widthPx; x++) {
      const column = between(((x + 0.5) / widthPx) * map.widthPx - 0.5, map.widthPx);
      let best = -1;
      for (let name = 0; name < CLASSES; name++) {
        const share = (r: number, c: number) => map.shares[(r * map.widthPx + c) * CLASSES + name]!;
        const above = mix(share(row.low, column.low), share(row.low, column.high), column.part);
        const below = mix(share(row.high, column.low), share(row.high, column.high), column.part);
        const value = mix(above, below, row.part);
        if (value <= best) continue;
        best = value;
        names[y * widthPx + x] = name;
      }
    }
  }
  return names;
}

function between(position: number, length: number) {
  const inside = Math.min(length - 1, Math.max(0, position));
  const low = Math.floor(inside);
  return { low, high: Math.min(length - 1, low + 1), part: inside - low };
}

function mix(first: number, second: number, part: number): number {
  return first + part * (second - first);
}
