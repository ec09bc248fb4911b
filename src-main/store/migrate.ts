/**
 * Brings a database to the schema of this version with the steps that drizzle-kit generated, and keeps drizzle's
 * own record of them.
 *
 * [Note: migrating] All steps run in one transaction, where `PRAGMA foreign_keys` has no effect. SQLite changes a
 * table by making a new one and dropping the old, and with foreign keys on, DROP TABLE deletes the rows of every
 * table that cascades from it. So foreign keys are off while migrating, and checked before the commit, which
 * drizzle's own `migrate` leaves no room for.
 */
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { AppError } from '#shared/errors.ts';
import type { SqliteConnection } from './connection.ts';

/** Where the migrations are when the sources run unbundled; a bundled host passes its own folder. */
export const defaultMigrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

export type SchemaAge = 'empty' | 'older' | 'current';

/**
 * How the database's schema compares with the migrations of this version.
 * @throws AppError STUDY_TOO_NEW when the database has a migration that this version does not know.
 */
export function schemaAge(sqlite: SqliteConnection, migrationsFolder: string): SchemaAge {
  const known = readMigrationFiles({ migrationsFolder }).map((migration) => migration.hash);
  const applied = appliedHashes(sqlite);
  if (applied.some((hash) => !known.includes(hash))) {
    throw new AppError(
      'STUDY_TOO_NEW',
      'The study was made by a newer version of Wandr.',
      'Update Wandr on this computer, then open the study again. Nothing was changed.',
    );
  }
  if (applied.length === 0) return 'empty';
  return applied.length < known.length ? 'older' : 'current';
}

function appliedHashes(sqlite: SqliteConnection): string[] {
  const hasRecord = sqlite
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '__drizzle_migrations'")
    .get();
  return hasRecord ? (sqlite.prepare('SELECT hash FROM __drizzle_migrations').pluck().all() as string[]) : [];
}

/**
 * Applies what is missing: all of it, or nothing.
 * @throws when a step fails, or leaves a row whose parent is gone.
 */
export function migrateSchema(sqlite: SqliteConnection, migrationsFolder: string): void {
  const applyMissing = sqlite.transaction(() => {
    sqlite.exec(
      'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)',
    );
    const applied = appliedHashes(sqlite);
    const record = sqlite.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)');
    for (const migration of readMigrationFiles({ migrationsFolder })) {
      if (applied.includes(migration.hash)) continue;
      for (const statement of migration.sql) sqlite.exec(statement);
      record.run(migration.hash, migration.folderMillis);
    }
    refuseOrphans(sqlite);
  });
  applyMissing.immediate();
}

function refuseOrphans(sqlite: SqliteConnection): void {
  const orphans = sqlite.pragma('foreign_key_check') as { table: string; parent: string }[];
  const first = orphans[0];
  if (!first) return;
  throw new Error(
    `Migrating would orphan ${orphans.length} rows; the first: ${first.table} → ${first.parent}.`,
  );
}
