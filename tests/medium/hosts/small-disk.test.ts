/** Real: the command line in a process of its own, on a disk of its own that is full or read-only. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openStudyStore } from '../../../src-main/store/open-study.ts';
import { writeTestVideo } from '../../fixtures/media/test-video.ts';

const bin = resolve(import.meta.dirname, '../../../build/bin/wandr.mjs');
const folder = mkdtempSync(join(tmpdir(), 'wandr-disk-'));
const disk = join(folder, 'disk');
const study = join(disk, 'mall.wandr');
mkdirSync(disk);
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', disk]).status === 0;

afterAll(() => {
  if (isMounted) spawnSync('umount', ['-l', disk]);
  rmSync(folder, { recursive: true, force: true });
});

function remount(option: string): void {
  expect(spawnSync('mount', ['-o', `remount,${option}`, disk]).status).toBe(0);
}

function wandr(...args: string[]) {
  const env = { ...process.env, WANDR_DATA: join(folder, 'data') };
  return spawnSync(process.execPath, [bin, ...args], { cwd: folder, env, encoding: 'utf8' });
}

describe.skipIf(!isMounted)('a study on a disk of its own (needs the right to mount)', () => {
  const run = ['run', 'cam01', '--study', study, '--time-zone', 'UTC'];

  it('that fills up while a proxy is written: says so, stays whole, goes on when there is room', () => {
    mkdirSync(join(folder, 'cam01'));
    const video = join(folder, 'cam01', 'cam01_20261120_100000.mp4');
    let seed = 1;
    const paint = ({ data }: { data: Uint8Array }) => {
      for (let at = 0; at < data.length; at++) {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        data[at] = seed >>> 24;
      }
    };
    writeTestVideo(video, { durationMs: 2_000, paint });

    const full = wandr(...run);
    expect(full.stderr).toContain(
      'Error: The disk is full.\nFree some space on the disk that holds the study',
    );
    expect(full.status).toBe(1);
    expect(readdirSync(join(study, 'proxies'))).toEqual([]);

    remount('size=40m');
    const roomy = wandr(...run);
    expect(roomy.stderr).toContain('The queue was paused; it goes on.');
    expect(roomy.status).toBe(0);
    expect(readdirSync(join(study, 'proxies'))).toHaveLength(1);
  });

  it('that is read-only: says so and what to do, for every command, and leaves it as it is', () => {
    remount('ro');
    for (const args of [['analyze'], ['report'], ['serve', '--no-open'], ['import', 'cam01']]) {
      const { status, stderr } = wandr(...args, '--study', study);
      expect(stderr).toContain('cannot be written to.\nCopy the study to a disk that you may write to');
      expect(status).toBe(1);
    }
    remount('rw');
    using store = openStudyStore(study);
    expect(store.name).toBe('mall');
  });
});
