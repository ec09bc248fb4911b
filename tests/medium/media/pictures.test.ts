/** Real: FFmpeg, files. */
import { createHash } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AV_PIX_FMT_YUV420P } from 'node-av/constants';
import { afterAll, describe, expect, it } from 'vitest';
import { cropImage, type RgbImage, resizeImage } from '../../../src-main/core/geometry/rgb-image.ts';
import { decodeSampled, type KeptFrame, type SampledFrame } from '../../../src-main/media/decode.ts';
import { fingerprint } from '../../../src-main/media/fingerprint.ts';
import { decodeImage, encodeJpeg, encodeYuvJpeg } from '../../../src-main/media/jpeg.ts';
import { drawnYuv, resizeRgb } from '../../../src-main/media/picture-converter.ts';
import { copyYuv, type YuvPicture, yuvPicture, yuvToRgb } from '../../../src-main/media/yuv-picture.ts';
import { hash } from '../../../src-main/workers/tasks/hash.ts';
import { movingBlocks } from '../../fixtures/media/painters.ts';
import { writeTestVideo } from '../../fixtures/media/test-video.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const folder = makeTempFolder();
afterAll(() => folder[Symbol.dispose]());
const { signal } = new AbortController();

function paintedImage(widthPx: number, heightPx: number): RgbImage {
  const image = { widthPx, heightPx, data: new Uint8Array(widthPx * heightPx * 3) };
  movingBlocks(image, 0);
  return image;
}

function worstDifference(a: RgbImage, b: RgbImage): number {
  expect([a.widthPx, a.heightPx]).toEqual([b.widthPx, b.heightPx]);
  return a.data.reduce((worst, value, at) => Math.max(worst, Math.abs(value - b.data[at]!)), 0);
}

function meanDifference(a: RgbImage, b: RgbImage): number {
  expect([a.widthPx, a.heightPx]).toEqual([b.widthPx, b.heightPx]);
  return a.data.reduce((sum, value, at) => sum + Math.abs(value - b.data[at]!), 0) / a.data.length;
}

/** Colours that change slowly, as 4:2:0 of limited range. */
function paintedYuv(widthPx: number, heightPx: number, isBt709: boolean): YuvPicture {
  const plane = (width: number, height: number, value: (x: number, y: number) => number) =>
    Buffer.from(
      Array.from({ length: width * height }, (_, at) =>
        value((at % width) / width, Math.floor(at / width) / height),
      ),
    );
  const chroma = { width: (widthPx + 1) >> 1, height: (heightPx + 1) >> 1 };
  return yuvPicture({
    format: AV_PIX_FMT_YUV420P,
    widthPx,
    heightPx,
    planes: [
      plane(widthPx, heightPx, (x, y) => 60 + 60 * x + 80 * y),
      plane(chroma.width, chroma.height, (x) => 108 + 40 * x),
      plane(chroma.width, chroma.height, (_, y) => 148 - 40 * y),
    ],
    strides: [widthPx, chroma.width, chroma.width],
    isBt709,
    isFullRange: false,
  });
}

async function withFirstFrame<T>(use: (frame: SampledFrame) => T, depth: 8 | 10 = 8): Promise<T> {
  const path = join(folder.path, 'frame.mp4');
  // Bars of 60 px: their borders lie between two chroma samples.
  writeTestVideo(path, { widthPx: 360, heightPx: 240, durationMs: 400, depth });
  for await (const frame of decodeSampled(path, { fromMs: 0, toMs: 400, sampleFps: 1, threads: 1 }, signal)) {
    return use(frame);
  }
  throw new Error('no frame');
}

describe('decoded frames as pictures', () => {
  it('shows the colours that were encoded', async () => {
    await withFirstFrame((frame) => {
      const rgb = frame.toRgbScaled(frame.widthPx, frame.heightPx);
      const pixel = (x: number, y: number) => [
        ...rgb.data.subarray((y * 360 + x) * 3, (y * 360 + x) * 3 + 3),
      ];
      [200, 30, 30].forEach((level, channel) => {
        expect(Math.abs(pixel(330, 200)[channel]! - level)).toBeLessThan(12);
      });
    });
  });

  it('cuts people out as the conversion of the whole frame would', async () => {
    await withFirstFrame((frame) => {
      // Inside one bar each, as chroma is interpolated differently at borders.
      for (const box of [
        { x: 5.4, y: 150, w: 50, h: 61.3 },
        { x: 307, y: 151, w: 47, h: 80 },
      ]) {
        const crop = yuvToRgb(frame.cropYuv(box, 240)!);
        expect(
          worstDifference(crop, cropImage(frame.toRgbScaled(frame.widthPx, frame.heightPx), box)!),
        ).toBeLessThanOrEqual(3);
      }
    });
  });

  it('cuts at the border, and gives nothing outside', async () => {
    await withFirstFrame((frame) => {
      const cut = { widthPx: 20, heightPx: 40 };
      expect(frame.cropYuv({ x: -10, y: 200, w: 30, h: 100 }, 240)).toMatchObject(cut);
      expect(frame.cropYuv({ x: 400, y: 10, w: 30, h: 30 }, 240)).toBeNull();
    });
  });

  it('scales down who is cut out and too tall, and keeps the colours', async () => {
    await withFirstFrame((frame) => {
      const box = { x: 307, y: 31, w: 47, h: 200 };
      const small = yuvToRgb(frame.cropYuv(box, 100)!);
      const expected = resizeRgb(yuvToRgb(frame.cropYuv(box, 240)!), 24, 100);
      expect(meanDifference(small, expected)).toBeLessThan(3);
    });
  });

  it('keeps a cut-out after the frame is gone', async () => {
    const box = { x: 307, y: 151, w: 47, h: 80 };
    const { cut, before } = await withFirstFrame((frame) => {
      const picture = frame.cropYuv(box, 240)!;
      return { cut: picture, before: yuvToRgb(picture) };
    });
    expect(yuvToRgb(cut)).toEqual(before);
  });

  it('has the same colours where samples have 10 bits', async () => {
    const box = { x: 307, y: 151, w: 47, h: 80 };
    const pictures = (frame: SampledFrame) => ({
      cut: yuvToRgb(frame.cropYuv(box, 240)!),
      sampled: frame.sampleRgb(box, { widthPx: 6, heightPx: 12 })!,
    });
    const usual = await withFirstFrame(pictures);
    const deep = await withFirstFrame(pictures, 10);
    expect(meanDifference(deep.cut, usual.cut)).toBeLessThan(4);
    expect(meanDifference(deep.sampled, usual.sampled)).toBeLessThan(4);
  });

  it('are kept past the next one', async () => {
    const path = join(folder.path, 'kept.mp4');
    writeTestVideo(path, { widthPx: 360, heightPx: 240, durationMs: 1_000 });
    const range = { fromMs: 0, toMs: 1_000, sampleFps: 5, threads: 2 };
    const shown: Uint8Array[] = [];
    const kept: KeptFrame[] = [];
    for await (const frame of decodeSampled(path, range, signal)) {
      shown.push(frame.toRgbScaled(90, 60).data.slice());
      kept.push(frame.keep());
      if (kept.length < 3) continue;
      const later = kept.map((one) => ({
        offsetMs: one.offsetMs,
        data: one.toRgbScaled(90, 60).data.slice(),
      }));
      expect(later.map(({ data }) => data)).toEqual(shown);
      expect(later.map(({ offsetMs }) => offsetMs)).toEqual([0, 200, 400]);
      break;
    }
    expect(kept).toHaveLength(3);
    // The decoding has ended.
    expect(kept[2]!.toRgbScaled(90, 60).data).toEqual(shown[2]);
    for (const one of kept) one[Symbol.dispose]();
    expect(shown[0]).not.toEqual(shown[2]);
  });

  it('scales', async () => {
    await withFirstFrame((frame) => {
      const small = frame.toRgbScaled(90, 60);
      expect(
        meanDifference(small, resizeRgb(frame.toRgbScaled(frame.widthPx, frame.heightPx), 90, 60)),
      ).toBeLessThan(6);
      expect(frame.toGreyScaled(90, 60).data).toHaveLength(90 * 60);
    });
  });
});

describe('drawn pictures', () => {
  const sizes = [
    [64, 128],
    [80, 160],
    [131, 240],
  ] as const;

  it('are those of the whole picture, scaled', () => {
    const picture = copyYuv(paintedYuv(131, 240, true));
    const whole = yuvToRgb(picture);
    for (const [widthPx, heightPx] of sizes) {
      const drawn = drawnYuv(picture).drawAt(widthPx, heightPx);
      expect(worstDifference(drawn, resizeImage(whole, widthPx, heightPx))).toBeLessThanOrEqual(4);
    }
  });

  it('can be made of very small pictures', () => {
    for (const [sourceWidth, sourceHeight] of [
      [3, 7],
      [2, 1],
      [1, 1],
    ] as const) {
      const picture = copyYuv(paintedYuv(sourceWidth, sourceHeight, false));
      const whole = yuvToRgb(picture);
      for (const [widthPx, heightPx] of sizes) {
        const drawn = drawnYuv(picture).drawAt(widthPx, heightPx);
        expect(meanDifference(drawn, resizeImage(whole, widthPx, heightPx))).toBeLessThan(20);
      }
    }
  });
});

describe('JPEG', () => {
  it('keeps the colours of the camera, by BT.601 or BT.709, and is the same in every run', () => {
    for (const isBt709 of [false, true]) {
      for (const [widthPx, heightPx] of [
        [131, 240],
        [71, 232],
        [17, 9],
        [1, 1],
      ] as const) {
        const picture = paintedYuv(widthPx, heightPx, isBt709);
        const jpeg = encodeYuvJpeg(picture);
        expect(encodeYuvJpeg(picture)).toEqual(jpeg);
        expect(decodeImage(jpeg)).toEqual(decodeImage(jpeg));
        expect(meanDifference(decodeImage(jpeg), yuvToRgb(picture))).toBeLessThan(6);
      }
    }
  });

  it('keeps a picture of any size, and is the same in every run', () => {
    for (const [width, height] of [
      [61, 143],
      [1, 1],
      [640, 360],
    ] as const) {
      const image = paintedImage(width, height);
      const jpeg = encodeJpeg(image);
      expect(encodeJpeg(image)).toEqual(jpeg);
      const back = decodeImage(jpeg);
      expect(meanDifference(back, image)).toBeLessThan(4);
    }
  });

  it.each([
    ['text', Buffer.from('not a picture')],
    ['a cut-off header', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeImage(bytes)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it('refuses an empty picture', () => {
    expect(() => encodeJpeg({ widthPx: 0, heightPx: 4, data: new Uint8Array(0) })).toThrow(RangeError);
  });
});

describe('hashes of files', () => {
  const path = join(folder.path, 'large.bin');
  const content = Buffer.alloc(3 * 1024 * 1024 + 17, 'wandr');
  writeFileSync(path, content);

  it('hashes the whole file with progress', async () => {
    const seen: number[] = [];
    const context = {
      signal,
      progress: (p: { progress: number }) => seen.push(p.progress),
      partial: () => {},
    };
    expect(await hash({ kind: 'hash', path }, context)).toEqual({
      kind: 'hash',
      sha256: createHash('sha256').update(content).digest('hex'),
      sizeBytes: content.length,
    });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  it('says that a file is missing', async () => {
    const gone = join(folder.path, 'gone.bin');
    const context = { signal, progress: () => {}, partial: () => {} };
    await expect(hash({ kind: 'hash', path: gone }, context)).rejects.toMatchObject({ code: 'FILE_MISSING' });
    await expect(fingerprint(gone, signal)).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });

  it('stops hashing when told to', async () => {
    const stop = new AbortController();
    const context = { signal: stop.signal, progress: () => stop.abort(), partial: () => {} };
    await expect(hash({ kind: 'hash', path }, context)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('gives copies the same fingerprint, and other ends, beginnings or sizes another', async () => {
    const variant = async (name: string, change: (path: string, bytes: Buffer) => void) => {
      const other = join(folder.path, name);
      const bytes = Buffer.from(content);
      writeFileSync(other, bytes);
      change(other, bytes);
      return await fingerprint(other, signal);
    };
    const original = await fingerprint(path, signal);
    expect(original).toMatch(/^[0-9a-f]{64}$/);
    expect(await variant('copy.bin', () => {})).toBe(original);
    const put = (at: number) => (other: string, bytes: Buffer) => {
      bytes[at] = bytes[at]! ^ 1;
      writeFileSync(other, bytes);
    };
    expect(await variant('begin.bin', put(0))).not.toBe(original);
    expect(await variant('end.bin', put(content.length - 1))).not.toBe(original);
    expect(await variant('short.bin', (other) => truncateSync(other, content.length - 5))).not.toBe(original);
  });
});
