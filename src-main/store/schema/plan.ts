import { integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const site = sqliteTable('site', {
  id: integer().primaryKey(),
  name: text().notNull(),
});

export const floor = sqliteTable('floor', {
  id: integer().primaryKey(),
  siteId: integer()
    .notNull()
    .references(() => site.id),
  name: text().notNull(),
  level: integer().notNull(),
});

export const planImage = sqliteTable('plan_image', {
  id: integer().primaryKey(),
  floorId: integer()
    .notNull()
    .unique()
    .references(() => floor.id),
  /** Inside the study folder. */
  relativePath: text().notNull(),
  mimeType: text({ enum: ['image/png', 'image/jpeg'] }).notNull(),
  sha256: text().notNull(),
  widthPx: integer().notNull(),
  heightPx: integer().notNull(),
  metresPerPx: real().notNull(),
  isScaleSet: integer({ mode: 'boolean' }).notNull(),
});

export const camera = sqliteTable(
  'camera',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    floorId: integer().references(() => floor.id),
    xM: real(),
    yM: real(),
    /** 0 is up on the plan, clockwise. */
    headingDeg: real().notNull().default(0),
    fovDeg: real().notNull().default(80),
    rangeM: real().notNull().default(12),
    /** Added to the camera's own clock to get true time. */
    clockOffsetMs: integer().notNull().default(0),
  },
  (table) => [uniqueIndex('camera_name').on(table.name)],
);
