/** Real: FFmpeg, files. The pictures have a white corner, by which one sees how they are turned. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { RgbImage } from '../../../src-main/core/geometry/rgb-image.ts';
import { decodeSampled } from '../../../src-main/media/decode.ts';
import { decodeImage } from '../../../src-main/media/jpeg.ts';
import { drawnYuv } from '../../../src-main/media/picture-converter.ts';
import { probe } from '../../../src-main/media/probe.ts';
import { writeProxy } from '../../../src-main/media/proxy.ts';
import { writeThumbnail } from '../../../src-main/media/thumbnail.ts';
import type { Canvas } from '../../fixtures/media/painters.ts';
import { type TestVideo, writeTestVideo } from '../../fixtures/media/test-video.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const folder = makeTempFolder();
afterAll(() => folder[Symbol.dispose]());
const { signal } = new AbortController();

const WIDTH_PX = 320;
const HEIGHT_PX = 240;
const CORNER_PX = 64;
const ONE = 0x10000;

function whiteCorner({ widthPx, data }: Canvas): void {
  data.fill(0);
  for (let y = 0; y < CORNER_PX; y++) data.fill(255, y * widthPx * 3, (y * widthPx + CORNER_PX) * 3);
}

/** An MP4 whose track header has the given matrix (ISO/IEC 14496-12, 8.3.2): a b c d of a b u, c d v, x y w. */
function makeVideo(name: string, [a, b, c, d]: readonly number[], video: TestVideo = {}): string {
  const path = join(folder.path, name);
  writeTestVideo(path, {
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
    durationMs: 1_000,
    paint: whiteCorner,
    ...video,
  });
  const bytes = readFileSync(path);
  const matrixAt = bytes.indexOf('tkhd') + 44;
  for (const [index, value] of [a!, b!, 0, c!, d!].entries())
    bytes.writeInt32BE(value * ONE, matrixAt + 4 * index);
  writeFileSync(path, bytes);
  return path;
}

function whiteCornerOf({ widthPx, heightPx, data }: RgbImage): string {
  const isWhite = (x: number, y: number) => data[(y * widthPx + x) * 3]! > 128;
  const corners = {
    'top left': isWhite(8, 8),
    'top right': isWhite(widthPx - 8, 8),
    'bottom left': isWhite(8, heightPx - 8),
    'bottom right': isWhite(widthPx - 8, heightPx - 8),
  };
  return Object.entries(corners)
    .flatMap(([name, is]) => (is ? [name] : []))
    .join();
}

async function firstFrame(path: string) {
  const range = { fromMs: 0, toMs: 1_000, sampleFps: 6, threads: 2 };
  for await (const frame of decodeSampled(path, range, signal)) {
    const { widthPx, heightPx } = frame;
    const crop = drawnYuv(frame.cropYuv({ x: 0, y: 0, w: widthPx, h: heightPx }, heightPx)!);
    using kept = frame.keep();
    return {
      widthPx,
      heightPx,
      picture: whiteCornerOf(frame.toRgbScaled(widthPx, heightPx)),
      crop: whiteCornerOf(crop.drawAt(widthPx, heightPx)),
      kept: whiteCornerOf(kept.toRgbScaled(widthPx, heightPx)),
    };
  }
  return null;
}

const upright = { widthPx: WIDTH_PX, heightPx: HEIGHT_PX };
const onItsSide = { widthPx: HEIGHT_PX, heightPx: WIDTH_PX };

it.each([
  { degrees: 0, matrix: [1, 0, 0, 1], size: upright, corner: 'top left' },
  { degrees: 90, matrix: [0, 1, -1, 0], size: onItsSide, corner: 'top right' },
  { degrees: 180, matrix: [-1, 0, 0, -1], size: upright, corner: 'bottom right' },
  { degrees: 270, matrix: [0, -1, 1, 0], size: onItsSide, corner: 'bottom left' },
])(
  'shows a recording upright whose file says to turn it by $degrees°',
  async ({ degrees, matrix, size, corner }) => {
    const path = makeVideo(`${degrees}.mp4`, matrix);
    expect(await probe(path, signal)).toMatchObject(size);
    expect(await firstFrame(path)).toEqual({ ...size, picture: corner, crop: corner, kept: corner });

    const proxyPath = join(folder.path, `${degrees}-proxy.mp4`);
    expect(await writeProxy(path, proxyPath, () => {}, signal)).toMatchObject(size);
    expect(await firstFrame(proxyPath)).toMatchObject({ ...size, picture: corner });

    const thumbnailPath = join(folder.path, `${degrees}.jpg`);
    expect(await writeThumbnail(path, thumbnailPath, 1_000, signal)).toMatchObject(size);
    expect(whiteCornerOf(decodeImage(readFileSync(thumbnailPath)))).toBe(corner);
  },
);

it('turns pictures of ten bits too', async () => {
  const path = makeVideo('10.mp4', [0, 1, -1, 0], { depth: 10 });
  expect(await firstFrame(path)).toMatchObject({ ...onItsSide, picture: 'top right', crop: 'top right' });
});
