/** Real: FFmpeg, files; for the full disk a tmpfs of 256 KiB where this process may mount one. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeSampled } from '../../../src-main/media/decode.ts';
import { decodeImage } from '../../../src-main/media/jpeg.ts';
import { probe } from '../../../src-main/media/probe.ts';
import { prepare } from '../../../src-main/workers/tasks/prepare.ts';
import type { TaskContext, TaskProgress } from '../../../src-main/workers/tasks.ts';
import { clockGrey, movingBlocks } from '../../fixtures/media/painters.ts';
import { type TestVideo, writeTestVideo } from '../../fixtures/media/test-video.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const folder = makeTempFolder();
afterAll(() => folder[Symbol.dispose]());
const never = new AbortController().signal;

/** A folder for the outputs of one test, and the task that writes there. */
function setUp(name: string, video: TestVideo) {
  const outputs = join(folder.path, name);
  mkdirSync(outputs);
  const path = join(folder.path, `${name}.source`);
  writeTestVideo(path, video);
  const task = {
    kind: 'prepare' as const,
    path,
    proxyPath: join(outputs, '1.mp4'),
    thumbnailPath: join(outputs, '1.jpg'),
  };
  return { outputs, task };
}

function context(signal = never, onProgress: (progress: TaskProgress) => void = () => {}): TaskContext {
  return { signal, progress: onProgress, partial: () => {} };
}

async function secondsShown(path: string): Promise<{ offsetMs: number; shown: number }[]> {
  const frames = [];
  for await (const frame of decodeSampled(
    path,
    { fromMs: 0, toMs: 60_000, sampleFps: 5, threads: 1 },
    never,
  )) {
    frames.push({
      offsetMs: frame.offsetMs,
      shown: Math.round((frame.toRgbScaled(frame.widthPx, frame.heightPx).data[0]! - 16) / 8),
    });
  }
  return frames;
}

describe('prepare', () => {
  it('writes a 480-line H.264 proxy with sound and a thumbnail', async () => {
    const { task, outputs } = setUp('large', {
      widthPx: 1_280,
      heightPx: 720,
      hasTone: true,
      durationMs: 6_000,
      format: 'mpegts',
      bFrames: 2,
    });
    const result = await prepare(task, context());
    expect(result.proxy).toMatchObject({ widthPx: 854, heightPx: 480 });
    expect(result.thumbnail).toMatchObject({ widthPx: 480, heightPx: 270 });
    expect(result.decodeErrors).toBe(0);
    expect(readdirSync(outputs).sort()).toEqual(['1.jpg', '1.mp4']);
    expect(await probe(task.proxyPath, never)).toMatchObject({
      container: 'isobmff',
      codec: 'h264',
      widthPx: 854,
      heightPx: 480,
      durationMs: 6_000,
      hasAudio: true,
      isTruncated: false,
    });
    const bytes = await readFile(task.proxyPath);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  it('never enlarges, and makes odd sizes even', async () => {
    const { task } = setUp('small', { widthPx: 322, heightPx: 182, durationMs: 1_000 });
    expect((await prepare(task, context())).proxy).toMatchObject({ widthPx: 322, heightPx: 182 });
  });

  it('writes no sound where there is none', async () => {
    const { task } = setUp('silent', { durationMs: 1_000 });
    await prepare(task, context());
    expect((await probe(task.proxyPath, never)).hasAudio).toBe(false);
  });

  it('shows every instant of the recording at the same instant of the proxy, pauses too', async () => {
    const { task } = setUp('pauses', {
      format: 'matroska',
      durationMs: 6_000,
      paint: clockGrey,
      showAtMs: (index) => index * 40 + (index >= 75 ? 4_000 : 0),
    });
    await prepare(task, context());
    const shown = await secondsShown(task.proxyPath);
    expect(shown.at(-1)!.offsetMs).toBeGreaterThan(9_700);
    for (const { offsetMs, shown: second } of shown) expect(second).toBe(Math.floor(offsetMs / 1_000));
  });

  it('puts silence into a pause, so that sound and picture stay together', async () => {
    const { task } = setUp('pause-with-sound', {
      format: 'matroska',
      hasTone: true,
      durationMs: 4_000,
      showAtMs: (index) => index * 40 + (index >= 50 ? 30_000 : 0),
      toneSilentMs: [2_000, 32_000],
    });
    await prepare(task, context());
    const { durationMs, hasAudio } = await probe(task.proxyPath, never);
    expect(hasAudio).toBe(true);
    expect(durationMs).toBe(34_000);
    // 34 s of AAC at 48 kHz are 1 594 frames of 1 024 samples, told by the sample sizes' box `stsz` of the sound.
    const bytes = await readFile(task.proxyPath);
    const frames = bytes.readUInt32BE(bytes.lastIndexOf('stsz') + 12);
    expect(Math.abs(frames - (34 * 48_000) / 1_024)).toBeLessThan(6);
  });

  it('has a key frame at least every two seconds, so that seeking is quick', async () => {
    const { task } = setUp('keys', { durationMs: 9_000, keyFrameEvery: 250, paint: clockGrey });
    await prepare(task, context());
    // The box `stss` (ISO/IEC 14496-12) lists the key frames: type, version and flags, their number.
    const bytes = await readFile(task.proxyPath);
    expect(bytes.readUInt32BE(bytes.indexOf('stss') + 8)).toBe(5);
  });

  it('takes the thumbnail at 5 s, or in the middle of a shorter recording', async () => {
    for (const [durationMs, second] of [
      [9_000, 5],
      [3_000, 1],
    ] as const) {
      const { task } = setUp(`thumb-${durationMs}`, { durationMs, paint: clockGrey });
      await prepare(task, context());
      const image = decodeImage(await readFile(task.thumbnailPath));
      expect(Math.round((image.data[0]! - 16) / 8)).toBe(second);
    }
  });

  it('makes a proxy of a damaged recording and says how much was damaged', async () => {
    const { task } = setUp('damaged', { format: 'mpegts', durationMs: 8_000 });
    await using file = await open(task.path, 'r+');
    const { size } = await file.stat();
    await file.write(Buffer.alloc(Math.round(size * 0.2), 0xa5), 0, null, Math.round(size * 0.4));
    const result = await prepare(task, context());
    expect(result.decodeErrors).toBeGreaterThan(0);
    expect((await probe(task.proxyPath, never)).durationMs).toBeGreaterThan(7_500);
  });

  it('reports its progress', async () => {
    const { task } = setUp('progress', { durationMs: 4_000 });
    const seen: TaskProgress[] = [];
    await prepare(
      task,
      context(never, (progress) => seen.push(progress)),
    );
    expect(seen.some(({ phase }) => phase === 'proxy')).toBe(true);
    expect(seen.at(-1)).toEqual({ progress: 1, phase: 'thumbnail' });
  });

  it('leaves nothing behind when it is aborted half-way', async () => {
    const { task, outputs } = setUp('aborted', { durationMs: 20_000, widthPx: 640, heightPx: 480 });
    const stop = new AbortController();
    const sawPart: boolean[] = [];
    const run = prepare(
      task,
      context(stop.signal, () => {
        sawPart.push(readdirSync(outputs).includes('1.mp4.part'));
        stop.abort();
      }),
    );
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
    expect(sawPart).toContain(true);
    expect(readdirSync(outputs)).toEqual([]);
  });

  it('keeps the last good proxy when a new one fails', async () => {
    const { task, outputs } = setUp('again', { durationMs: 2_000 });
    await prepare(task, context());
    const before = await readFile(task.proxyPath);
    const stop = new AbortController();
    const again = prepare(
      task,
      context(stop.signal, () => stop.abort()),
    );
    await expect(again).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(outputs).sort()).toEqual(['1.jpg', '1.mp4']);
    expect(await readFile(task.proxyPath)).toEqual(before);
  });

  it('says what is wrong when the folder of the proxy is not there', async () => {
    const { task } = setUp('nowhere', { durationMs: 1_000 });
    const proxyPath = join(folder.path, 'no-such-folder', '1.mp4');
    await expect(prepare({ ...task, proxyPath }, context())).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });
});

const tinyDisk = mountTinyDisk();
afterAll(() => {
  if (tinyDisk !== null) spawnSync('umount', ['-l', tinyDisk]);
});

describe('prepare on a full disk', () => {
  it.skipIf(tinyDisk === null)(
    'says that the disk is full and leaves nothing (needs the right to mount)',
    async () => {
      const noise: TestVideo['paint'] = (canvas, timeMs) => {
        movingBlocks(canvas, timeMs);
        for (let at = 0; at < canvas.data.length; at++)
          canvas.data[at]! += Math.imul(at + timeMs, 2_654_435_761) >>> 26;
      };
      const { task } = setUp('full', { durationMs: 8_000, paint: noise });
      const proxyPath = join(tinyDisk!, '1.mp4');
      await expect(prepare({ ...task, proxyPath }, context())).rejects.toMatchObject({
        code: 'DISK_FULL',
        message: 'The disk is full.',
        hint: expect.stringContaining('Free some space'),
      });
      expect(readdirSync(tinyDisk!)).toEqual([]);
    },
  );
});

function mountTinyDisk(): string | null {
  const point = join(folder.path, 'tiny-disk');
  mkdirSync(point);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', point]);
  return mounted.status === 0 ? point : null;
}
