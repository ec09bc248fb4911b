import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FolderListing } from '#shared/contract/system.ts';

type Root = FolderListing['roots'][number];

/** Where a folder picker starts: the home folder, then the disks that recorders' exports arrive on. */
export async function folderRoots(
  platform: NodeJS.Platform,
  homeFolder: string,
  userName: string,
): Promise<Root[]> {
  return [{ name: 'Home', path: homeFolder }, ...(await disks(platform, userName))];
}

async function disks(platform: NodeJS.Platform, userName: string): Promise<Root[]> {
  switch (platform) {
    case 'win32':
      return windowsDrives();
    case 'darwin':
      return subfolders('/Volumes');
    default:
      return [
        { name: 'Computer', path: '/' },
        // Where udisks (most desktops), older desktops and hand-made mounts put removable disks.
        ...(await subfolders(join('/run/media', userName))),
        ...(await subfolders(join('/media', userName))),
        ...(await subfolders('/mnt')),
      ];
  }
}

async function windowsDrives(): Promise<Root[]> {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  const drives = await Promise.all(
    letters.map(async (letter) => {
      const path = `${letter}:\\`;
      return (await canList(path)) ? [{ name: `${letter}:`, path }] : [];
    }),
  );
  return drives.flat();
}

async function canList(path: string): Promise<boolean> {
  try {
    await readdir(path);
    return true;
  } catch {
    // No such drive, or an empty card reader: neither is a place to start from.
    return false;
  }
}

async function subfolders(parent: string): Promise<Root[]> {
  try {
    const entries = await readdir(parent, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(parent, entry.name))
      .map((path) => ({ name: basename(path), path }));
  } catch {
    // The mount folder of a desktop that this machine does not have.
    return [];
  }
}
