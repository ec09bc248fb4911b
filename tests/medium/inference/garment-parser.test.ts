/** Real: ONNX Runtime, the shipped parser, the picture of two people. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cropImage, resizeImage } from '../../../src-main/core/geometry/rgb-image.ts';
import { describeOutfit } from '../../../src-main/core/outfit/garment-colour.ts';
import {
  type GarmentClass,
  type GarmentMap,
  garmentClasses,
} from '../../../src-main/core/outfit/garment-map.ts';
import { OnnxGarmentParser } from '../../../src-main/inference/garment-parser.ts';
import { decodeImage } from '../../../src-main/media/jpeg.ts';
import { channelMeansModel } from '../../fixtures/onnx/onnx-writer.ts';
import { parserCard, shippedFolder, writeModel } from '../support/model-files.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const folder = makeTempFolder();
afterAll(() => folder[Symbol.dispose]());
const { signal } = new AbortController();
const shippedPath = join(shippedFolder, 'garment-parser.onnx');

const golden = decodeImage(readFileSync(join(shippedFolder, 'golden-people.jpg')));
const people = [
  { x: 116, y: 49, w: 38, h: 111 },
  { x: 176, y: 47, w: 35, h: 107 },
].map((box) => cropImage(golden, box)!);

/** The mean row of a class, as a part of the crop's height, and its part of the crop's area. */
function extent(name: GarmentClass, { widthPx, heightPx, shares }: GarmentMap) {
  const garment = garmentClasses.indexOf(name);
  const rows: number[] = [];
  for (let pixel = 0; pixel < widthPx * heightPx; pixel++) {
    const at = pixel * garmentClasses.length;
    const pixelShares = [...shares.subarray(at, at + garmentClasses.length)];
    if (pixelShares[garment] === Math.max(...pixelShares)) rows.push(Math.floor(pixel / widthPx) / heightPx);
  }
  const mean = rows.reduce((sum, row) => sum + row, 0) / rows.length;
  return { mean, area: rows.length / (widthPx * heightPx) };
}

describe('OnnxGarmentParser', () => {
  it('finds top, bottom and shoes of two people, one above the other', async () => {
    await using parser = await OnnxGarmentParser.open(shippedPath, 1, signal);
    const maps = await parser.parse(people);
    expect(maps).toHaveLength(2);
    for (const map of maps) {
      const shareOfPixel = map.shares.reduce((sum, share) => sum + share, 0) / (map.widthPx * map.heightPx);
      expect(shareOfPixel).toBeCloseTo(1, 4);
      const top = extent('top', map);
      const bottom = extent('bottom', map);
      const shoes = extent('shoes', map);
      expect(top.area).toBeGreaterThan(0.1);
      expect(bottom.area).toBeGreaterThan(0.07);
      expect(shoes.area).toBeGreaterThan(0.01);
      expect(
        [top.mean, bottom.mean, shoes.mean].every((row, at, all) => at === 0 || row > all[at - 1]!),
      ).toBe(true);
      for (const kinds of Object.values(map.types)) {
        expect(kinds.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
      }
    }
  });

  it('tells the colours of their garments', async () => {
    await using parser = await OnnxGarmentParser.open(shippedPath, 1, signal);
    const maps = await parser.parse(people);
    const [first, second] = people.map((image, at) =>
      describeOutfit([{ image, garments: maps[at]!, quality: 1 }]),
    );
    for (const { top, bottom, shoes } of [first!, second!]) {
      expect([top?.method, bottom?.method, shoes?.method]).toEqual(['parser', 'parser', 'parser']);
    }
    expect(first!.top!.name).toMatch(/grey|white/);
    expect(second!.top!.name).toMatch(/red|pink|purple/);
    expect([first!.bottom!.name, second!.bottom!.name]).toEqual(['black', 'black']);
  });

  it('answers the same alone and among more crops than fit a run, at any size', async () => {
    await using parser = await OnnxGarmentParser.open(shippedPath, 2, signal);
    const [alone] = await parser.parse([people[0]!]);
    const many = await parser.parse(Array.from({ length: 30 }, (_, at) => people[at % 2]!));
    expect(many).toHaveLength(30);
    for (const at of [0, 14, 28]) {
      const worst = many[at]!.shares.reduce(
        (most, share, index) => Math.max(most, Math.abs(share - alone!.shares[index]!)),
        0,
      );
      expect(worst).toBeLessThan(1e-4);
    }
    const [small] = await parser.parse([resizeImage(people[0]!, 16, 48)]);
    expect(extent('top', small!).area).toBeGreaterThan(0.1);
    expect(await parser.parse([])).toEqual([]);
  });

  it('refuses a model without the outputs of a parser, and one that answers otherwise than its card says', async () => {
    const means = channelMeansModel({ name: 'crops', shape: ['N', 3, 160, 80] }, 'shares');
    const meansPath = writeModel(join(folder.path, 'means'), parserCard('means', means), means);
    await expect(OnnxGarmentParser.open(meansPath, 1, signal)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringMatching(/output “types”|N×h×w×8/),
    });
    const bytes = readFileSync(shippedPath);
    const selfTest = { columnMeans: garmentClasses.map(() => 0.125), tolerance: 0.01 };
    const otherPath = writeModel(join(folder.path, 'other'), parserCard('other', bytes, { selfTest }), bytes);
    await expect(OnnxGarmentParser.open(otherPath, 1, signal)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('its self-test answers'),
    });
  });
});
