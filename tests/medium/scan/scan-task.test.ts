/** Real: the file system and FFmpeg. The task runs in this process. */
import { appendFileSync, copyFileSync, mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scan } from '../../../src-main/workers/tasks/scan.ts';
import type { KnownFile, ScannedFile } from '../../../src-main/workers/tasks.ts';
import { writeTestVideo } from '../../fixtures/media/test-video.ts';
import { makeTempFolder, type TempFolder } from '../support/temp-study.ts';

const DURATION_MS = 2_000;
let clips: TempFolder;
let clip: string;
let smallClip: string;

beforeAll(() => {
  clips = makeTempFolder();
  clip = join(clips.path, 'clip.mp4');
  smallClip = join(clips.path, 'small.mp4');
  writeTestVideo(clip, { durationMs: DURATION_MS });
  writeTestVideo(smallClip, { durationMs: DURATION_MS, widthPx: 160, heightPx: 120 });
});
afterAll(() => clips[Symbol.dispose]());

function put(folder: string, path: string, source = clip): string {
  const target = join(folder, path);
  mkdirSync(join(target, '..'), { recursive: true });
  copyFileSync(source, target);
  return target;
}

/** The last word on each file, by path relative to the folder. */
async function run(
  folder: string,
  options: { known?: KnownFile[]; signal?: AbortSignal; timeZone?: string } = {},
) {
  const files = new Map<string, ScannedFile>();
  const phases: string[] = [];
  const result = await scan(
    { kind: 'scan', folder, timeZone: options.timeZone ?? 'UTC', known: options.known ?? [] },
    {
      signal: options.signal ?? new AbortController().signal,
      progress: ({ phase }) => void phases.push(phase ?? ''),
      partial: (partial) => {
        for (const file of partial.files)
          files.set(file.path.slice(folder.length + 1).replaceAll('\\', '/'), file);
      },
    },
  );
  return { result, files, phases };
}

describe('a folder of a Dahua camera', () => {
  test('gives camera and start, surer because the files tile', async () => {
    using folder = makeTempFolder();
    const day = 'cam01/2026-11-20/001/dav/10';
    put(folder.path, `${day}/10.00.00-10.00.02[M][0@0][0].mp4`);
    put(folder.path, `${day}/10.00.02-10.00.04[M][0@0][0].mp4`, smallClip);
    const { result, files } = await run(folder.path, { timeZone: 'Europe/Berlin' });
    expect(result).toMatchObject({ filesSeen: 2, videos: 2, unreadable: 0, alreadyKnown: 0 });
    const first = files.get(`${day}/10.00.00-10.00.02[M][0@0][0].mp4`)!;
    expect(first).toMatchObject({
      cameraName: 'cam01',
      startUtcMs: Date.UTC(2026, 10, 20, 9),
      problem: null,
    });
    expect(first.confidence).toBeGreaterThan(0.9);
    expect(first.probe!.durationMs).toBe(DURATION_MS);
    expect(first.evidence.map(({ source }) => source)).toContain('tiling');
  });
});

describe('what is listed', () => {
  test('content decides; a video extension is listed with the reason, other files are not', async () => {
    using folder = makeTempFolder();
    put(folder.path, 'recording.bin');
    writeFileSync(join(folder.path, 'README.txt'), 'exported by the recorder');
    writeFileSync(join(folder.path, 'index.ts'), 'export const answer = 42;');
    writeFileSync(join(folder.path, 'text.mp4'), 'this is no video');
    writeFileSync(join(folder.path, 'empty.avi'), '');
    const { result, files } = await run(folder.path);
    expect(result).toMatchObject({ filesSeen: 5, videos: 1, unreadable: 2 });
    expect([...files.keys()].sort()).toEqual(['empty.avi', 'recording.bin', 'text.mp4']);
    expect(files.get('text.mp4')).toMatchObject({ probe: null, problem: { code: 'NOT_A_VIDEO' } });
    expect(files.get('empty.avi')).toMatchObject({ probe: null, problem: { code: 'FILE_EMPTY' } });
    expect(files.get('recording.bin')!.probe!.codec).toBe('h264');
  });

  test('a file without its index says so', async () => {
    using folder = makeTempFolder();
    const cut = put(folder.path, 'ch01_20261120100000.mp4');
    truncateSync(cut, Math.floor(statSync(cut).size / 2));
    const { files } = await run(folder.path);
    expect(files.get('ch01_20261120100000.mp4')).toMatchObject({
      probe: null,
      problem: { code: 'VIDEO_INCOMPLETE' },
    });
  });

  test('a single file may be named instead of a folder', async () => {
    using folder = makeTempFolder();
    const path = put(folder.path, 'Lobby/2026-11-20 10.00.00.mp4');
    put(folder.path, 'Lobby/2026-11-20 11.00.00.mp4');
    const partials: ScannedFile[] = [];
    await scan(
      { kind: 'scan', folder: path, timeZone: 'UTC', known: [] },
      {
        signal: new AbortController().signal,
        progress: () => {},
        partial: ({ files }) => void partials.push(...files),
      },
    );
    expect(partials).toMatchObject([{ path, cameraName: 'Lobby', startUtcMs: Date.UTC(2026, 10, 20, 10) }]);
  });
});

describe('copies', () => {
  test('a sub stream points at its main stream', async () => {
    using folder = makeTempFolder();
    put(folder.path, 'NVR_ch1_main_20261120100000_20261120100002.mp4');
    put(folder.path, 'NVR_ch1_sub_20261120100000_20261120100002.mp4', smallClip);
    const { files } = await run(folder.path);
    expect(files.get('NVR_ch1_sub_20261120100000_20261120100002.mp4')!.subStreamOfPath).toBe(
      join(folder.path, 'NVR_ch1_main_20261120100000_20261120100002.mp4'),
    );
    expect(files.get('NVR_ch1_main_20261120100000_20261120100002.mp4')!.subStreamOfPath).toBeNull();
  });

  test('a byte-for-byte copy does not make its original look contradicted', async () => {
    using folder = makeTempFolder();
    put(folder.path, 'ch01_20261120100000.mp4');
    put(folder.path, 'again/ch01_20261120100000.mp4');
    const { files } = await run(folder.path);
    const [original, copy] = [...files.values()];
    expect(copy!.fingerprint).toBe(original!.fingerprint);
    expect(original!.evidence.filter(({ says }) => says === 'conflict')).toEqual([]);
  });
});

describe('scanning again', () => {
  test('known files are not read again, changed ones are', async () => {
    using folder = makeTempFolder();
    const same = put(folder.path, 'ch01_20261120100000.mp4');
    const changed = put(folder.path, 'ch02_20261120100000.mp4');
    const first = await run(folder.path);
    appendFileSync(changed, Buffer.alloc(8));
    const { result, files } = await run(folder.path, {
      known: [...first.files.values()].map((file) => ({ ...file, recorded: null })),
    });
    expect(result).toMatchObject({ alreadyKnown: 1, videos: 1 });
    expect([...files.values()].map(({ path }) => path)).toEqual([changed]);
    expect(same).not.toBe(changed);
  });
});

describe('errors', () => {
  test('a folder without video says what was seen and what is looked for', async () => {
    using folder = makeTempFolder();
    writeFileSync(join(folder.path, 'a.txt'), 'a');
    writeFileSync(join(folder.path, 'b.pdf'), '%PDF-1.4');
    await expect(run(folder.path)).rejects.toMatchObject({
      code: 'FOLDER_HAS_NO_VIDEO',
      message: `There is no video in ${folder.path}. None of its 2 files is a video.`,
      hint: expect.stringContaining('mp4, '),
    });
  });

  test('an empty folder says that it is empty', async () => {
    using folder = makeTempFolder();
    await expect(run(folder.path)).rejects.toMatchObject({
      code: 'FOLDER_HAS_NO_VIDEO',
      message: expect.stringContaining('It holds no files.'),
    });
  });

  test('a folder that is gone', async () => {
    await expect(run('/no/such/folder')).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' });
  });

  test('an abort stops between files', async () => {
    using folder = makeTempFolder();
    for (let i = 0; i < 5; i += 1) put(folder.path, `ch0${i}_20261120100000.mp4`);
    const abort = new AbortController();
    const phases: string[] = [];
    const running = scan(
      { kind: 'scan', folder: folder.path, timeZone: 'UTC', known: [] },
      {
        signal: abort.signal,
        progress: ({ phase }) => {
          phases.push(phase ?? '');
          if (phase === 'reading video 2 of 5') abort.abort();
        },
        partial: () => {},
      },
    );
    await expect(running).rejects.toThrow('aborted');
    expect(phases.at(-1)).toBe('reading video 2 of 5');
  });
});
