import { expect, it, vi } from 'vitest';
import { collectFiles, nameOfDrop } from './dropped-files.ts';

/** A folder whose reader answers in batches of two, as browsers answer in batches of a hundred. */
function folder(path: string, children: FileSystemEntry[]): FileSystemEntry {
  const name = path.split('/').at(-1);
  return {
    isFile: false,
    name,
    fullPath: path,
    createReader: () => {
      const left = [...children];
      return { readEntries: (resolve: (batch: FileSystemEntry[]) => void) => resolve(left.splice(0, 2)) };
    },
  } as unknown as FileSystemEntry;
}

function file(path: string): FileSystemEntry {
  const name = path.split('/').at(-1) ?? '';
  return {
    isFile: true,
    name,
    fullPath: path,
    file: (resolve: (found: File) => void) => resolve(new File(['x'], name)),
  } as unknown as FileSystemEntry;
}

const drop = [
  folder('/export', [
    folder(
      '/export/cam1',
      ['a', 'b', 'c', 'd', 'e'].map((name) => file(`/export/cam1/${name}.mp4`)),
    ),
    file('/export/.DS_Store'),
    folder('/export/.cache', [file('/export/.cache/x.mp4')]),
  ]),
  file('/loose.mp4'),
];

it('finds every file of every batch, in depth, without the hidden ones', async () => {
  const onFound = vi.fn();
  const files = await collectFiles(drop, onFound, new AbortController().signal);
  expect(files.map((found) => found.relativePath)).toEqual([
    'export/cam1/a.mp4',
    'export/cam1/b.mp4',
    'export/cam1/c.mp4',
    'export/cam1/d.mp4',
    'export/cam1/e.mp4',
    'loose.mp4',
  ]);
  expect(onFound).toHaveBeenLastCalledWith(6);
});

it('takes bare files as well, which some sources of a drag give', async () => {
  const files = await collectFiles(
    [new File(['x'], 'clip.mp4')],
    () => undefined,
    new AbortController().signal,
  );
  expect(files.map((found) => found.relativePath)).toEqual(['clip.mp4']);
});

it('stops when it is called off', async () => {
  const controller = new AbortController();
  const collecting = collectFiles(
    drop,
    (count) => count === 2 && controller.abort('enough'),
    controller.signal,
  );
  await expect(collecting).rejects.toBe('enough');
});

it('names a drop after its folder', () => {
  expect(nameOfDrop(drop.slice(0, 1))).toBe('export');
  expect(nameOfDrop(drop)).toBe('export and 1 more');
});
