import { blob, index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { GarmentColour } from '#shared/contract/analysis.ts';
import type { CropRecord } from '../../core/outfit/types.ts';
import { recording } from './library.ts';

/** A finished chunk; written in one transaction with its tracklets, or not at all. */
export const analysisChunk = sqliteTable(
  'analysis_chunk',
  {
    recordingId: integer()
      .notNull()
      .references(() => recording.id, { onDelete: 'cascade' }),
    chunkIndex: integer().notNull(),
    fromOffsetMs: integer().notNull(),
    toOffsetMs: integer().notNull(),
    sampledFrames: integer().notNull(),
    /** Packets that could not be decoded. */
    decodeErrors: integer().notNull(),
    /** JSON of the settings, provider and model hashes that made the results. */
    provenance: text({ mode: 'json' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.recordingId, table.chunkIndex] })],
);

export const tracklet = sqliteTable(
  'tracklet',
  {
    /** `trackletId(recordingId, chunkIndex, ordinal)`: the same in every run, whatever finished first. */
    id: integer().primaryKey(),
    recordingId: integer()
      .notNull()
      .references(() => recording.id, { onDelete: 'cascade' }),
    chunkIndex: integer().notNull(),
    startOffsetMs: real().notNull(),
    endOffsetMs: real().notNull(),
    boxCount: integer().notNull(),
    meanScore: real().notNull(),
    /** Times and boxes, `core/tracking/path-codec`. */
    path: blob({ mode: 'buffer' }).notNull(),
    crops: text({ mode: 'json' }).$type<CropRecord[]>().notNull(),
  },
  (table) => [index('tracklet_recording').on(table.recordingId, table.startOffsetMs)],
);

export const trackletEmbedding = sqliteTable('tracklet_embedding', {
  trackletId: integer()
    .primaryKey()
    .references(() => tracklet.id, { onDelete: 'cascade' }),
  /** Names the descriptor; only vectors of one space are compared. */
  space: text().notNull(),
  /** int8[128], a unit vector times 127. */
  vector: blob({ mode: 'buffer' }).notNull(),
});

export const outfit = sqliteTable('outfit', {
  trackletId: integer()
    .primaryKey()
    .references(() => tracklet.id, { onDelete: 'cascade' }),
  top: text({ mode: 'json' }).$type<GarmentColour>(),
  bottom: text({ mode: 'json' }).$type<GarmentColour>(),
  shoes: text({ mode: 'json' }).$type<GarmentColour>(),
});
