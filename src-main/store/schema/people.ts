import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { SightingKey } from '../../core/review/sighting-key.ts';
import { tracklet } from './analysis.ts';

/** Verdicts about one person; `undecided` takes an earlier one back. */
export const roleVerdicts = ['staff', 'visitor', 'undecided'] as const;

/**
 * What a person decided about people: who is staff, and who belongs together. It is said of tracklets, since journeys are
 * numbered anew by every linking; of what contradicts itself, the later counts.
 */
export const peopleVerdict = sqliteTable(
  'people_verdict',
  {
    id: integer().primaryKey(),
    /** Roles are said of the first tracklet, `together` and `apart` of both. */
    kind: text({ enum: [...roleVerdicts, 'together', 'apart'] }).notNull(),
    /** The tracklets as they are called now; null while no tracklet shows what was judged. */
    firstTrackletId: integer().references(() => tracklet.id, { onDelete: 'set null' }),
    secondTrackletId: integer().references(() => tracklet.id, { onDelete: 'set null' }),
    /** What was judged, to be found again when the footage is analysed anew. */
    firstKey: text({ mode: 'json' }).$type<SightingKey>().notNull(),
    /** Null for roles. */
    secondKey: text({ mode: 'json' }).$type<SightingKey>(),
    takenUtcMs: integer().notNull(),
  },
  (table) => [
    index('people_verdict_first').on(table.firstTrackletId),
    index('people_verdict_second').on(table.secondTrackletId),
  ],
);
