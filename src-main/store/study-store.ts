import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type * as schema from './schema/index.ts';

/** The writable handle. Only the host process holds one. */
export type StudyDb = BetterSQLite3Database<typeof schema>;
export type StudyTransaction = Parameters<Parameters<StudyDb['transaction']>[0]>[0];
/** What a worker gets: a type without insert, update and delete, on a connection opened read-only. */
export type ReadonlyStudyDb = Pick<
  StudyDb,
  'select' | 'selectDistinct' | 'query' | '$count' | 'all' | 'get' | 'values'
>;

/** Absolute paths inside a `<name>.wandr` folder. */
export interface StudyLayout {
  readonly folder: string;
  readonly database: string;
  readonly proxies: string;
  readonly thumbs: string;
  readonly crops: string;
  readonly plans: string;
  readonly reports: string;
  readonly exports: string;
  readonly logs: string;
  /** Copies of footage that was dropped in a browser. */
  readonly sources: string;
  /** Copies of the database, made before a migration. */
  readonly backups: string;
}

export interface StudyStore extends Disposable {
  readonly layout: StudyLayout;
  readonly db: StudyDb;
  readonly name: string;
  readonly timeZone: string;
  readonly createdUtcMs: number;
  /**
   * Runs `work` in one IMMEDIATE transaction; `durable` syncs to disk before returning (human decisions).
   * Inside another transaction it becomes a savepoint of that one, which decides the durability.
   */
  transaction<T>(work: (tx: StudyTransaction) => T, options?: { durable?: boolean }): T;
}

/** A worker's view of the study; the host stays the only writer. */
export interface ReadonlyStudy extends Disposable {
  readonly db: ReadonlyStudyDb;
  readonly name: string;
  readonly timeZone: string;
  readonly createdUtcMs: number;
  /**
   * Until it is disposed of, all reads see the study as the first of them does, whatever the host writes meanwhile: for
   * what belongs together and is read in turns. The write-ahead log cannot be folded in for as long.
   */
  snapshot(): Disposable;
}
