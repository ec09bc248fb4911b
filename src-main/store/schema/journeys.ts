import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { tracklet } from './analysis.ts';

/** The chosen successor of a tracklet. */
export const link = sqliteTable(
  'link',
  {
    fromTrackletId: integer()
      .primaryKey()
      .references(() => tracklet.id, { onDelete: 'cascade' }),
    toTrackletId: integer()
      .notNull()
      .references(() => tracklet.id, { onDelete: 'cascade' }),
    posterior: real().notNull(),
    /** Posterior less the second candidate's. */
    margin: real().notNull(),
    grade: text({ enum: ['confirmed', 'tentative'] }).notNull(),
    /** A person said so. */
    isByHuman: integer({ mode: 'boolean' }).notNull().default(false),
    /** In nats. */
    appearanceLlr: real().notNull(),
    transitLlr: real().notNull(),
    colourLlr: real().notNull(),
  },
  (table) => [index('link_to').on(table.toTrackletId)],
);

/**
 * Tracklets of one person that the border of a chunk or file parts. Somebody whom another camera sees meanwhile has stops
 * between them, so that links do not tell.
 */
export const continuation = sqliteTable(
  'continuation',
  {
    fromTrackletId: integer()
      .primaryKey()
      .references(() => tracklet.id, { onDelete: 'cascade' }),
    toTrackletId: integer()
      .notNull()
      .references(() => tracklet.id, { onDelete: 'cascade' }),
  },
  (table) => [index('continuation_to').on(table.toTrackletId)],
);

/**
 * What else the successor could have been: for review, and for solving again after a decision. `rank` is the order of
 * the link job; posteriors change with decisions.
 */
export const linkCandidate = sqliteTable(
  'link_candidate',
  {
    fromTrackletId: integer()
      .notNull()
      .references(() => tracklet.id, { onDelete: 'cascade' }),
    rank: integer().notNull(),
    toTrackletId: integer()
      .notNull()
      .references(() => tracklet.id, { onDelete: 'cascade' }),
    posterior: real().notNull(),
    appearanceLlr: real().notNull(),
    transitLlr: real().notNull(),
    colourLlr: real().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.fromTrackletId, table.rank] }),
    // Without it, deleting a tracklet reads all candidates.
    index('link_candidate_to').on(table.toTrackletId),
    // The questions that are worth asking are few; the rest is sure.
    index('link_candidate_open')
      .on(table.posterior)
      .where(sql`${table.posterior} > 0.1 AND ${table.posterior} < 0.9`),
  ],
);

export const journey = sqliteTable('journey', {
  id: integer().primaryKey(),
  /** `V0001`, numbered by first appearance. */
  label: text().notNull(),
  confidence: real().notNull(),
});

export const journeyStop = sqliteTable(
  'journey_stop',
  {
    journeyId: integer()
      .notNull()
      .references(() => journey.id, { onDelete: 'cascade' }),
    ordinal: integer().notNull(),
    trackletId: integer()
      .notNull()
      .unique()
      .references(() => tracklet.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.journeyId, table.ordinal] })],
);
