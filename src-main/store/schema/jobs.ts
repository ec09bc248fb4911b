import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ErrorInfo } from '#shared/errors.ts';

export const job = sqliteTable(
  'job',
  {
    id: integer().primaryKey(),
    type: text({ enum: ['scan', 'hash', 'prepare', 'analyze', 'link', 'report'] }).notNull(),
    /** JSON, parsed by the schema of its type when read. */
    payload: text({ mode: 'json' }).notNull(),
    title: text().notNull(),
    status: text({
      enum: ['queued', 'running', 'done', 'failed', 'cancelled', 'quarantined'],
    }).notNull(),
    /** Higher runs first; then lower id. */
    priority: integer().notNull(),
    /** At most one unfinished job per key, so that a request made twice is done once. */
    dedupeKey: text(),
    /** Runs only when no unfinished job has a lower barrier: linking waits for analysis. */
    barrier: integer().notNull().default(0),
    recordingId: integer(),
    progress: real().notNull().default(0),
    phase: text(),
    speedXRealtime: real(),
    attempts: integer().notNull().default(0),
    crashes: integer().notNull().default(0),
    leaseOwner: text(),
    leaseUntilUtcMs: integer(),
    error: text({ mode: 'json' }).$type<ErrorInfo>(),
    summary: text(),
    createdUtcMs: integer().notNull(),
    startedUtcMs: integer(),
    finishedUtcMs: integer(),
  },
  (table) => [
    index('job_next').on(table.status, table.barrier, table.priority, table.id),
    index('job_dedupe').on(table.dedupeKey),
    index('job_recording').on(table.recordingId),
    // Covers what the state of the queue asks several times a second, over 10^5 jobs.
    index('job_state').on(table.status, table.type, table.createdUtcMs, table.finishedUtcMs),
  ],
);
