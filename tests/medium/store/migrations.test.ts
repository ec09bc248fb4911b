/** Real: SQLite, the migrations as shipped, and one that is made up to stand for the next. */
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import {
  type DrizzleSQLiteSnapshotJSON,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api';
import { describe, expect, test } from 'vitest';
import { listBackups } from '../../../src-main/store/backup.ts';
import { studyApplicationId } from '../../../src-main/store/connection.ts';
import { studyLayout } from '../../../src-main/store/layout.ts';
import { defaultMigrationsFolder, migrateSchema } from '../../../src-main/store/migrate.ts';
import { openStudyStore } from '../../../src-main/store/open-study.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import { makeTempFolder, openTempStudy } from '../support/temp-study.ts';

interface Journal {
  entries: { idx: number; when: number; tag: string; version: string; breakpoints: boolean }[];
}
const readJournal = (folder: string) =>
  JSON.parse(readFileSync(path.join(folder, 'meta/_journal.json'), 'utf8')) as Journal;
const journal = readJournal(defaultMigrationsFolder);
const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url));

/** A copy of the migrations folder that knows only the first `steps`. */
function firstMigrations(target: string, steps: number): string {
  cpSync(defaultMigrationsFolder, target, { recursive: true });
  const shortened = { ...journal, entries: journal.entries.slice(0, steps) };
  writeFileSync(path.join(target, 'meta/_journal.json'), JSON.stringify(shortened));
  return target;
}

/** A copy of the migrations folder with one more step. */
function withNextMigration(target: string, sqlText: string): string {
  cpSync(defaultMigrationsFolder, target, { recursive: true });
  const last = journal.entries.at(-1)!;
  const next = { ...last, idx: last.idx + 1, when: last.when + 1_000, tag: '9999_next' };
  writeFileSync(
    path.join(target, 'meta/_journal.json'),
    JSON.stringify({ ...journal, entries: [...journal.entries, next] }),
  );
  writeFileSync(path.join(target, '9999_next.sql'), sqlText);
  return target;
}

function tableNames(sqlite: Database.Database): string[] {
  return sqlite
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '__drizzle*' ORDER BY name",
    )
    .pluck()
    .all() as string[];
}

function rowsByTable(sqlite: Database.Database): Record<string, unknown[]> {
  return Object.fromEntries(
    tableNames(sqlite).map((name) => [name, sqlite.prepare(`SELECT * FROM "${name}"`).all()]),
  );
}

/** A study folder as a version of Wandr with the first `steps` migrations left it, holding that version's fixture. */
function makeOldStudy(folder: string, steps: number): string {
  const study = path.join(folder, 'Old.wandr');
  mkdirSync(study);
  const sqlite = new Database(studyLayout(study).database);
  sqlite.pragma(`application_id = ${studyApplicationId}`);
  migrateSchema(sqlite, firstMigrations(path.join(folder, `migrations-${steps}`), steps));
  sqlite.exec(readFileSync(path.join(fixtures, `${journal.entries[steps - 1]!.tag}.sql`), 'utf8'));
  sqlite.close();
  return study;
}

describe.each(journal.entries.map((entry) => [entry.tag, entry.idx + 1] as const))(
  'from %s',
  (tag, steps) => {
    test('the fixture holds a row in every table of its time', () => {
      expect(existsSync(path.join(fixtures, `${tag}.sql`)), `add fixtures/${tag}.sql`).toBe(true);
      using folder = makeTempFolder();
      const sqlite = new Database(studyLayout(makeOldStudy(folder.path, steps)).database);
      for (const [table, rows] of Object.entries(rowsByTable(sqlite))) expect(rows, table).not.toEqual([]);
      sqlite.close();
    });

    test('opening brings it to the schema of today and keeps every row', () => {
      using folder = makeTempFolder();
      const study = makeOldStudy(folder.path, steps);
      const before = new Database(studyLayout(study).database);
      const counts = Object.entries(rowsByTable(before)).map(([table, rows]) => [table, rows.length]);
      before.close();
      using store = openStudyStore(study);
      expect(store).toMatchObject({ name: 'Old mall', timeZone: 'Europe/Berlin' });
      const after = new Database(store.layout.database);
      expect(Object.entries(rowsByTable(after)).map(([table, rows]) => [table, rows.length])).toEqual(
        expect.arrayContaining(counts),
      );
      expect(after.pragma('foreign_key_check')).toEqual([]);
      after.close();
      // A backup is made before a migration, and only then.
      expect(listBackups(store.layout)).toHaveLength(steps < journal.entries.length ? 1 : 0);
    });
  },
);

test('the migrations make exactly the schema of the code', async () => {
  const last = journal.entries.at(-1)!;
  const snapshotFile = path.join(
    defaultMigrationsFolder,
    'meta',
    `${String(last.idx).padStart(4, '0')}_snapshot.json`,
  );
  const snapshot = JSON.parse(readFileSync(snapshotFile, 'utf8')) as DrizzleSQLiteSnapshotJSON;
  const statements = await generateSQLiteMigration(snapshot, await generateSQLiteDrizzleJson(schema));
  expect(statements, 'run: npx drizzle-kit generate').toEqual([]);
});

test('every reference can be followed backwards by an index, so that a delete does not scan', () => {
  // A study has a handful of sites, floors and cameras.
  const tiny = new Set(['floor.siteId', 'camera.floorId']);
  using study = openTempStudy();
  const sqlite = new Database(study.store.layout.database, { readonly: true });
  const unindexed: string[] = [];
  for (const table of tableNames(sqlite)) {
    const leading = (sqlite.pragma(`index_list("${table}")`) as { name: string }[]).map(
      ({ name }) => (sqlite.pragma(`index_info("${name}")`) as { name: string }[])[0]?.name,
    );
    const primary = (sqlite.pragma(`table_info("${table}")`) as { name: string; pk: number }[]).find(
      (column) => column.pk === 1,
    )?.name;
    for (const { from } of sqlite.pragma(`foreign_key_list("${table}")`) as { from: string }[]) {
      if (from !== primary && !leading.includes(from)) unindexed.push(`${table}.${from}`);
    }
  }
  sqlite.close();
  expect(unindexed.filter((reference) => !tiny.has(reference))).toEqual([]);
});

describe('the next migration', () => {
  /** As drizzle-kit changes a column: a new table, a copy, a drop, a rename. */
  const remakeRecording = `
    PRAGMA foreign_keys=OFF;--> statement-breakpoint
    CREATE TABLE recording_new AS SELECT * FROM recording;--> statement-breakpoint
    DROP TABLE recording;--> statement-breakpoint
    ALTER TABLE recording_new RENAME TO recording;--> statement-breakpoint
    CREATE UNIQUE INDEX recording_id ON recording (id);`;

  test('backs the old database up first, and remaking a table takes no rows of others with it', () => {
    using folder = makeTempFolder();
    const study = makeOldStudy(folder.path, journal.entries.length);
    const migrationsFolder = withNextMigration(path.join(folder.path, 'next'), remakeRecording);
    using store = openStudyStore(study, { migrationsFolder });
    const counts = store.db.get<{ tracklets: number; chunks: number }>(
      'SELECT (SELECT count(*) FROM tracklet) AS tracklets, (SELECT count(*) FROM analysis_chunk) AS chunks',
    );
    expect(counts).toEqual({ tracklets: 2, chunks: 1 });
    const [backupPath] = listBackups(store.layout);
    const backup = new Database(backupPath, { readonly: true });
    expect(backup.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(backup.pragma('application_id', { simple: true })).toBe(studyApplicationId);
    expect(rowsByTable(backup).recording).toHaveLength(2);
    backup.close();
  });

  test.each([
    [
      'fails half-way',
      'DELETE FROM journey;--> statement-breakpoint\nALTER TABLE missing_table ADD x text;',
      /no such table/,
    ],
    ['orphans rows', 'DELETE FROM tracklet;', /orphan/],
  ])(
    'one that %s changes nothing, and the study still opens with the old version',
    (_name, sqlText, message) => {
      using folder = makeTempFolder();
      const study = makeOldStudy(folder.path, journal.entries.length);
      const failing = withNextMigration(path.join(folder.path, 'next'), sqlText);
      expect(() => openStudyStore(study, { migrationsFolder: failing })).toThrow(message);
      using store = openStudyStore(study);
      expect(store.db.query.journey.findMany().sync()).toHaveLength(1);
      expect(store.db.query.tracklet.findMany().sync()).toHaveLength(2);
    },
  );

  test('a study that has it is too new for this version, which leaves it alone', () => {
    using folder = makeTempFolder();
    const study = makeOldStudy(folder.path, journal.entries.length);
    const migrationsFolder = withNextMigration(path.join(folder.path, 'next'), remakeRecording);
    openStudyStore(study, { migrationsFolder })[Symbol.dispose]();
    const { database } = studyLayout(study);
    const copy = path.join(folder.path, 'copy.db');
    copyFileSync(database, copy);
    expect(() => openStudyStore(study)).toThrow(expect.objectContaining({ code: 'STUDY_TOO_NEW' }));
    expect(readFileSync(database).equals(readFileSync(copy))).toBe(true);
    using store = openStudyStore(study, { migrationsFolder });
    expect(store.name).toBe('Old mall');
  });
});
