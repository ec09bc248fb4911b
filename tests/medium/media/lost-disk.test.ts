/** Real: FFmpeg, files. A disk that fails is a file that becomes shorter, goes, or whose reader reports an error. */
import { rmSync, statSync, truncateSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { FFmpegError, IOContext } from 'node-av/lib';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { decodeSampled } from '../../../src-main/media/decode.ts';
import { probe } from '../../../src-main/media/probe.ts';
import { writeProxy } from '../../../src-main/media/proxy.ts';
import { sourceError } from '../../../src-main/media/source-file.ts';
import { inspectFile } from '../../../src-main/workers/scan/inspect-file.ts';
import { hash } from '../../../src-main/workers/tasks/hash.ts';
import { writeTestVideo } from '../../fixtures/media/test-video.ts';
import { taskContext } from '../support/run-task.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const folder = makeTempFolder();
afterAll(() => folder[Symbol.dispose]());
afterEach(() => vi.restoreAllMocks());
const { signal } = new AbortController();

const DURATION_MS = 40_000;
const ioError = FFmpegError.AVERROR('EIO' as Parameters<typeof FFmpegError.AVERROR>[0]);

function makeVideo(name: string, format: 'mp4' | 'mpegts' | 'matroska'): string {
  const path = join(folder.path, name);
  writeTestVideo(path, {
    format,
    durationMs: DURATION_MS,
    muxer: format === 'mp4' ? { movflags: '+faststart' } : {},
  });
  return path;
}

/** Decodes, and does something to the file after some frames. */
async function decodeWhile(path: string, happens: () => void, toMs = DURATION_MS): Promise<number> {
  let frames = 0;
  const range = { fromMs: 0, toMs, sampleFps: 6, threads: 1 };
  for await (const _frame of decodeSampled(path, range, signal)) {
    if (++frames === 6) happens();
  }
  return frames;
}

/** From now on reads fail, as on a disk that was unplugged. */
function failReads(): void {
  vi.spyOn(IOContext.prototype, 'error', 'get').mockReturnValue(ioError);
}

describe('a disk that fails while a recording is decoded', () => {
  it.each(['mp4', 'mpegts', 'matroska'] as const)('is not taken for the end of %s', async (format) => {
    const path = makeVideo(`shorter.${format}`, format);
    const { size } = statSync(path);
    await expect(decodeWhile(path, () => truncateSync(path, Math.floor(size / 4)))).rejects.toMatchObject({
      code: 'FILE_CHANGED',
      message: expect.stringContaining('became shorter'),
    });
  });

  it.skipIf(process.platform === 'win32')('is told from the file, which is gone', async () => {
    const path = makeVideo('gone.mp4', 'mp4');
    await expect(decodeWhile(path, () => rmSync(path))).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });

  it('is told from what FFmpeg met, also when the disk is back and the range was reached', async () => {
    const path = makeVideo('back.ts', 'mpegts');
    await expect(decodeWhile(path, failReads, 10_000)).rejects.toMatchObject({
      code: 'FILE_MISSING',
      message: expect.stringContaining('stopped answering'),
      hint: expect.stringContaining('retry'),
    });
  });
});

it('a disk that fails during a scan or a proxy is not taken for the end of the file', async () => {
  const path = makeVideo('lost.ts', 'mpegts');
  failReads();
  await expect(probe(path, signal)).rejects.toMatchObject({ code: 'FILE_MISSING' });
  const proxyPath = join(folder.path, 'proxy.mp4');
  await expect(writeProxy(path, proxyPath, () => {}, signal)).rejects.toMatchObject({ code: 'FILE_MISSING' });
});

describe('a sector that cannot be read', () => {
  async function failHandleReads(path: string): Promise<void> {
    await using file = await open(path, 'r');
    const error = Object.assign(new Error('EIO: i/o error, read'), {
      code: 'EIO',
      errno: -5,
      syscall: 'read',
    });
    vi.spyOn(Object.getPrototypeOf(file), 'read').mockRejectedValue(error);
  }

  it('is the problem of its file, not the end of the scan', async () => {
    const path = makeVideo('bad-sector.mp4', 'mp4');
    await failHandleReads(path);
    expect(await inspectFile({ path, sizeBytes: 1, modifiedUtcMs: 0 }, signal)).toMatchObject({
      probe: null,
      problem: { code: 'FILE_MISSING', message: expect.stringContaining('stopped answering') },
    });
  });

  it('is told when the file is hashed', async () => {
    const path = makeVideo('bad-sector-hash.mp4', 'mp4');
    await failHandleReads(path);
    const { context } = taskContext();
    await expect(hash({ kind: 'hash', path }, context)).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });
});

it.each(['EIO', 'ENODEV', 'ESTALE', 'UNKNOWN'])('%s is a disk that does not answer, not a bug', (code) => {
  const error = Object.assign(new Error(code), { code });
  expect(sourceError('/footage/a.mp4', error)).toMatchObject({
    code: 'FILE_MISSING',
    message: expect.stringContaining('a.mp4 could not be read'),
  });
});
