import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Evidence, MediaProbe } from '#shared/contract/library.ts';
import type { ErrorInfo } from '#shared/errors.ts';
import { camera } from './plan.ts';

export const recording = sqliteTable(
  'recording',
  {
    id: integer().primaryKey(),
    /** Absolute path of the source, which is never written to. */
    path: text().notNull(),
    sizeBytes: integer().notNull(),
    modifiedUtcMs: integer().notNull(),
    /** SHA-256 over the first and last MiB and the size: cheap, for finding duplicate suspects. */
    fingerprint: text().notNull(),
    /** Of the whole file; null until the hash job is done. */
    sha256: text(),
    status: text({ enum: ['proposed', 'accepted', 'excluded', 'duplicate', 'unreadable'] }).notNull(),
    problem: text({ mode: 'json' }).$type<ErrorInfo>(),
    cameraId: integer().references(() => camera.id),
    /** Names the camera until the recording is accepted. */
    proposedCameraName: text(),
    startUtcMs: integer(),
    durationMs: integer(),
    evidence: text({ mode: 'json' }).$type<Evidence[]>().notNull(),
    confidence: real().notNull(),
    probe: text({ mode: 'json' }).$type<MediaProbe>(),
    duplicateOfId: integer(),
    proxy: text({ enum: ['none', 'queued', 'ready', 'failed'] })
      .notNull()
      .default('none'),
    addedUtcMs: integer().notNull(),
  },
  (table) => [
    uniqueIndex('recording_path').on(table.path),
    index('recording_fingerprint').on(table.fingerprint),
    index('recording_camera').on(table.cameraId, table.startUtcMs),
  ],
);

/** A part inside a recording that could not be decoded: not observed, never zero. */
export const recordingGap = sqliteTable(
  'recording_gap',
  {
    id: integer().primaryKey(),
    recordingId: integer()
      .notNull()
      .references(() => recording.id, { onDelete: 'cascade' }),
    startOffsetMs: integer().notNull(),
    endOffsetMs: integer().notNull(),
    reason: text().notNull(),
  },
  (table) => [index('recording_gap_recording').on(table.recordingId)],
);

/** A file that Wandr made from a recording. */
export const mediaAsset = sqliteTable(
  'media_asset',
  {
    id: integer().primaryKey(),
    recordingId: integer()
      .notNull()
      .references(() => recording.id, { onDelete: 'cascade' }),
    kind: text({ enum: ['proxy', 'thumbnail'] }).notNull(),
    /** Inside the study folder. */
    relativePath: text().notNull(),
    sizeBytes: integer().notNull(),
    widthPx: integer().notNull(),
    heightPx: integer().notNull(),
  },
  (table) => [uniqueIndex('media_asset_recording_kind').on(table.recordingId, table.kind)],
);
