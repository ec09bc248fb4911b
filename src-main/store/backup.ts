import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { SqliteConnection } from './connection.ts';
import type { StudyLayout } from './study-store.ts';

const keptBackups = 3;
const backupName = /^study-\d{8}T\d{9}Z\.db$/;
/** Of a copy that is being written. */
const unfinishedSuffix = '.part';

/**
 * Copies the database whole and compact (`VACUUM INTO`), keeps the newest three copies, returns the new path. A copy
 * gets its name when it is whole: what a full disk or a killed process leaves behind looks to SQLite like a sound,
 * empty database, and must neither be recommended nor push out a good copy.
 */
export function backUpStudy(sqlite: SqliteConnection, layout: StudyLayout, nowUtcMs: number): string {
  mkdirSync(layout.backups, { recursive: true });
  const stamp = new Date(nowUtcMs).toISOString().replace(/[-:.]/g, '');
  const target = path.join(layout.backups, `study-${stamp}.db`);
  removeUnfinished(layout);
  const unfinished = target + unfinishedSuffix;
  try {
    sqlite.prepare('VACUUM INTO ?').run(unfinished);
    renameSync(unfinished, target);
  } catch (error) {
    removeUnfinished(layout);
    throw error;
  }
  for (const old of listBackups(layout).slice(keptBackups)) rmSync(old);
  return target;
}

function removeUnfinished({ backups }: Pick<StudyLayout, 'backups'>): void {
  for (const name of readdirSync(backups)) {
    // With the journal that SQLite writes beside it.
    if (name.includes(`.db${unfinishedSuffix}`)) rmSync(path.join(backups, name), { force: true });
  }
}

/** Absolute paths, newest first; empty when there is none. */
export function listBackups(layout: Pick<StudyLayout, 'backups'>): string[] {
  let names: string[];
  try {
    names = readdirSync(layout.backups);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return names
    .filter((name) => backupName.test(name))
    .sort()
    .reverse()
    .map((name) => path.join(layout.backups, name));
}
