import { and, eq, isNotNull } from 'drizzle-orm';
import { recording } from './schema/index.ts';

/** Recordings that have a place on the time line: accepted, and known when they begin and how long they are. */
export const isOnTimeLine = and(
  eq(recording.status, 'accepted'),
  isNotNull(recording.startUtcMs),
  isNotNull(recording.durationMs),
);
