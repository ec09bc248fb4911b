import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { SightingKey } from '../../core/review/sighting-key.ts';
import { tracklet } from './analysis.ts';

/**
 * What a person did, in order of id: decided something, or took a step back or again. Rows are only ever added, so
 * that the study tells how its journeys came about.
 */
export const reviewStep = sqliteTable('review_step', {
  id: integer().primaryKey(),
  kind: text({ enum: ['decide', 'undo', 'redo'] }).notNull(),
  /** The step of kind *decide* that was taken back or again; null for those themselves. */
  targetId: integer(),
  takenUtcMs: integer().notNull(),
  /** Who took it; null where the study knows no operators. */
  operator: text(),
});

/** A pair of tracklets that a step judged. Never changed, but for what the pair is attached to. */
export const decision = sqliteTable(
  'decision',
  {
    id: integer().primaryKey(),
    stepId: integer()
      .notNull()
      .references(() => reviewStep.id),
    verdict: text({ enum: ['same', 'different'] }).notNull(),
    /** The tracklets as they are called now; null while no tracklet shows what was judged. */
    firstTrackletId: integer().references(() => tracklet.id, { onDelete: 'set null' }),
    secondTrackletId: integer().references(() => tracklet.id, { onDelete: 'set null' }),
    /** What was judged, to be found again when the footage is analysed anew. */
    firstKey: text({ mode: 'json' }).$type<SightingKey>().notNull(),
    secondKey: text({ mode: 'json' }).$type<SightingKey>().notNull(),
  },
  (table) => [
    index('decision_step').on(table.stepId),
    index('decision_first').on(table.firstTrackletId),
    index('decision_second').on(table.secondTrackletId),
  ],
);
