/** Real: FFmpeg, files. */
import { chmod, open, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { probe } from '../../../src-main/media/probe.ts';
import { type TestVideo, writeTestVideo } from '../../fixtures/media/test-video.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const folder = makeTempFolder();
afterAll(() => folder[Symbol.dispose]());
const { signal } = new AbortController();

function makeVideo(name: string, video: TestVideo = {}): string {
  const path = join(folder.path, name);
  writeTestVideo(path, video);
  return path;
}

describe('probe of readable files', () => {
  it.each([
    ['isobmff', { format: 'mp4', bFrames: 2, hasTone: true }],
    ['isobmff', { format: 'mp4', muxer: { movflags: 'frag_keyframe+empty_moov' } }],
    ['matroska', { format: 'matroska', bFrames: 2 }],
    ['avi', { format: 'avi' }],
    ['mpeg-ts', { format: 'mpegts', hasTone: true, bFrames: 2 }],
    ['flv', { format: 'flv' }],
    ['h264', { format: 'h264' }],
    ['h265', { format: 'hevc', codec: 'h265' }],
  ] as const)('reads %s, whatever the file is called', async (container, video) => {
    const found = await probe(makeVideo(`${container}.dat`, { ...video, durationMs: 3_000 }), signal);
    expect(found).toMatchObject({
      container,
      codec: container === 'h265' ? 'hevc' : 'h264',
      widthPx: 320,
      heightPx: 240,
      fps: 25,
      durationMs: 3_000,
      hasAudio: 'hasTone' in video,
      videoPackets: 75,
      corruptPackets: 0,
      isTruncated: false,
      clockResets: 0,
    });
  });

  it('reads MPEG-PS that is called .mp4', async () => {
    const path = makeVideo('ch01.mp4', { format: 'vob', codec: 'mpeg2' });
    expect(await probe(path, signal)).toMatchObject({
      container: 'mpeg-ps',
      codec: 'mpeg2video',
      videoPackets: 100,
    });
  });

  it('reads MPEG-PS behind the header of a Hikvision export', async () => {
    const plain = await readFile(makeVideo('plain.mpg', { format: 'vob', codec: 'mpeg2' }));
    const header = Buffer.alloc(40);
    header.write('IMKH');
    const path = join(folder.path, 'hik.mp4');
    await writeFile(path, Buffer.concat([header, plain]));
    expect(await probe(path, signal)).toMatchObject({ container: 'imkh', videoPackets: 100 });
  });

  it('counts time by stamps, not frames', async () => {
    // 2 s at 25 fps, a minute without motion, 2 s more: as recorders store that record motion only.
    const showAtMs = (index: number) => index * 40 + (index >= 50 ? 60_000 : 0);
    const found = await probe(makeVideo('motion-only.mkv', { format: 'matroska', showAtMs }), signal);
    expect(found.durationMs).toBe(64_000);
    expect(found.fps).toBeCloseTo(100 / 64, 1);
  });

  it('counts both halves when the clock is set back in the middle', async () => {
    const half = await readFile(makeVideo('half.ts', { format: 'mpegts', durationMs: 3_000 }));
    const path = join(folder.path, 'reset.ts');
    await writeFile(path, Buffer.concat([half, half]));
    const found = await probe(path, signal);
    expect(found.videoPackets).toBe(150);
    expect(found.durationMs).toBe(6_000);
    expect(found.clockResets).toBe(1);
  });

  it.each([
    ['mpegts', Buffer.of(0x47, 0x41, 0x00)],
    ['vob', Buffer.of(0, 0, 1, 0xba)],
  ] as const)('reads %s that begins inside a group of pictures of 20 s', async (format, packetStart) => {
    const video = { format, durationMs: 26_000, keyFrameEvery: 500, widthPx: 160, heightPx: 120 };
    const whole = await readFile(makeVideo(`long group.${format}`, video));
    const path = join(folder.path, `begins inside.${format}`);
    await writeFile(path, whole.subarray(whole.indexOf(packetStart, Math.round(whole.length / 26))));
    const found = await probe(path, signal);
    expect(found).toMatchObject({ widthPx: 160, heightPx: 120, isTruncated: false });
    expect(found.durationMs).toBeGreaterThan(23_000);
  });

  it('says of an MP4 whose end is missing that it is truncated, and how long the rest is', async () => {
    const path = makeVideo('cut.mp4', { durationMs: 8_000, muxer: { movflags: '+faststart' } });
    const { length } = await readFile(path);
    await truncate(path, Math.round(length * 0.6));
    const found = await probe(path, signal);
    expect(found.isTruncated).toBe(true);
    expect(found.headerDurationMs).toBe(8_000);
    expect(found.durationMs).toBeGreaterThan(3_000);
    expect(found.durationMs).toBeLessThan(6_500);
  });

  it.each(['matroska', 'avi'] as const)('says of a cut %s file that it is truncated', async (format) => {
    const path = makeVideo(`cut.${format}`, { format });
    const { length } = await readFile(path);
    await truncate(path, Math.round(length * 0.6));
    expect(await probe(path, signal)).toMatchObject({ isTruncated: true });
  });

  it('goes on behind damaged bytes in the middle', async () => {
    const path = makeVideo('damaged.ts', { format: 'mpegts', durationMs: 8_000 });
    await damage(path, 0.4, 0.05);
    const found = await probe(path, signal);
    expect(found.corruptPackets).toBeGreaterThan(0);
    expect(found.durationMs).toBe(8_000);
  });
});

describe('probe of files that cannot be read', () => {
  async function refusal(path: string) {
    return await probe(path, signal).then(
      () => 'readable',
      (error: unknown) => error,
    );
  }

  it('refuses a text file called .mp4', async () => {
    const path = join(folder.path, 'notes.mp4');
    await writeFile(path, 'Camera 3 was offline on Tuesday.\n'.repeat(500));
    expect(await refusal(path)).toMatchObject({
      code: 'NOT_A_VIDEO',
      message: expect.stringContaining('notes.mp4 is not a video'),
      hint: expect.stringContaining('export it again'),
    });
  });

  it('refuses a file of zero bytes', async () => {
    const path = join(folder.path, 'empty.mp4');
    await writeFile(path, '');
    expect(await refusal(path)).toMatchObject({
      code: 'FILE_EMPTY',
      message: expect.stringContaining('0 bytes'),
    });
  });

  it('says of an MP4 without index that the recorder was still writing', async () => {
    // Without faststart the index is written last.
    const path = makeVideo('unfinished.mp4');
    const { length } = await readFile(path);
    await truncate(path, Math.round(length * 0.7));
    expect(await refusal(path)).toMatchObject({
      code: 'VIDEO_INCOMPLETE',
      message: expect.stringContaining('still writing'),
      hint: expect.stringContaining('Export the recording again'),
    });
  });

  it('says of random bytes behind a video header that nothing can be decoded', async () => {
    const path = makeVideo('noise.ts', { format: 'h264' });
    await damage(path, 0.01, 0.98);
    expect(await refusal(path)).toMatchObject({ name: 'AppError', hint: expect.stringMatching(/export/i) });
  });

  it('says that a missing file is missing', async () => {
    expect(await refusal(join(folder.path, 'gone.mp4'))).toMatchObject({ code: 'FILE_MISSING' });
  });

  it.skipIf(process.getuid?.() === 0)('says that a file may not be read (skipped for root)', async () => {
    const path = makeVideo('secret.mp4');
    await chmod(path, 0);
    expect(await refusal(path)).toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('stops when told to', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(probe(makeVideo('long.mp4'), stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

/** Overwrites a part of a file, given as fractions of its size, with bytes that repeat in every run. */
async function damage(path: string, from: number, length: number): Promise<void> {
  await using file = await open(path, 'r+');
  const { size } = await file.stat();
  const noise = Uint8Array.from(
    { length: Math.round(size * length) },
    (_, at) => (at * 7_919 + (at >> 3)) & 0xff,
  );
  await file.write(noise, 0, noise.length, Math.round(size * from));
}
