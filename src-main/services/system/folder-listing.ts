import type { Dirent } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import type { FolderListing } from '#shared/contract/system.ts';
import { AppError } from '#shared/errors.ts';

type Entry = FolderListing['entries'][number];

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * What is in a folder, folders first, hidden ones left out. A `.wandr` folder is a study.
 * Errors: FOLDER_NOT_FOUND, PERMISSION_DENIED, INVALID_INPUT for a relative path.
 */
export async function listFolder(path: string, showFiles: boolean): Promise<Omit<FolderListing, 'roots'>> {
  if (!isAbsolute(path)) {
    throw new AppError('INVALID_INPUT', `“${path}” is not a full path.`, 'Start it at a drive or at /.');
  }
  const folder = normalize(resolve(path));
  const dirents = await readFolder(folder);
  const entries = (await Promise.all(dirents.map((dirent) => toEntry(folder, dirent))))
    .filter((entry) => entry !== null)
    .filter((entry) => showFiles || entry.kind !== 'file')
    .sort(
      (a, b) => Number(a.kind === 'file') - Number(b.kind === 'file') || collator.compare(a.name, b.name),
    );
  const parent = dirname(folder);
  return { path: folder, parent: parent === folder ? null : parent, entries };
}

/** Makes a folder inside `parent` and returns its path. Errors: CONFLICT when it exists, INVALID_INPUT when the name is a path. */
export async function createFolder(parent: string, name: string): Promise<string> {
  if (/[/\\:*?"<>|]/.test(name) || name === '.' || name === '..') {
    throw new AppError(
      'INVALID_INPUT',
      `“${name}” cannot be the name of a folder.`,
      'Leave out / \\ : * ? " < > and |.',
    );
  }
  await readFolder(parent);
  const path = join(parent, name);
  try {
    await mkdir(path);
    return path;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new AppError('CONFLICT', `“${name}” is already there.`, 'Choose it, or take another name.', {
      cause: error,
    });
  }
}

async function readFolder(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new AppError(
        'FOLDER_NOT_FOUND',
        `There is no folder ${folder}.`,
        'Check that the disk is plugged in, then choose the folder again.',
        { cause: error },
      );
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw new AppError(
        'PERMISSION_DENIED',
        `You may not look into ${folder}.`,
        'Choose another folder, or ask for the right to read this one.',
        { cause: error },
      );
    }
    throw error;
  }
}

/** Null for what a picker has no use for: hidden entries, sockets, broken links. */
async function toEntry(folder: string, dirent: Dirent): Promise<Entry | null> {
  if (dirent.name.startsWith('.')) return null;
  const path = join(folder, dirent.name);
  const isFolder = dirent.isSymbolicLink() ? await linksToFolder(path) : dirent.isDirectory();
  if (isFolder === null) return null;
  if (isFolder) return { name: dirent.name, path, kind: dirent.name.endsWith('.wandr') ? 'study' : 'folder' };
  return dirent.isFile() || dirent.isSymbolicLink() ? { name: dirent.name, path, kind: 'file' } : null;
}

async function linksToFolder(path: string): Promise<boolean | null> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // The link leads nowhere, or where this user may not look.
    return null;
  }
}
