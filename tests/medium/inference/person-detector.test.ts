/** Real: ONNX Runtime, the shipped models. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { boxAt, boxIou } from '../../../src-main/core/geometry/box.ts';
import type { RgbImage } from '../../../src-main/core/geometry/rgb-image.ts';
import { PersonDetector } from '../../../src-main/inference/person-detector.ts';
import { resizeRgb } from '../../../src-main/media/picture-converter.ts';
import { drawFigure, stillFloor } from '../../fixtures/media/painters.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const models = join(import.meta.dirname, '../../../models');
const detectorPath = join(models, 'person-detector.onnx');
const folder = makeTempFolder();
afterAll(() => folder[Symbol.dispose]());
const { signal } = new AbortController();
const clothes = { top: [180, 40, 45], bottom: [35, 40, 70], shoes: [20, 20, 20] } as const;

function scene(
  widthPx: number,
  heightPx: number,
  figures: readonly { x: number; y: number; h: number }[],
): RgbImage {
  const image = { widthPx, heightPx, data: new Uint8Array(widthPx * heightPx * 3) };
  stillFloor(image, 0);
  for (const { x, y, h } of figures) drawFigure(image, x, y, h, clothes);
  return image;
}

async function detect(detector: PersonDetector, image: RgbImage) {
  return await detector.detect(image, (size) => resizeRgb(image, size.widthPx, size.heightPx));
}

describe('PersonDetector', () => {
  it('finds two figures where they stand, in source pixels, and nobody on an empty floor', async () => {
    await using detector = await PersonDetector.open(detectorPath, 1, signal);
    expect(detector.provider).toBe('cpu');
    const figures = [
      { x: 400, y: 300, h: 250 },
      { x: 900, y: 250, h: 300 },
    ];
    const found = await detect(detector, scene(1_280, 720, figures));
    for (const { x, y, h } of figures) {
      const best = Math.max(
        ...Array.from(found.scores, (score, row) =>
          score < 0.5 ? 0 : boxIou(boxAt(found.boxesPx, row), { x: x - 0.15 * h, y, w: 0.3 * h, h }),
        ),
      );
      expect(best).toBeGreaterThan(0.7);
    }
    expect(
      [...(await detect(detector, scene(1_280, 720, []))).scores].filter((score) => score > 0.4),
    ).toEqual([]);
  });

  it('answers the same in every run, and after pictures of other sizes', async () => {
    await using detector = await PersonDetector.open(detectorPath, 2, signal);
    const wide = scene(1_280, 720, [{ x: 400, y: 300, h: 250 }]);
    const first = await detect(detector, wide);
    await detect(detector, scene(480, 640, [{ x: 200, y: 200, h: 200 }]));
    expect(await detect(detector, wide)).toEqual(first);
    await using other = await PersonDetector.open(detectorPath, 2, signal);
    expect(await detect(other, wide)).toEqual(first);
  });

  it('looks in a larger input when told to, at people who are small in the picture', async () => {
    await using detector = await PersonDetector.open(detectorPath, 1, signal);
    const small = { x: 900, y: 600, h: 60 };
    const image = scene(1_920, 1_080, [small]);
    const asked: number[] = [];
    const bestOverlap = async (longSidePx?: number): Promise<number> => {
      const render = (size: { widthPx: number; heightPx: number }) => {
        asked.push(size.widthPx);
        return resizeRgb(image, size.widthPx, size.heightPx);
      };
      const { boxesPx, scores } = await detector.detect(image, render, longSidePx);
      const { x, y, h } = small;
      const truth = { x: x - 0.15 * h, y, w: 0.3 * h, h };
      return Math.max(
        0,
        ...Array.from(scores, (score, row) => (score < 0.3 ? 0 : boxIou(boxAt(boxesPx, row), truth))),
      );
    };
    const usual = await bestOverlap();
    expect(await bestOverlap(1_280)).toBeGreaterThan(Math.max(0.6, usual));
    expect(await bestOverlap()).toBe(usual);
    expect(asked).toEqual([640, 1_280, 640]);
  });

  it('refuses a picture of another size than asked for', async () => {
    await using detector = await PersonDetector.open(detectorPath, 1, signal);
    const image = scene(640, 480, []);
    await expect(detector.detect({ widthPx: 1_280, heightPx: 720 }, () => image)).rejects.toThrow(RangeError);
  });
});

describe('model cards', () => {
  /** The detector with a changed card or model, in a folder of its own. */
  function variant(name: string, change: (card: Record<string, unknown>) => void, model?: Buffer): string {
    const place = join(folder.path, name);
    mkdirSync(place);
    const path = join(place, 'person-detector.onnx');
    if (model === undefined) copyFileSync(detectorPath, path);
    else writeFileSync(path, model);
    const card = JSON.parse(readFileSync(detectorPath.replace('.onnx', '.json'), 'utf8'));
    change(card);
    writeFileSync(path.replace('.onnx', '.json'), JSON.stringify(card));
    return path;
  }

  const refusal = async (path: string) =>
    await PersonDetector.open(path, 1, signal).then(
      () => 'accepted',
      (error: unknown) => error,
    );

  it('refuses a model whose bytes changed', async () => {
    const bytes = readFileSync(detectorPath);
    bytes[1_000_000] = bytes[1_000_000]! ^ 1;
    expect(await refusal(variant('changed', () => {}, bytes))).toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('SHA-256'),
    });
  });

  it('refuses a model that answers the self-test differently than its card says', async () => {
    const path = variant('other-answer', (card) => {
      card.selfTest = { columnMeans: [15.27813, 25.59302, 13.91856, 24.78437, 0.5], tolerance: 0.02 };
    });
    expect(await refusal(path)).toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('self-test'),
    });
  });

  it('refuses an outfit model as a detector', async () => {
    expect(await refusal(join(models, 'outfit-embedding.onnx'))).toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('not “detector”'),
    });
  });

  it('says what is wrong with a card', async () => {
    const path = variant('bad-card', (card) => {
      card.sha256 = 'unknown';
    });
    expect(await refusal(path)).toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('sha256'),
    });
  });

  it('says that a model is missing', async () => {
    expect(await refusal(join(folder.path, 'none.onnx'))).toMatchObject({ code: 'MODEL_INVALID' });
  });
});
