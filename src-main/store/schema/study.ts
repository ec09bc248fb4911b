import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row per setting; `value` is JSON. The study's own name, time zone and creation time are settings too. */
export const setting = sqliteTable('setting', {
  key: text().primaryKey(),
  value: text({ mode: 'json' }).notNull(),
});

/** A model that produced results of this study. */
export const model = sqliteTable('model', {
  sha256: text().primaryKey(),
  role: text({ enum: ['detector', 'outfit', 'parser'] }).notNull(),
  name: text().notNull(),
  provider: text().notNull(),
  card: text({ mode: 'json' }).notNull(),
  firstUsedUtcMs: integer().notNull(),
});

/** A file made for the operator, in `reports/`. */
export const reportFile = sqliteTable('report_file', {
  id: integer().primaryKey(),
  fileName: text().notNull().unique(),
  format: text({ enum: ['pdf', 'csv'] }).notNull(),
  description: text().notNull(),
  sizeBytes: integer().notNull(),
  sha256: text().notNull(),
  createdUtcMs: integer().notNull(),
});
