import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { backUpStudy } from './backup.ts';
import {
  enforceForeignKeys,
  isStudyDatabase,
  openReadonlyConnection,
  openWritableConnection,
  type SqliteConnection,
  studyApplicationId,
  studyDb,
  turnOnWriteAheadLog,
} from './connection.ts';
import { checkIntegrity, corruptError, isCorruption } from './integrity.ts';
import { makeStudyFolders, studyFolderName, studyLayout } from './layout.ts';
import { lockStudy } from './lock.ts';
import { defaultMigrationsFolder, migrateSchema, schemaAge } from './migrate.ts';
import { floor, site } from './schema/index.ts';
import { SqliteStudyStore } from './sqlite-study-store.ts';
import { readStudyFacts, writeStudyFacts } from './study-facts.ts';
import type { ReadonlyStudy, StudyLayout, StudyStore } from './study-store.ts';

export interface NewStudy {
  /** The folder in which the study's own folder is made. */
  readonly folder: string;
  readonly name: string;
  /** IANA. */
  readonly timeZone: string;
  readonly nowUtcMs: number;
}

export interface OpenStudyOptions {
  /** Where the migrations lie; a bundled host passes its own. */
  readonly migrationsFolder?: string;
  /** Names the lock's holder and a backup. */
  readonly nowUtcMs?: number;
}

/**
 * Makes `<folder>/<name>.wandr` with one site and one floor, and opens it. The study is built under another name
 * and renamed when whole, so that a failure leaves nothing.
 * @throws AppError FOLDER_NOT_FOUND, STUDY_EXISTS, STUDY_READ_ONLY
 */
export function createStudyStore(study: NewStudy, options: OpenStudyOptions = {}): StudyStore {
  const parent = path.resolve(study.folder);
  if (!isFolder(parent)) {
    throw new AppError(
      'FOLDER_NOT_FOUND',
      `There is no folder ${parent}.`,
      'Choose a folder that exists; if it is on a removable disk, plug the disk in.',
    );
  }
  const target = path.join(parent, studyFolderName(study.name));
  if (existsSync(target)) {
    throw new AppError(
      'STUDY_EXISTS',
      `${target} exists already.`,
      'Open that study, or choose another name or folder.',
    );
  }
  refuseReadOnly(parent);
  const building = path.join(parent, `.${path.basename(target)}.${process.pid}-${study.nowUtcMs}`);
  try {
    buildStudy(studyLayout(building), study, options.migrationsFolder ?? defaultMigrationsFolder);
    renameSync(building, target);
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    throw error;
  }
  return openStudyStore(target, { nowUtcMs: study.nowUtcMs, ...options });
}

function buildStudy(layout: StudyLayout, study: NewStudy, migrationsFolder: string): void {
  mkdirSync(layout.folder);
  makeStudyFolders(layout);
  const sqlite = openWritableConnection(layout.database);
  try {
    turnOnWriteAheadLog(sqlite);
    sqlite.pragma(`application_id = ${studyApplicationId}`);
    migrateSchema(sqlite, migrationsFolder);
    enforceForeignKeys(sqlite);
    studyDb(sqlite).transaction((tx) => {
      writeStudyFacts(tx, { name: study.name, timeZone: study.timeZone, createdUtcMs: study.nowUtcMs });
      const madeSite = tx.insert(site).values({ name: study.name }).returning().get();
      tx.insert(floor).values({ siteId: madeSite.id, name: 'Ground floor', level: 0 }).run();
    });
  } finally {
    sqlite.close();
  }
}

/**
 * Opens the study in the folder `studyFolder` as its only writer: locks it, checks it for damage, migrates it
 * (after a backup). Disposing the store closes it and gives the lock back.
 * @throws AppError STUDY_NOT_FOUND, STUDY_READ_ONLY, STUDY_LOCKED, STUDY_CORRUPT, STUDY_TOO_NEW
 */
export function openStudyStore(studyFolder: string, options: OpenStudyOptions = {}): StudyStore {
  const layout = studyLayout(path.resolve(studyFolder));
  if (!existsSync(layout.database)) throw notAStudy(layout, 'it has no study.db');
  refuseReadOnly(layout.folder);
  refuseReadOnly(layout.database);
  const nowUtcMs = options.nowUtcMs ?? Date.now();
  const lock = lockStudy(layout.folder, nowUtcMs);
  try {
    const sqlite = openChecked(layout, options.migrationsFolder ?? defaultMigrationsFolder, nowUtcMs);
    try {
      makeStudyFolders(layout);
      return new SqliteStudyStore(layout, sqlite, readStudyFacts(studyDb(sqlite)), lock);
    } catch (error) {
      sqlite.close();
      throw error;
    }
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

/** Opens the database, proves that it is a sound study, and migrates it. */
function openChecked(layout: StudyLayout, migrationsFolder: string, nowUtcMs: number): SqliteConnection {
  let sqlite: SqliteConnection | undefined;
  try {
    // SQLite takes an empty file for a new database.
    if (statSync(layout.database).size === 0) throw corruptError(layout, 'it is empty');
    sqlite = openWritableConnection(layout.database);
    if (!isStudyDatabase(sqlite)) throw notAStudy(layout, 'its study.db was not made by Wandr');
    checkIntegrity(sqlite, layout);
    const age = schemaAge(sqlite, migrationsFolder);
    if (age === 'empty') throw corruptError(layout, 'it has no tables');
    turnOnWriteAheadLog(sqlite);
    if (age === 'older') {
      backUpStudy(sqlite, layout, nowUtcMs);
      migrateSchema(sqlite, migrationsFolder);
    }
    enforceForeignKeys(sqlite);
    return sqlite;
  } catch (error) {
    sqlite?.close();
    if (isCorruption(error)) throw corruptError(layout, (error as Error).message, error);
    throw error;
  }
}

/** Opens the database of a study that the host has open, for reading only. */
export function openReadOnly(databasePath: string): ReadonlyStudy {
  const sqlite = openReadonlyConnection(databasePath);
  try {
    const db = studyDb(sqlite);
    return {
      db,
      ...readStudyFacts(db),
      snapshot: () => beginSnapshot(sqlite),
      [Symbol.dispose]: () => void sqlite.close(),
    };
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function beginSnapshot(sqlite: SqliteConnection): Disposable {
  sqlite.exec('BEGIN');
  return {
    // An error, or the end of the connection, may have ended it already.
    [Symbol.dispose]: () => void (sqlite.inTransaction && sqlite.exec('ROLLBACK')),
  };
}

function isFolder(candidate: string): boolean {
  return statSync(candidate, { throwIfNoEntry: false })?.isDirectory() === true;
}

function refuseReadOnly(target: string): void {
  try {
    accessSync(target, constants.W_OK);
  } catch (error) {
    throw new AppError(
      'STUDY_READ_ONLY',
      `${target} cannot be written to.`,
      'Copy the study to a disk that you may write to, or ask for the right to write there.',
      { cause: error },
    );
  }
}

function notAStudy(layout: StudyLayout, why: string): AppError {
  return new AppError(
    'STUDY_NOT_FOUND',
    `${layout.folder} is not a Wandr study: ${why}.`,
    'Choose a folder whose name ends in .wandr; if it is on a removable disk, plug the disk in.',
  );
}
