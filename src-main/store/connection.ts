import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import * as schema from './schema/index.ts';
import type { StudyDb } from './study-store.ts';

export type SqliteConnection = Database.Database;

/** Waits this long for a reader's or checkpointer's lock before SQLITE_BUSY. */
const busyTimeoutMs = 5_000;

/** `PRAGMA application_id` of a study database: the letters WNDR. */
export const studyApplicationId = 0x574e4452;

/**
 * The host's connection, on which nothing is set yet that would change the file: it may be no study.
 * Foreign keys are off: see [Note: migrating].
 */
export function openWritableConnection(databasePath: string): SqliteConnection {
  const sqlite = new Database(databasePath, { timeout: busyTimeoutMs });
  try {
    sqlite.pragma('foreign_keys = OFF');
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** Readers go on reading while the host writes; a commit survives a crash of the process, not of the machine. */
export function turnOnWriteAheadLog(sqlite: SqliteConnection): void {
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
}

export function enforceForeignKeys(sqlite: SqliteConnection): void {
  sqlite.pragma('foreign_keys = ON');
}

/** Whether Wandr made the database. @throws SqliteError when the file is not a database. */
export function isStudyDatabase(sqlite: SqliteConnection): boolean {
  return sqlite.pragma('application_id', { simple: true }) === studyApplicationId;
}

/** A worker's connection, on which SQLite itself refuses to write. */
export function openReadonlyConnection(databasePath: string): SqliteConnection {
  const sqlite = new Database(databasePath, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
  sqlite.pragma('query_only = ON');
  return sqlite;
}

export function studyDb(sqlite: SqliteConnection): StudyDb {
  return drizzle(sqlite, { schema });
}
