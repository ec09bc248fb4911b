import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolder, listFolder } from './folder-listing.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wandr-list-'));
  for (const name of ['cam10', 'cam2', 'Mall.wandr', '.hidden']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'a.mp4'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

const names = async (showFiles: boolean) =>
  (await listFolder(folder, showFiles)).entries.map(({ name, kind }) => `${kind} ${name}`);

describe('listFolder', () => {
  it('puts folders first, in the order that people count', async () => {
    expect(await names(true)).toEqual(['folder cam2', 'folder cam10', 'study Mall.wandr', 'file a.mp4']);
    expect(await names(false)).not.toContain('file a.mp4');
  });

  it('knows its parent, and the root has none', async () => {
    expect((await listFolder(folder, false)).parent).toBe(dirname(folder));
    expect((await listFolder('/', false)).parent).toBeNull();
  });

  it('follows links to folders and leaves out broken ones', async () => {
    symlinkSync(join(folder, 'cam2'), join(folder, 'linked'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'));
    expect(await names(true)).toContain('folder linked');
    expect((await names(true)).join()).not.toContain('broken');
  });

  it('refuses what is no folder, and relative paths', async () => {
    await expect(listFolder(join(folder, 'gone'), false)).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' });
    await expect(listFolder(join(folder, 'a.mp4'), false)).rejects.toMatchObject({
      code: 'FOLDER_NOT_FOUND',
    });
    await expect(listFolder('footage', false)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('createFolder', () => {
  it('makes a folder and tells its path', async () => {
    expect(await createFolder(folder, 'new')).toBe(join(folder, 'new'));
    expect(await names(false)).toContain('folder new');
  });

  it.each(['..', '.', 'a/b', 'a\\b', 'c:'])('refuses the name %s', async (name) => {
    await expect(createFolder(folder, name)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('says that the name is taken, and that the parent is gone', async () => {
    await expect(createFolder(folder, 'cam2')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(createFolder(join(folder, 'gone'), 'x')).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' });
  });
});
