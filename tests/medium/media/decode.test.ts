/** Real: FFmpeg, files. Each test picture's grey level tells the second at which it is shown. */
import { open, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeSampled, type SampleOptions } from '../../../src-main/media/decode.ts';
import { probe } from '../../../src-main/media/probe.ts';
import { clockGrey, movingBlocks } from '../../fixtures/media/painters.ts';
import { type TestVideo, writeTestVideo } from '../../fixtures/media/test-video.ts';
import { shiftStamp } from '../../fixtures/media/ts-stamps.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const folder = makeTempFolder();
afterAll(() => folder[Symbol.dispose]());
const { signal } = new AbortController();

function makeVideo(name: string, video: TestVideo): string {
  const path = join(folder.path, name);
  writeTestVideo(path, { widthPx: 160, heightPx: 120, paint: clockGrey, ...video });
  return path;
}

async function decode(path: string, options: Partial<SampleOptions> = {}) {
  const decoding = decodeSampled(
    path,
    { fromMs: 0, toMs: 12_000, sampleFps: 6, threads: 2, ...options },
    signal,
  );
  const frames: { offsetMs: number; shownSecond: number }[] = [];
  for await (const frame of decoding) {
    const grey = frame.toRgbScaled(frame.widthPx, frame.heightPx).data[0]!;
    frames.push({ offsetMs: frame.offsetMs, shownSecond: Math.round((grey - 16) / 8) });
  }
  return { frames, report: decoding.report };
}

const containers: readonly (readonly [string, TestVideo])[] = [
  ['MP4 with B frames', { format: 'mp4', bFrames: 2 }],
  ['fragmented MP4', { format: 'mp4', muxer: { movflags: 'frag_keyframe+empty_moov' } }],
  ['Matroska', { format: 'matroska', bFrames: 2 }],
  ['AVI', { format: 'avi' }],
  ['MPEG-TS with sound', { format: 'mpegts', hasTone: true, bFrames: 2 }],
  ['FLV', { format: 'flv' }],
  ['raw H.264', { format: 'h264' }],
  ['raw H.265', { format: 'hevc', codec: 'h265' }],
];

describe('decodeSampled', () => {
  it.each(containers)(
    'takes 6 frames a second of %s, from the start and from the middle',
    async (name, video) => {
      const path = makeVideo(`${name}.dat`, { ...video, durationMs: 12_000 });
      const whole = await decode(path);
      expect(whole.report).toEqual({ sampledFrames: 72, decodeErrors: 0, gaps: [] });
      for (const frame of whole.frames) expect(frame.shownSecond).toBe(Math.floor(frame.offsetMs / 1_000));

      const part = await decode(path, { fromMs: 7_300, toMs: 9_500 });
      expect(part.frames).toEqual(
        whole.frames.filter(({ offsetMs }) => offsetMs >= 7_300 && offsetMs < 9_500),
      );
    },
  );

  it('gives the same frames with any number of threads', async () => {
    const path = makeVideo('threads.mp4', { bFrames: 2, durationMs: 6_000, paint: movingBlocks });
    const picturesWith = async (threads: number) => {
      const pictures: string[] = [];
      const options = { fromMs: 0, toMs: 6_000, sampleFps: 6, threads };
      for await (const frame of decodeSampled(path, options, signal)) {
        pictures.push(Buffer.from(frame.toRgbScaled(32, 24).data).toString('base64'));
      }
      return pictures;
    };
    const pictures = await picturesWith(1);
    expect(await picturesWith(4)).toEqual(pictures);
    expect(await picturesWith(16)).toEqual(pictures);
  });

  it('keeps the pauses of a recorder that stores only motion, and reports them', async () => {
    const showAtMs = (index: number) => index * 40 + (index >= 50 ? 5_000 : 0);
    const path = makeVideo('pause.mkv', { format: 'matroska', durationMs: 4_000, showAtMs });
    const { frames, report } = await decode(path, { toMs: 9_000 });
    expect(frames.some(({ offsetMs }) => offsetMs > 2_000 && offsetMs < 7_000)).toBe(false);
    expect(frames.find(({ offsetMs }) => offsetMs >= 7_000)?.shownSecond).toBe(7);
    expect(report.gaps).toEqual([
      { startOffsetMs: 1_960, endOffsetMs: 7_000, reason: 'The file holds no pictures there.' },
    ]);
  });

  it('goes on when the clock is set back', async () => {
    const half = await readFile(makeVideo('half.ts', { format: 'mpegts', durationMs: 4_000 }));
    const path = join(folder.path, 'reset.ts');
    await writeFile(path, Buffer.concat([half, half]));
    const { frames, report } = await decode(path, { toMs: 8_000 });
    expect(report.gaps).toEqual([]);
    expect(frames).toHaveLength(48);
    for (const { offsetMs, shownSecond } of frames)
      expect(shownSecond).toBe(Math.floor((offsetMs % 4_000) / 1_000));
    const later = await decode(path, { fromMs: 5_000, toMs: 8_000 });
    expect(later.frames).toEqual(frames.filter(({ offsetMs }) => offsetMs >= 5_000));
  });

  it.each([
    ['fragmented MP4', { format: 'mp4', muxer: { movflags: 'frag_keyframe+empty_moov+default_base_moof' } }],
    ['Matroska', { format: 'matroska', muxer: { live: '1' } }],
  ] as const)('finds every part of %s whose clock is set back, as probed', async (name, video) => {
    const half = await readFile(makeVideo(`half ${name}`, { ...video, durationMs: 4_000 }));
    const path = join(folder.path, `reset ${name}`);
    const firstCluster = half.indexOf(Buffer.of(0x1f, 0x43, 0xb6, 0x75));
    await writeFile(path, Buffer.concat([half, half.subarray(Math.max(0, firstCluster))]));
    const { clockResets, durationMs } = await probe(path, signal);
    expect({ clockResets, durationMs }).toEqual({ clockResets: 1, durationMs: 8_000 });
    const later = await decode(path, { fromMs: 4_000, toMs: 8_000, clockResets });
    expect(later.frames).toHaveLength(24);
    expect(later.report.gaps).toEqual([]);
    for (const { offsetMs, shownSecond } of later.frames)
      expect(shownSecond).toBe(Math.floor((offsetMs - 4_000) / 1_000));
  });

  it.each([
    ['ahead', { addMs: 45_000 }, 0],
    ['ahead by an hour', { addMs: 3_600_000 }, 0],
    ['back', { addMs: -5_000 }, 0],
    ['ahead, with B frames', { addMs: 3_600_000 }, 2],
    ['ahead, but not that of decoding', { addMs: 45_000, withDts: false }, 2],
  ])('loses and shifts nothing where one time stamp is %s', async (name, wrong, bFrames) => {
    const path = makeVideo(`stamp ${name}.ts`, { format: 'mpegts', durationMs: 12_000, bFrames });
    const whole = await decode(path);
    const bytes = await readFile(path);
    // Of the picture after 7 s and a half.
    shiftStamp(bytes, { index: 188, ...wrong });
    await writeFile(path, bytes);
    for (const [fromMs, toMs] of [
      [0, 8_000],
      [8_000, 12_000],
    ] as const) {
      const { frames, report } = await decode(path, { fromMs, toMs });
      const expected = whole.frames.filter(({ offsetMs }) => offsetMs >= fromMs && offsetMs < toMs);
      expect(frames.length).toBeGreaterThanOrEqual(expected.length - 1);
      for (const { offsetMs, shownSecond } of frames)
        expect(Math.abs(shownSecond - Math.floor(offsetMs / 1_000))).toBeLessThanOrEqual(
          offsetMs % 1_000 > 900 ? 1 : 0,
        );
      expect(report.gaps).toEqual([]);
    }
    expect(await probe(path, signal)).toMatchObject({ durationMs: 12_000 });
  });

  it('does not end at a single picture that is shown behind the range', async () => {
    const path = makeVideo('single.ts', { format: 'mpegts', durationMs: 12_000, bFrames: 2 });
    const bytes = await readFile(path);
    shiftStamp(bytes, { index: 160, addMs: 1_900, withDts: false });
    await writeFile(path, bytes);
    const { frames, report } = await decode(path, { toMs: 8_000 });
    expect(frames).toHaveLength(48);
    expect(report.gaps).toEqual([]);
  });

  it('counts damaged packets, goes on behind them, and reports what is missing', async () => {
    const path = makeVideo('damaged.ts', { format: 'mpegts', durationMs: 12_000, paint: movingBlocks });
    await using file = await open(path, 'r+');
    const { size } = await file.stat();
    await file.write(Buffer.alloc(Math.round(size * 0.3), 0xa5), 0, null, Math.round(size * 0.4));
    const { frames, report } = await decode(path);
    expect(report.decodeErrors).toBeGreaterThan(0);
    expect(report.gaps).toHaveLength(1);
    expect(report.gaps[0]!.reason).toBe('The data there is damaged.');
    expect(report.gaps[0]!.endOffsetMs - report.gaps[0]!.startOffsetMs).toBeGreaterThan(2_000);
    expect(frames.at(-1)!.offsetMs).toBeGreaterThan(11_500);
  });

  it('decodes a truncated recording up to its end', async () => {
    const path = makeVideo('cut.mp4', {
      durationMs: 12_000,
      muxer: { movflags: '+faststart' },
      paint: movingBlocks,
    });
    const { size } = await stat(path);
    await truncate(path, Math.round(size * 0.5));
    const { frames, report } = await decode(path);
    expect(frames.length).toBeGreaterThan(20);
    expect(frames.length).toBeLessThan(55);
    expect(report.gaps.at(-1)).toMatchObject({ endOffsetMs: 12_000, reason: 'The file ends before.' });
  });

  it.each([
    ['Matroska', { format: 'matroska' }],
    ['fragmented MP4', { format: 'mp4', muxer: { movflags: 'frag_keyframe+empty_moov' } }],
    ['AVI, whose index is at the end', { format: 'avi' }],
  ] as const)('finds the middle of a truncated %s at the right time', async (name, video) => {
    const path = makeVideo(`cut ${name}`, { ...video, durationMs: 12_000 });
    const { size } = await stat(path);
    await truncate(path, Math.round(size * 0.75));
    const { frames } = await decode(path, { fromMs: 5_000, toMs: 8_000 });
    expect(frames).toHaveLength(18);
    for (const { offsetMs, shownSecond } of frames) expect(shownSecond).toBe(Math.floor(offsetMs / 1_000));
  });

  it('stops before the next frame when told to', async () => {
    const path = makeVideo('stop.mp4', { durationMs: 12_000 });
    const stop = new AbortController();
    let frames = 0;
    const run = async () => {
      const options = { fromMs: 0, toMs: 12_000, sampleFps: 6, threads: 2 };
      for await (const _frame of decodeSampled(path, options, stop.signal)) {
        frames++;
        if (frames === 3) stop.abort();
      }
    };
    await expect(run()).rejects.toMatchObject({ name: 'AbortError' });
    expect(frames).toBe(3);
  });

  it('does not grow with the length of the recording', async () => {
    const path = makeVideo('memory.mp4', { widthPx: 1_280, heightPx: 720, durationMs: 12_000, fps: 10 });
    const once = async () => {
      for await (const frame of decodeSampled(
        path,
        { fromMs: 0, toMs: 12_000, sampleFps: 10, threads: 2 },
        signal,
      )) {
        frame.toRgbScaled(frame.widthPx, frame.heightPx);
      }
    };
    await once();
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 6; round++) await once();
    // One decoded 720p frame takes 1.4 MB, its RGB picture 2.8 MB; there were 720 of each.
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(60);
  });
});
