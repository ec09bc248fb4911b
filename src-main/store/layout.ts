import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { StudyLayout } from './study-store.ts';

const databaseFileName = 'study.db';
export const studyFolderSuffix = '.wandr';

export function studyLayout(folder: string): StudyLayout {
  const inside = (name: string) => path.join(folder, name);
  return {
    folder,
    database: inside(databaseFileName),
    proxies: inside('proxies'),
    thumbs: inside('thumbs'),
    crops: inside('crops'),
    plans: inside('plans'),
    reports: inside('reports'),
    exports: inside('exports'),
    logs: inside('logs'),
    sources: inside('sources'),
    backups: inside('backups'),
  };
}

/** The folder that a path leads to, through links and, where the disk ignores case, as it is spelt there. */
export function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    // It is not there; whoever opens it says so.
    return path.resolve(folder);
  }
}

/** Makes the folders of a study that are missing; the study's own folder must exist. */
export function makeStudyFolders(layout: StudyLayout): void {
  const { folder: _folder, database: _database, ...folders } = layout;
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
}

/** Device names of Windows, which cannot be a file's name there, whatever follows the first dot. */
const windowsDeviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** File systems take 255 bytes; the rest is for the suffix, and for what marks a study that is still being made. */
const maxNameBytes = 200;

/** The folder name of a study: its name less what some file system refuses, so that the study stays portable. */
export function studyFolderName(name: string): string {
  const legal = name
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, '-')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const usable = legal === '' || windowsDeviceName.test(legal) ? `study-${legal}` : legal;
  return `${firstBytes(usable, maxNameBytes).replace(/[\s.]+$/, '')}${studyFolderSuffix}`;
}

/** As many whole characters as fit. */
function firstBytes(text: string, bytes: number): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (Buffer.byteLength(kept + segment) > bytes) break;
    kept += segment;
  }
  return kept;
}
