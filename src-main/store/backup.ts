import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { SqliteConnection } from './connection.ts';
import type { StudyLayout } from './study-store.ts';

const keptBackups = 3;
const backupName = /^study-\d{8}T\d{9}Z\.db$/;

/** Copies the database whole and compact (`VACUUM INTO`), keeps the newest three copies, returns the new path. */
export function backUpStudy(sqlite: SqliteConnection, layout: StudyLayout, nowUtcMs: number): string {
  mkdirSync(layout.backups, { recursive: true });
  const stamp = new Date(nowUtcMs).toISOString().replace(/[-:.]/g, '');
  const target = path.join(layout.backups, `study-${stamp}.db`);
  sqlite.prepare('VACUUM INTO ?').run(target);
  for (const old of listBackups(layout).slice(keptBackups)) rmSync(old);
  return target;
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
