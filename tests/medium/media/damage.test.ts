/** Real: FFmpeg, files. Files damaged at random (the same in every run) must end in a result or an `AppError`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeSampled } from '../../../src-main/media/decode.ts';
import { probe } from '../../../src-main/media/probe.ts';
import { writeProxy } from '../../../src-main/media/proxy.ts';
import { AppError } from '../../../src-shared/errors.ts';
import { type TestVideo, writeTestVideo } from '../../fixtures/media/test-video.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const folder = makeTempFolder();
afterAll(() => folder[Symbol.dispose]());

const VARIANTS = 6;
const videos: readonly TestVideo[] = [
  { format: 'mp4', bFrames: 2, hasTone: true },
  { format: 'matroska', hasTone: true },
  { format: 'avi' },
  { format: 'mpegts', hasTone: true },
  { format: 'vob', codec: 'mpeg2' },
  { format: 'flv' },
  { format: 'h264' },
  { format: 'hevc', codec: 'h265' },
];

function damaged(whole: Uint8Array, seed: number): Uint8Array {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const bytes = whole.slice();
  // Mostly near the beginning, where the headers are.
  const changes = 1 + Math.floor(random() * 40);
  for (let change = 0; change < changes; change++) {
    bytes[Math.floor(random() * random() * bytes.length)] = Math.floor(random() * 256);
  }
  if (random() < 0.3)
    bytes.fill(0xa5, Math.floor(random() * bytes.length), Math.floor(random() * bytes.length));
  return random() < 0.3 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
}

/** `done`, the code of an AppError, or whatever else was thrown. */
async function outcome(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
}

const acceptable = [
  'done',
  'FILE_EMPTY',
  'NOT_A_VIDEO',
  'NO_VIDEO_STREAM',
  'VIDEO_INCOMPLETE',
  'DECODE_FAILED',
];

describe('files damaged at random', () => {
  it.each(videos)('of $format are read as far as possible, or refused with a reason', async (video) => {
    const path = join(folder.path, `whole.${video.format}`);
    writeTestVideo(path, { ...video, widthPx: 160, heightPx: 120, durationMs: 2_000 });
    const whole = readFileSync(path);
    for (let seed = 1; seed <= VARIANTS; seed++) {
      const file = join(folder.path, `${seed}.${video.format}`);
      const proxyPath = join(folder.path, 'proxy.mp4');
      writeFileSync(file, damaged(whole, seed));
      const signal = AbortSignal.timeout(20_000);
      const decodeAll = async () => {
        const options = { fromMs: seed % 2 === 0 ? 0 : 1_000, toMs: 2_000, sampleFps: 6, threads: 12 };
        for await (const frame of decodeSampled(file, options, signal))
          frame.cropYuv({ x: 3, y: 3, w: 50, h: 50 }, 40);
      };
      expect(acceptable).toContain(await outcome(probe(file, signal)));
      expect(acceptable).toContain(await outcome(decodeAll()));
      expect(acceptable).toContain(await outcome(writeProxy(file, proxyPath, () => {}, signal)));
      expect(existsSync(`${proxyPath}.part`)).toBe(false);
    }
  });
});
