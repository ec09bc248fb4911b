import { statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { listBackups } from './backup.ts';
import type { SqliteConnection } from './connection.ts';
import type { StudyLayout } from './study-store.ts';

/** Above this size, checking every index against its table on each opening takes longer than a user waits. */
const fullCheckMaxBytes = 200 * 1024 * 1024;

/**
 * Reads the whole database for damage (`integrity_check`; `quick_check` above 200 MB).
 * @throws AppError STUDY_CORRUPT
 */
export function checkIntegrity(sqlite: SqliteConnection, layout: StudyLayout): void {
  const check = statSync(layout.database).size > fullCheckMaxBytes ? 'quick_check' : 'integrity_check';
  const findings = sqlite.pragma(`${check}(5)`) as Record<string, string>[];
  const problems = findings.flatMap((row) => Object.values(row)).filter((text) => text !== 'ok');
  if (problems.length > 0) throw corruptError(layout, problems.join('; '));
}

export function corruptError(layout: StudyLayout, detail: string, cause?: unknown): AppError {
  const backup = listBackups(layout)[0];
  const { base } = path.parse(layout.database);
  return new AppError(
    'STUDY_CORRUPT',
    `The study's database is damaged: ${detail}.`,
    backup
      ? // SQLite would write what is left in the log of the damaged database into the backup, and damage it too.
        `Delete ${base}-wal and ${base}-shm in ${layout.folder} if they are there, copy the backup ${backup} over ${base}, then open the study again.`
      : 'No backup was made yet. Restore the study folder from your own copy, or make a new study from the footage.',
    { cause },
  );
}

/** True for the codes with which SQLite reports a file that it cannot make sense of. */
export function isCorruption(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB');
}
