/**
 * Brings a database to the schema of this version.
 *
 * [Note: migrating] Drizzle runs all steps in one transaction, where `PRAGMA foreign_keys` has no effect. SQLite
 * changes a table by making a new one and dropping the old, and with foreign keys on, DROP TABLE deletes the
 * rows of every table that cascades from it. So foreign keys are off while migrating, and checked afterwards.
 */
import { fileURLToPath } from 'node:url';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { AppError } from '#shared/errors.ts';
import { type SqliteConnection, studyDb } from './connection.ts';

/** Where the migrations are when the sources run unbundled; a bundled host passes its own folder. */
export const defaultMigrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

export type SchemaAge = 'empty' | 'older' | 'current';

/**
 * How the database's schema compares with the migrations of this version.
 * @throws AppError STUDY_TOO_NEW when the database has a migration that this version does not know.
 */
export function schemaAge(sqlite: SqliteConnection, migrationsFolder: string): SchemaAge {
  const known = readMigrationFiles({ migrationsFolder });
  const hasJournal = sqlite
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '__drizzle_migrations'")
    .get();
  if (!hasJournal) return 'empty';
  const applied = sqlite.prepare('SELECT hash FROM __drizzle_migrations').pluck().all() as string[];
  const knownHashes = new Set(known.map((migration) => migration.hash));
  if (applied.some((hash) => !knownHashes.has(hash))) {
    throw new AppError(
      'STUDY_TOO_NEW',
      'The study was made by a newer version of Wandr.',
      'Update Wandr on this computer, then open the study again. Nothing was changed.',
    );
  }
  if (applied.length === 0) return 'empty';
  return applied.length < known.length ? 'older' : 'current';
}

/** Applies what is missing, in one transaction. @throws when a row then breaks a foreign key. */
export function migrateSchema(sqlite: SqliteConnection, migrationsFolder: string): void {
  migrate(studyDb(sqlite), { migrationsFolder });
  const broken = sqlite.pragma('foreign_key_check') as { table: string; parent: string }[];
  const first = broken[0];
  if (first) {
    throw new Error(`${broken.length} rows lost their parent; the first: ${first.table} → ${first.parent}.`);
  }
}
