/** Real: `build/bin/wandr.mjs` as a shell starts it, in a process of its own on a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAnalysisSettings } from '../../../src-main/services/analysis/analysis-settings.ts';
import { createStudyStore, openStudyStore } from '../../../src-main/store/open-study.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import { stillFloor } from '../../fixtures/media/painters.ts';
import { writeTestVideo } from '../../fixtures/media/test-video.ts';
import { planPicture } from '../support/plan-picture.ts';
import { fillStudy } from '../support/synthetic-study.ts';

const bin = resolve(import.meta.dirname, '../../../build/bin/wandr.mjs');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wandr-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(args: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const env = { ...process.env, WANDR_DATA: join(folder, 'data') };
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env, stdio: 'pipe' });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.end();
  const ended = new Promise<Ended>((resolveEnd, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolveEnd({ code, stdout, stderr }));
  });
  return { child, ended };
}

/** Resolves when the process has written what matches; rejects when it ends before. */
function said(child: ChildProcess, pattern: RegExp): Promise<void> {
  let text = '';
  return new Promise((resolveSaid, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (more: string) => {
        text += more;
        if (pattern.test(text)) resolveSaid();
      });
    }
    child.once('close', () => reject(new Error(`It ended before it said ${pattern}:\n${text}`)));
  });
}

const wandr = (...args: string[]) => start(args).ended;

describe('wandr import', () => {
  it('says that a folder holds no videos and what to do, makes the study all the same', async () => {
    const footage = join(folder, 'footage');
    mkdirSync(footage);
    writeFileSync(join(footage, 'readme.txt'), 'not footage');
    const { code, stdout, stderr } = await wandr('import', footage, '--study', 'mall', '--time-zone', 'UTC');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Error: .*no video/im);
    expect(stderr).toMatch(/Choose the folder/);
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
    using store = openStudyStore(join(folder, 'mall.wandr'));
    expect(store).toMatchObject({ name: 'mall', timeZone: 'UTC' });
  });

  it('lists a text file named .mp4 and an empty one with the reason', async () => {
    const footage = join(folder, 'cam01');
    mkdirSync(footage);
    writeFileSync(join(footage, '20261120_100000.mp4'), 'a text file, whatever its name says\n'.repeat(50));
    writeFileSync(join(footage, '20261120_110000.mp4'), '');
    const { code, stdout, stderr } = await wandr('import', footage, '--study', 'mall', '--yes');
    expect(stdout).toMatch(/^20261120_100000\.mp4 .*unreadable: .*not a video/m);
    expect(stdout).toMatch(/^20261120_110000\.mp4 .*unreadable: .*empty/m);
    expect(stderr).toContain('None of these files can be read (2 files).');
    expect(code).toBe(1);
  });

  it.each(['import', 'run'])(
    'refuses a folder that is not there before it makes a study: %s',
    async (command) => {
      const { code, stderr } = await wandr(command, 'nowhere', '--study', 'mall');
      expect(code).toBe(1);
      expect(stderr).toContain('nowhere');
      expect(stderr).toMatch(/choose another folder/i);
      expect(existsSync(join(folder, 'mall.wandr'))).toBe(false);
    },
  );

  it('refuses a time zone that does not exist, before it makes anything', async () => {
    const { code, stderr } = await wandr('import', '.', '--study', 'mall', '--time-zone', 'Mars/Olympus');
    expect(code).toBe(1);
    expect(stderr).toContain('Mars/Olympus');
    expect(() => openStudyStore(join(folder, 'mall.wandr'))).toThrow(
      expect.objectContaining({ code: 'STUDY_NOT_FOUND' }),
    );
  });
});

describe('wandr run', () => {
  it('stops at Ctrl-C with its work given back, and the same command goes on from there', async () => {
    const day = join(folder, 'NVR', '2026-11-20', '001', 'dav', '10');
    mkdirSync(day, { recursive: true });
    writeTestVideo(join(day, '10.00.00-10.00.20[R][0@0][0].mp4'), { durationMs: 20_000, paint: stillFloor });
    const command = ['run', 'NVR', '--study', 'mall', '--time-zone', 'UTC'];

    const first = start(command);
    await said(first.child, /Analyse/);
    first.child.kill('SIGINT');
    const stopped = await first.ended;
    expect(stopped.stderr).toContain('Cancelled. What was finished is kept');
    expect(stopped.code).toBe(130);

    const second = await wandr(...command, '--out', 'out');
    expect(second.stderr).not.toContain('Prepare');
    expect(second.stdout).toContain('0 tracklets, 0 journeys.');
    expect(second.code).toBe(0);
    expect(readdirSync(join(folder, 'out'))).toContain('tracklets.csv');
  });
});

/** A day of two cameras, one clip each. */
function writeTwoCameras(): string {
  const footage = join(folder, 'footage');
  for (const camera of ['cam01', 'cam02']) {
    mkdirSync(join(footage, camera), { recursive: true });
    const path = join(footage, camera, `${camera}_20261120_100000.mp4`);
    writeTestVideo(path, { durationMs: 2_000, widthPx: camera === 'cam01' ? 320 : 352 });
  }
  return footage;
}

describe('wandr with footage that fails', () => {
  it('reports on the rest, says what is missing, and ends with 1; the same command mends it later', async () => {
    const footage = writeTwoCameras();
    const study = ['--study', 'mall', '--time-zone', 'UTC'];
    await wandr('import', footage, ...study, '--yes');
    const lost = join(footage, 'cam02', 'cam02_20261120_100000.mp4');
    renameSync(lost, join(folder, 'unplugged.mp4'));
    const first = await wandr('run', footage, ...study, '--out', 'out');
    expect(first.code).toBe(1);
    expect(first.stderr).toMatch(/^Failed: Analyse cam02 .*is not at/m);
    expect(first.stderr).toMatch(/^Error: .*cam02_20261120_100000\.mp4/m);
    expect(first.stdout).toContain('coverage.csv');
    const coverage = readFileSync(join(folder, 'out', 'coverage.csv'), 'utf8');
    expect(coverage).toMatch(/^cam02,not observed,not analysed,/m);

    renameSync(join(folder, 'unplugged.mp4'), lost);
    const second = await wandr('run', footage, ...study, '--out', 'out2');
    expect(second.stderr).not.toContain('Failed');
    expect(second.code).toBe(0);
    expect(readFileSync(join(folder, 'out2', 'coverage.csv'), 'utf8')).toMatch(/^cam02,observed,/m);
  });
});

it('wandr camera clock corrects a clock by what is said, links again, and does not guess', async () => {
  const path = join(folder, 'mall.wandr');
  {
    using store = createStudyStore({ folder, name: 'mall', timeZone: 'UTC', nowUtcMs: 0 });
    fillStudy(store, { visitors: 8, cameras: 3 });
  }
  const unknown = await wandr('camera', 'clock', 'cam02', '--study', path);
  expect(unknown).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('found nothing about the clock'),
  });
  const corrected = await wandr('camera', 'clock', 'cam02', '--seconds', '-7.5', '--study', path);
  expect(corrected.stdout).toMatch(/journeys\.\n.*cam02 is corrected by -7\.5 s\./);
  using store = openStudyStore(path);
  const offsets = store.db.select({ ms: schema.camera.clockOffsetMs }).from(schema.camera).all();
  expect(offsets.map(({ ms }) => ms)).toEqual([0, -7_500, 0]);
  expect(store.db.select().from(schema.journey).all().length).toBeGreaterThan(0);
});

it('wandr search looks only where it is told to', async () => {
  const path = join(folder, 'mall.wandr');
  let inCamera = 0;
  {
    using store = createStudyStore({ folder, name: 'mall', timeZone: 'UTC', nowUtcMs: 0 });
    const { mall } = fillStudy(store, { visitors: 8, cameras: 3 });
    inCamera = mall.tracklets.filter(({ cameraId }) => cameraId === 2).length;
  }
  const search = (...area: string[]) =>
    wandr('search', '--study', path, '--top', 'red', 'black', 'blue', '--area', ...area);
  // Everybody walks from a fifth to two thirds of the picture's width, at three fifths of its height.
  const left = await search('cam02', '10,50', '40,50', '40,100', '10,100');
  expect(left.stderr).toContain(`from ${inCamera} tracklet`);
  const top = await search('cam02', '0,0', '100,0', '100,50', '0,50');
  expect(top.stderr).toContain('0 answers from 0 tracklets');
  const wrong = await search('cam02', '10,50', '400,50', '10,100');
  expect(wrong.code).not.toBe(0);
  expect(wrong.stderr).toContain('That is no part of a picture.');
  expect((await search('cam9', '0,0', '1,0', '1,1')).stderr).toContain('The cameras: cam01, cam02, cam03.');
});

it('wandr import prepares again what it could not prepare before', async () => {
  const footage = writeTwoCameras();
  const study = ['--study', 'mall', '--time-zone', 'UTC'];
  await wandr('import', footage, ...study);
  const lost = join(footage, 'cam02', 'cam02_20261120_100000.mp4');
  renameSync(lost, join(folder, 'unplugged.mp4'));
  const first = await wandr('import', footage, ...study, '--yes');
  expect(first).toMatchObject({ code: 1, stderr: expect.stringContaining('Failed: Prepare cam02') });
  expect(first.stderr).toContain('Accepted 2 recordings.');

  renameSync(join(folder, 'unplugged.mp4'), lost);
  expect(await wandr('import', footage, ...study, '--yes')).toMatchObject({ code: 0 });
  expect(readdirSync(join(folder, 'mall.wandr', 'proxies'))).toHaveLength(2);
});

describe('wandr footage', () => {
  it('corrects, leaves out, takes in and removes recordings by their names', async () => {
    const study = ['--study', 'mall'];
    await wandr('import', writeTwoCameras(), ...study, '--time-zone', 'Europe/Berlin', '--yes');
    const file = 'cam02_20261120_100000.mp4';
    const at = ['--start', '2026-11-20T09:30:00Z', '--camera', 'Exit'];
    const corrected = await wandr('footage', 'correct', file, ...at, ...study);
    expect(corrected.stdout).toMatch(/^cam02_20261120_100000\.mp4 +Exit +2026-11-20 10:30:00 .*accepted/m);
    expect((await wandr('footage', 'exclude', file, ...study)).stdout).toMatch(/^cam02.* excluded/m);
    expect((await wandr('footage', 'include', file, ...study)).stdout).toMatch(/^cam02.* proposed/m);
    expect((await wandr('footage', 'accept', file, ...study)).stdout).toMatch(/^cam02.* accepted/m);
    expect((await wandr('footage', 'remove', file, ...study)).stdout).not.toContain('cam02');
    const gone = await wandr('footage', 'remove', file, ...study);
    expect(gone).toMatchObject({ code: 1, stderr: expect.stringContaining('The study has no file') });
    const noOffset = await wandr('footage', 'correct', file, '--start', '2026-11-20 10:00', ...study);
    expect(noOffset).toMatchObject({ code: 1, stderr: expect.stringContaining('An example: 2026') });
  });
});

describe('wandr plan, wandr camera and the settings', () => {
  it('change the study as the application does', async () => {
    const footage = writeTwoCameras();
    await wandr('import', footage, '--study', 'mall', '--time-zone', 'UTC', '--yes');
    writeFileSync(join(folder, 'plan.png'), planPicture(400, 100));
    const picture = await wandr('plan', 'set-image', 'plan.png', '--width-m', '80', '--study', 'mall');
    expect(picture.stdout).toContain('80.0 m × 20.0 m');
    const place = ['--x', '12.5', '--y', '3', '--heading', '270', '--fov', '80', '--study', 'mall'];
    expect(await wandr('camera', 'place', 'cam01', ...place)).toMatchObject({ code: 0 });
    expect(await wandr('camera', 'rename', 'cam01', 'Entrance', '--study', 'mall')).toMatchObject({
      code: 0,
    });
    const shown = await wandr('plan', 'show', '--study', 'mall');
    expect(shown.stdout).toMatch(/^Entrance +\S.* +12\.5, 3\.0 +270° +80°/m);
    expect(shown.stdout).toMatch(/^cam02 +not placed/m);
    const analysed = ['--sample-fps', '4', '--chunk-seconds', '5', '--workers', '1'];
    await wandr('analyze', '--study', 'mall', ...analysed);
    using store = openStudyStore(join(folder, 'mall.wandr'));
    expect(readAnalysisSettings(store.db)).toEqual({ sampleFps: 4, chunkMs: 5_000, workers: 1 });
  });

  it('say which names and numbers there are', async () => {
    await wandr('import', writeTwoCameras(), '--study', 'mall', '--yes');
    const unknown = await wandr('camera', 'place', 'door', '--x', '1', '--y', '1', '--study', 'mall');
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('The cameras: cam01, cam02.') });
    const tooFew = await wandr('analyze', '--study', 'mall', '--sample-fps', '1');
    expect(tooFew).toMatchObject({ code: 1, stderr: expect.stringMatching(/--sample-fps.*>=2/) });
    const noPicture = await wandr('plan', 'set-image', 'nowhere.png', '--study', 'mall');
    expect(noPicture).toMatchObject({ code: 1, stderr: expect.stringContaining('nowhere.png') });
  });
});

describe('wandr on a study', () => {
  it('refuses one that another Wandr has open, whichever command comes second', async () => {
    mkdirSync(join(folder, 'footage'));
    await wandr('import', 'footage', '--study', 'mall');
    const first = start(['serve', '--no-open', '--study', 'mall']);
    await said(first.child, /http:/);
    for (const command of [['analyze'], ['serve', '--no-open']]) {
      const { code, stderr } = await wandr(...command, '--study', 'mall');
      expect(code).toBe(1);
      expect(stderr).toMatch(/^Error: The study is open in another Wandr \(process \d+/);
      expect(stderr).toContain('Close it there');
    }
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
  });

  it('refuses one that is not there, whatever the command', async () => {
    const commands = ['analyze', 'link', 'report', 'export'];
    const all = await Promise.all(commands.map((command) => wandr(command, '--study', 'nothing')));
    for (const { code, stderr } of all) {
      expect(code).toBe(1);
      expect(stderr).toContain('nothing.wandr');
      expect(stderr).toContain('Choose a folder whose name ends in .wandr');
    }
  });

  it('says that nothing is accepted yet', async () => {
    mkdirSync(join(folder, 'footage'));
    await wandr('import', 'footage', '--study', 'mall');
    const { code, stderr } = await wandr('analyze', '--study', 'mall');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: /);
  });
});

describe('wandr', () => {
  it('explains a wrong option and shows where the help is', async () => {
    const { code, stderr } = await wandr('import', '.', '--study', 'x', '--min-confidence', '2');
    expect(code).toBe(1);
    expect(stderr).toContain('Give a number from 0 to 1.');
  });

  it('lists the models with licence and hash', async () => {
    const { code, stdout } = await wandr('models');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^detector +person-detector/m);
    expect(stdout).toContain('Apache-2.0');
  });

  it('ends well when nobody reads its output to the end', async () => {
    const { child, ended } = start(['models', 'list', '--cards']);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: expect.not.stringContaining('EPIPE') });
  });

  it('tells that another program has the port', async () => {
    const first = start(['serve', '--no-open']);
    const address = await new Promise<URL>((resolveAddress) => {
      first.child.stdout?.on('data', (text: string) => {
        const found = /http:\S+/.exec(text);
        if (found) resolveAddress(new URL(found[0]));
      });
    });
    const { code, stderr } = await wandr('serve', '--no-open', '--port', address.port);
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${address.port} cannot be used.`);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
  });
});
