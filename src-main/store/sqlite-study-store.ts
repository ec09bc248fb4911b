import { type SqliteConnection, studyDb } from './connection.ts';
import type { StudyFacts } from './study-facts.ts';
import type { StudyDb, StudyLayout, StudyStore, StudyTransaction } from './study-store.ts';

/** The open study. Owns its connection and its lock. */
export class SqliteStudyStore implements StudyStore {
  readonly layout: StudyLayout;
  readonly db: StudyDb;
  readonly name: string;
  readonly timeZone: string;
  readonly createdUtcMs: number;
  readonly #sqlite: SqliteConnection;
  readonly #lock: Disposable;

  constructor(layout: StudyLayout, sqlite: SqliteConnection, facts: StudyFacts, lock: Disposable) {
    this.layout = layout;
    this.db = studyDb(sqlite);
    this.name = facts.name;
    this.timeZone = facts.timeZone;
    this.createdUtcMs = facts.createdUtcMs;
    this.#sqlite = sqlite;
    this.#lock = lock;
  }

  transaction<T>(work: (tx: StudyTransaction) => T, options: { durable?: boolean } = {}): T {
    const run = () => this.db.transaction(work, { behavior: 'immediate' });
    // SQLite refuses to change the safety level inside a transaction, and a savepoint is as durable as its outer one.
    if (!options.durable || this.#sqlite.inTransaction) return run();
    this.#sqlite.pragma('synchronous = FULL');
    try {
      return run();
    } finally {
      this.#sqlite.pragma('synchronous = NORMAL');
    }
  }

  [Symbol.dispose](): void {
    if (!this.#sqlite.open) return;
    // Closing the last connection folds the write-ahead log into the database, so that a copied folder is whole.
    this.#sqlite.close();
    this.#lock[Symbol.dispose]();
  }
}
