/**
 * One writer per study, by a lock that the operating system drops when the process dies.
 *
 * [Note: lock file] The lock is SQLite's RESERVED lock on the empty file `study.lock`, held by an open
 * transaction. Never open that file (or study.db) by other means in the same process: on POSIX, closing any
 * descriptor of a file drops all locks that the process has on it. So who holds it is told in a second file.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';

const holderSchema = z.object({
  pid: z.number().int(),
  /** Versions before this one did not say it. */
  machine: z.string().optional(),
  sinceUtcMs: z.number().int(),
});
type Holder = z.infer<typeof holderSchema>;

/**
 * Takes the study for this process; disposing gives it back.
 * @throws AppError STUDY_LOCKED when another holder is alive.
 */
export function lockStudy(studyFolder: string, nowUtcMs: number): Disposable {
  const holderPath = path.join(studyFolder, 'study.lock.json');
  const sqlite = new Database(path.join(studyFolder, 'study.lock'), { timeout: 0 });
  try {
    // Nothing is ever written to it, so its journal needs no file.
    sqlite.pragma('journal_mode = MEMORY');
    sqlite.exec('BEGIN IMMEDIATE');
  } catch (error) {
    sqlite.close();
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') throw lockedError(holderPath, error);
    throw error;
  }
  try {
    const holder: Holder = { pid: process.pid, machine: hostname(), sinceUtcMs: nowUtcMs };
    writeFileSync(holderPath, JSON.stringify(holder));
  } catch (error) {
    sqlite.close();
    throw error;
  }
  return {
    [Symbol.dispose]() {
      rmSync(holderPath, { force: true });
      sqlite.close();
    },
  };
}

function lockedError(holderPath: string, cause: unknown): AppError {
  const holder = readHolder(holderPath);
  const who = holder ? ` (${describe(holder)})` : '';
  return new AppError(
    'STUDY_LOCKED',
    `The study is open in another Wandr${who}.`,
    'Close it there, or wait until that run has ended, then open it again.',
    { cause },
  );
}

/** A study on a network disk may be open on another machine, where its process is to be looked for. */
function describe({ pid, machine, sinceUtcMs }: Holder): string {
  const where = machine === undefined || machine === hostname() ? '' : `on the computer ${machine}, `;
  return `${where}process ${pid}, since ${new Date(sinceUtcMs).toISOString().replace(/\.\d+Z$/, 'Z')}`;
}

/** Null while the holder is between taking the lock and saying so. */
function readHolder(holderPath: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(holderPath, 'utf8')));
  } catch {
    return null;
  }
}
