/** Real: the file system. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { walkFolder } from '../../../src-main/workers/scan/walk.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const noAbort = new AbortController().signal;

function fill(folder: string, paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), 'x');
  }
}

async function filesOf(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const step of walkFolder(folder, noAbort)) {
    if (step.kind === 'file') files.push(relative(folder, step.file.path).replaceAll('\\', '/'));
  }
  return files;
}

test('files come folder by folder, by name', async () => {
  using folder = makeTempFolder();
  fill(folder.path, ['b.mp4', 'a.mp4', 'two/x.mp4', 'one/deep/y.mp4', 'one/z.mp4']);
  expect(await filesOf(folder.path)).toEqual(['a.mp4', 'b.mp4', 'one/z.mp4', 'one/deep/y.mp4', 'two/x.mp4']);
});

test('hidden and system entries and other studies are passed over', async () => {
  using folder = makeTempFolder();
  fill(folder.path, [
    'a.mp4',
    '.hidden.mp4',
    '._a.mp4',
    '.git/x.mp4',
    '$RECYCLE.BIN/x.mp4',
    'System Volume Information/x.mp4',
    '@eaDir/x.mp4',
    'Thumbs.db',
    'Other mall.wandr/proxies/1.mp4',
  ]);
  expect(await filesOf(folder.path)).toEqual(['a.mp4']);
});

test('symbolic links are followed, a loop of them once', async () => {
  using folder = makeTempFolder();
  using elsewhere = makeTempFolder();
  fill(folder.path, ['cam/a.mp4']);
  fill(elsewhere.path, ['b.mp4']);
  symlinkSync(folder.path, join(folder.path, 'cam', 'loop'));
  symlinkSync(elsewhere.path, join(folder.path, 'disk'));
  symlinkSync(join(folder.path, 'gone'), join(folder.path, 'dangling'));
  expect(await filesOf(folder.path)).toEqual(['cam/a.mp4', 'disk/b.mp4']);
});

test('a folder that cannot be read is told, and the walk goes on', async () => {
  using folder = makeTempFolder();
  fill(folder.path, ['a.mp4', 'b/lost.mp4', 'c/x.mp4']);
  const steps: string[] = [];
  for await (const step of walkFolder(folder.path, noAbort)) {
    const path = step.kind === 'file' ? step.file.path : step.path;
    steps.push(`${step.kind} ${relative(folder.path, path).replaceAll('\\', '/')}`);
    // The disk loses it between its being seen and its being opened.
    rmSync(join(folder.path, 'b'), { recursive: true, force: true });
  }
  expect(steps).toEqual(['file a.mp4', 'unreadable-folder b', 'file c/x.mp4']);
});

test('an abort ends the walk at once', async () => {
  using folder = makeTempFolder();
  fill(folder.path, ['a.mp4', 'b.mp4', 'c/x.mp4']);
  const abort = new AbortController();
  const seen: string[] = [];
  const walk = async () => {
    for await (const step of walkFolder(folder.path, abort.signal)) {
      seen.push(step.kind);
      abort.abort();
    }
  };
  await expect(walk()).rejects.toThrow('aborted');
  expect(seen).toEqual(['file']);
});
