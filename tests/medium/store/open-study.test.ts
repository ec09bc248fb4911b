/** Real: SQLite, the file system, a second process that holds or tries a study. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backUpStudy } from '../../../src-main/store/backup.ts';
import { openWritableConnection, turnOnWriteAheadLog } from '../../../src-main/store/connection.ts';
import { deleteStudyFolder } from '../../../src-main/store/delete-study.ts';
import { folderSizeBytes } from '../../../src-main/store/folder-size.ts';
import { studyLayout } from '../../../src-main/store/layout.ts';
import { createStudyStore, openReadOnly, openStudyStore } from '../../../src-main/store/open-study.ts';
import { readSetting, writeSetting } from '../../../src-main/store/settings.ts';
import { makeTempFolder, openTempStudy } from '../support/temp-study.ts';

const nowUtcMs = Date.UTC(2026, 0, 15, 12);
const withCode = (code: string) => expect.objectContaining({ name: 'AppError', code });

/** A study that was made and closed; returns its folder. */
function makeClosedStudy(folder: string): string {
  using store = createStudyStore({ folder, name: 'Mall', timeZone: 'Europe/Berlin', nowUtcMs });
  return store.layout.folder;
}

const script = fileURLToPath(new URL('../support/open-study-process.ts', import.meta.url));

/** Its answer, and the process that gave it, which ends with the test. */
async function tryInOtherProcess(
  target: string,
  mode = '',
): Promise<{ answer: object } & Disposable & { child: ChildProcess }> {
  const child = fork(script, [target, mode], { execArgv: [] });
  const [answer] = (await once(child, 'message')) as [object];
  return { answer, child, [Symbol.dispose]: () => void child.kill('SIGKILL') };
}

describe('create', () => {
  test('makes a whole study with one floor, and says what it is', () => {
    using study = openTempStudy({ timeZone: 'Asia/Tokyo', nowUtcMs });
    const { store } = study;
    expect(store).toMatchObject({ name: 'Test mall', timeZone: 'Asia/Tokyo', createdUtcMs: nowUtcMs });
    expect(path.basename(store.layout.folder)).toBe('Test mall.wandr');
    expect(store.db.query.floor.findMany().sync()).toMatchObject([{ name: 'Ground floor', level: 0 }]);
    expect(store.db.query.site.findMany().sync()).toMatchObject([{ name: 'Test mall' }]);
    const { database: _database, ...folders } = store.layout;
    for (const folder of Object.values(folders)) expect(statSync(folder).isDirectory()).toBe(true);
  });

  test('uses WAL, enforces foreign keys', () => {
    using study = openTempStudy();
    const pragma = (name: string) => study.store.db.get<Record<string, unknown>>(`PRAGMA ${name}`);
    expect(pragma('journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(pragma('foreign_keys')).toEqual({ foreign_keys: 1 });
    expect(pragma('synchronous')).toEqual({ synchronous: 1 });
    expect(pragma('busy_timeout')).toEqual({ timeout: 5_000 });
  });

  test('a folder that does not exist, a file in its place, and a study that exists are refused', () => {
    using folder = makeTempFolder();
    const create = (parent: string) =>
      createStudyStore({ folder: parent, name: 'Mall', timeZone: 'UTC', nowUtcMs });
    expect(() => create(path.join(folder.path, 'gone'))).toThrow(withCode('FOLDER_NOT_FOUND'));
    const file = path.join(folder.path, 'file');
    writeFileSync(file, '');
    expect(() => create(file)).toThrow(withCode('FOLDER_NOT_FOUND'));
    makeClosedStudy(folder.path);
    expect(() => create(folder.path)).toThrow(withCode('STUDY_EXISTS'));
    expect(readdirSync(folder.path).sort()).toEqual(['Mall.wandr', 'file']);
  });

  test('a failure half-way leaves nothing behind', () => {
    using folder = makeTempFolder();
    const create = () =>
      createStudyStore(
        { folder: folder.path, name: 'Mall', timeZone: 'UTC', nowUtcMs },
        { migrationsFolder: path.join(folder.path, 'no-migrations') },
      );
    expect(create).toThrow();
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

describe('open', () => {
  test('what was written is there after closing; a closed study has no write-ahead log', () => {
    using folder = makeTempFolder();
    const study = makeClosedStudy(folder.path);
    {
      using store = openStudyStore(study);
      store.transaction((tx) => writeSetting(tx, 'test', [1, 2]), { durable: true });
    }
    expect(readdirSync(study).filter((name) => name.startsWith('study.'))).toEqual([
      'study.db',
      'study.lock',
    ]);
    using store = openStudyStore(study);
    expect(readSetting(store.db, 'test', z.array(z.number()))).toEqual([1, 2]);
  });

  test('a folder without a study, and a database of something else, are not studies', () => {
    using folder = makeTempFolder();
    expect(() => openStudyStore(path.join(folder.path, 'gone.wandr'))).toThrow(withCode('STUDY_NOT_FOUND'));
    expect(() => openStudyStore(folder.path)).toThrow(withCode('STUDY_NOT_FOUND'));
    const other = new Database(path.join(folder.path, 'study.db'));
    other.exec('CREATE TABLE recipes (name TEXT)');
    other.close();
    const untouched = readFileSync(path.join(folder.path, 'study.db'));
    expect(() => openStudyStore(folder.path)).toThrow(withCode('STUDY_NOT_FOUND'));
    expect(readFileSync(path.join(folder.path, 'study.db')).equals(untouched)).toBe(true);
    // A second try is not stopped by a lock that the first left.
    expect(() => openStudyStore(folder.path)).toThrow(withCode('STUDY_NOT_FOUND'));
  });

  test('a study that another process has open is locked, until that process dies', async () => {
    using folder = makeTempFolder();
    const study = makeClosedStudy(folder.path);
    using other = await tryInOtherProcess(study);
    expect(other.answer).toEqual({ opened: true });
    expect(() => openStudyStore(study)).toThrow(
      expect.objectContaining({
        code: 'STUDY_LOCKED',
        message: expect.stringMatching(new RegExp(`process ${other.child.pid}, since 20\\d\\d-`)),
      }),
    );
    await expect(deleteStudyFolder(study, nowUtcMs)).rejects.toMatchObject({ code: 'STUDY_LOCKED' });
    other.child.kill('SIGKILL');
    await once(other.child, 'exit');
    using store = openStudyStore(study);
    expect(store.name).toBe('Mall');
  });

  test('on a network disk, the machine that has a study open is named', () => {
    using study = openTempStudy();
    const { folder } = study.store.layout;
    const holder = { pid: 12, machine: 'guard-room', sinceUtcMs: nowUtcMs };
    writeFileSync(path.join(folder, 'study.lock.json'), JSON.stringify(holder));
    expect(() => openStudyStore(folder)).toThrow(
      'The study is open in another Wandr (on the computer guard-room, process 12, since 2026-01-15T12:00:00Z).',
    );
  });

  test('a study that this process has open is locked for others and for itself', async () => {
    using study = openTempStudy();
    const { folder } = study.store.layout;
    // Measuring reads the folder; it must not drop the lock (see [Note: lock file]).
    await folderSizeBytes(folder);
    expect(() => openStudyStore(folder)).toThrow(withCode('STUDY_LOCKED'));
    using other = await tryInOtherProcess(folder);
    expect(other.answer).toMatchObject({
      code: 'STUDY_LOCKED',
      message: expect.stringContaining(`${process.pid}`),
    });
  });

  test('a study that may not be written to, and a folder that may not hold one, are read-only', async () => {
    using folder = makeTempFolder();
    const study = makeClosedStudy(folder.path);
    chmodSync(study, 0o555);
    chmodSync(folder.path, 0o555);
    try {
      // Root may write everywhere, so the other process is not root.
      const mode = process.getuid?.() === 0 ? 'as-nobody' : '';
      using opening = await tryInOtherProcess(study, mode);
      expect(opening.answer).toMatchObject({
        code: 'STUDY_READ_ONLY',
        hint: expect.stringContaining('Copy'),
      });
      using creating = await tryInOtherProcess(folder.path, `create ${mode}`);
      expect(creating.answer).toMatchObject({ code: 'STUDY_READ_ONLY' });
      expect(existsSync(path.join(folder.path, 'New.wandr'))).toBe(false);
    } finally {
      chmodSync(folder.path, 0o755);
      chmodSync(study, 0o755);
    }
    using store = openStudyStore(study);
    expect(store.name).toBe('Mall');
  });
});

describe('damage', () => {
  /** Fills the study, so that its tables have pages worth damaging. */
  function makeFilledStudy(folder: string): string {
    const study = makeClosedStudy(folder);
    using store = openStudyStore(study);
    store.transaction((tx) => {
      for (let row = 0; row < 500; row += 1) writeSetting(tx, `row ${row}`, 'x'.repeat(500));
    });
    return study;
  }

  test.each([
    ['is not a database', (file: string) => writeFileSync(file, 'this was a database once'.repeat(500))],
    ['is empty', (file: string) => truncateSync(file, 0)],
    ['lost its end', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    [
      'has pages overwritten',
      (file: string) => {
        const handle = openSync(file, 'r+');
        const noise = Buffer.alloc(4_096 * 20, 0xa5);
        writeSync(handle, noise, 0, noise.length, statSync(file).size - noise.length);
        closeSync(handle);
      },
    ],
  ])('a database that %s is told as damaged, and left as it is', (_name, damage) => {
    using folder = makeTempFolder();
    const study = makeFilledStudy(folder.path);
    const { database } = studyLayout(study);
    damage(database);
    const damaged = readFileSync(database);
    expect(() => openStudyStore(study)).toThrow(
      expect.objectContaining({
        code: 'STUDY_CORRUPT',
        hint: expect.stringContaining('No backup was made yet'),
      }),
    );
    expect(readFileSync(database).equals(damaged)).toBe(true);
  });

  test('the hint names the newest backup, and following it opens the study', () => {
    using folder = makeTempFolder();
    const study = makeFilledStudy(folder.path);
    const layout = studyLayout(study);
    const sqlite = openWritableConnection(layout.database);
    const backups = [1, 2, 3, 4].map((day) => backUpStudy(sqlite, layout, Date.UTC(2026, 0, day)));
    sqlite.close();
    expect(backups.map((backup) => existsSync(backup))).toEqual([false, true, true, true]);
    truncateSync(layout.database, 8_192);
    expect(() => openStudyStore(study)).toThrow(
      expect.objectContaining({ code: 'STUDY_CORRUPT', hint: expect.stringContaining(backups[3]!) }),
    );
    copyFileSync(backups[3]!, layout.database);
    using store = openStudyStore(study);
    expect(readSetting(store.db, 'row 499', z.string())).toHaveLength(500);
  });

  test('the hint says to delete the log that the damaged database leaves, which would damage the backup', () => {
    using folder = makeTempFolder();
    const study = makeFilledStudy(folder.path);
    const layout = studyLayout(study);
    const [log, kept] = [`${layout.database}-wal`, path.join(folder.path, 'kept')];
    const sqlite = openWritableConnection(layout.database);
    const backup = backUpStudy(sqlite, layout, nowUtcMs);
    turnOnWriteAheadLog(sqlite);
    // What the database had while a process died: a part is in it, the rest in its log.
    sqlite.exec(`WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 3000)
      INSERT INTO setting SELECT 'later ' || n, '"' || hex(randomblob(300)) || '"' FROM number`);
    sqlite.pragma('wal_checkpoint(PASSIVE)');
    sqlite.exec(`UPDATE setting SET value = '"latest"' WHERE key LIKE 'later 1%'`);
    copyFileSync(log, kept);
    sqlite.close();
    renameSync(kept, log);
    truncateSync(layout.database, 4_096 * 200);

    const hint = expect.stringMatching(/Delete study\.db-wal .* copy the backup .* over study\.db/);
    expect(() => openStudyStore(study)).toThrow(expect.objectContaining({ code: 'STUDY_CORRUPT', hint }));
    expect(existsSync(log)).toBe(true);
    rmSync(log);
    rmSync(`${layout.database}-shm`, { force: true });
    copyFileSync(backup, layout.database);
    using store = openStudyStore(study);
    expect(readSetting(store.db, 'row 499', z.string())).toHaveLength(500);
  });

  test('a backup that could not be written whole is none', () => {
    using folder = makeTempFolder();
    const study = makeFilledStudy(folder.path);
    const layout = studyLayout(study);
    const sqlite = openWritableConnection(layout.database);
    const whole = backUpStudy(sqlite, layout, Date.UTC(2026, 0, 1));
    sqlite.close();
    // What a process that was killed while it copied leaves.
    writeFileSync(path.join(layout.backups, 'study-20260102T000000000Z.db.part'), '');
    writeFileSync(path.join(layout.backups, 'study-20260102T000000000Z.db.part-journal'), '');
    const handle = openSync(layout.database, 'r+');
    const noise = Buffer.alloc(4_096 * 20, 0xa5);
    writeSync(handle, noise, 0, noise.length, statSync(layout.database).size - noise.length);
    closeSync(handle);

    const damaged = openWritableConnection(layout.database);
    expect(() => backUpStudy(damaged, layout, Date.UTC(2026, 0, 3))).toThrow();
    damaged.close();
    expect(readdirSync(layout.backups)).toEqual([path.basename(whole)]);
  });
});

describe('transactions', () => {
  test('a throw rolls everything back; a durable one syncs at commit and then goes back to normal', () => {
    using study = openTempStudy();
    const { store } = study;
    const synchronous = () => store.db.get<{ synchronous: number }>('PRAGMA synchronous').synchronous;
    expect(() =>
      store.transaction((tx) => {
        writeSetting(tx, 'half', true);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(readSetting(store.db, 'half', z.boolean())).toBeUndefined();
    const full = 2;
    const normal = 1;
    expect(store.transaction(synchronous, { durable: true })).toBe(full);
    expect(synchronous()).toBe(normal);
    expect(store.transaction(synchronous)).toBe(normal);
    expect(store.transaction(() => store.transaction(synchronous, { durable: true }))).toBe(normal);
  });

  test('a nested one that throws undoes only itself', () => {
    using study = openTempStudy();
    const { store } = study;
    store.transaction((tx) => {
      writeSetting(tx, 'outer', true);
      expect(() =>
        store.transaction((inner) => {
          writeSetting(inner, 'inner', true);
          throw new Error('no');
        }),
      ).toThrow('no');
    });
    expect(readSetting(store.db, 'outer', z.boolean())).toBe(true);
    expect(readSetting(store.db, 'inner', z.boolean())).toBeUndefined();
  });
});

test('a worker reads what the host commits while it has the study open, and cannot write', () => {
  using study = openTempStudy();
  using reader = openReadOnly(study.store.layout.database);
  expect(reader).toMatchObject({ name: 'Test mall', timeZone: 'Europe/Berlin' });
  study.store.transaction((tx) => writeSetting(tx, 'new', 7));
  expect(readSetting(reader.db, 'new', z.number())).toBe(7);
  expect(() => reader.db.all("DELETE FROM setting WHERE key = 'new' RETURNING key")).toThrow(
    /readonly|read-only/,
  );
});

test('a snapshot goes on seeing the study as it was, keeps nobody from writing, and ends when it is disposed of', () => {
  using study = openTempStudy();
  const write = (value: number) => study.store.transaction((tx) => writeSetting(tx, 'new', value));
  write(1);
  using reader = openReadOnly(study.store.layout.database);
  const read = () => readSetting(reader.db, 'new', z.number());
  {
    using _snapshot = reader.snapshot();
    expect(read()).toBe(1);
    write(2);
    expect(read()).toBe(1);
  }
  expect(read()).toBe(2);
});

describe('delete', () => {
  test('removes the folder with all in it and says how much that was', async () => {
    using folder = makeTempFolder();
    const study = makeClosedStudy(folder.path);
    writeFileSync(path.join(study, 'crops', '1-0.jpg'), Buffer.alloc(100_000));
    const size = await folderSizeBytes(study);
    expect(size).toBeGreaterThan(100_000);
    const freed = await deleteStudyFolder(study, nowUtcMs);
    expect(freed).toBe(size);
    expect(existsSync(study)).toBe(false);
  });

  test('deletes the folder itself, not a link to it', async () => {
    using folder = makeTempFolder();
    const study = makeClosedStudy(folder.path);
    const link = path.join(folder.path, 'link.wandr');
    symlinkSync(study, link, 'junction');
    await deleteStudyFolder(link, nowUtcMs);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test('refuses what is not surely a study', async () => {
    using folder = makeTempFolder();
    const home = path.join(folder.path, 'home');
    mkdirSync(home);
    await expect(deleteStudyFolder(home, nowUtcMs)).rejects.toMatchObject({ code: 'STUDY_NOT_FOUND' });
    // A file of that name that is something else's, in a folder not named by Wandr.
    writeFileSync(path.join(home, 'study.db'), 'my notes on studying'.repeat(100));
    await expect(deleteStudyFolder(home, nowUtcMs)).rejects.toMatchObject({ code: 'STUDY_NOT_FOUND' });
    expect(existsSync(path.join(home, 'study.db'))).toBe(true);
  });

  test('a damaged study can be deleted', async () => {
    using folder = makeTempFolder();
    const study = makeClosedStudy(folder.path);
    writeFileSync(studyLayout(study).database, 'this was a database once'.repeat(500));
    await deleteStudyFolder(study, nowUtcMs);
    expect(existsSync(study)).toBe(false);
  });
});
