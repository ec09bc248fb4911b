import { asc, eq } from 'drizzle-orm';
import type { VisitorEstimate } from '#shared/contract/journeys.ts';
import type { StatedLink } from '../../../src-main/core/metrics/links.ts';
import { decodePath, type TrackPath } from '../../../src-main/core/tracking/path-codec.ts';
import { readLinkReport } from '../../../src-main/store/link-report.ts';
import { openReadOnly } from '../../../src-main/store/open-study.ts';
import {
  continuation,
  journeyStop,
  link,
  recording,
  tracklet,
} from '../../../src-main/store/schema/index.ts';

/** What a study found, as far as it can be judged. */
export interface StudyOutput {
  readonly recordings: readonly OutputRecording[];
  readonly links: readonly StatedLink[];
  /** Tracklets that a border parts. */
  readonly continuations: readonly { readonly fromTrackletId: number; readonly toTrackletId: number }[];
  /** Tracklet ids of each journey, in order. */
  readonly journeys: readonly (readonly number[])[];
  /** Null in studies that were linked before it was estimated. */
  readonly visitors: VisitorEstimate | null;
}

export interface OutputRecording {
  /** With `/`. */
  readonly path: string;
  readonly startUtcMs: number;
  readonly durationMs: number;
  readonly tracklets: readonly OutputTracklet[];
}

export interface OutputTracklet {
  readonly id: number;
  readonly journeyId: number;
  readonly path: TrackPath;
}

/** Reads the accepted recordings of a study that has been linked. Throws when a tracklet is in no journey. */
export function readStudyOutput(databasePath: string): StudyOutput {
  using study = openReadOnly(databasePath);
  const { db } = study;
  const stops = db
    .select()
    .from(journeyStop)
    .orderBy(asc(journeyStop.journeyId), asc(journeyStop.ordinal))
    .all();
  const journeyOf = new Map(stops.map(({ trackletId, journeyId }) => [trackletId, journeyId]));
  const recordings = db.select().from(recording).where(eq(recording.status, 'accepted')).all();
  return {
    recordings: recordings.map(({ id, path, startUtcMs, durationMs }) => {
      if (startUtcMs === null || durationMs === null) throw new Error(`${path} was accepted without a time`);
      const rows = db
        .select()
        .from(tracklet)
        .where(eq(tracklet.recordingId, id))
        .orderBy(asc(tracklet.id))
        .all();
      return {
        path: path.replaceAll('\\', '/'),
        startUtcMs,
        durationMs,
        tracklets: rows.map((row) => {
          const journeyId = journeyOf.get(row.id);
          if (journeyId === undefined) throw new Error(`tracklet ${row.id} is in no journey`);
          return { id: row.id, journeyId, path: decodePath(row.path) };
        }),
      };
    }),
    links: db.select().from(link).orderBy(asc(link.fromTrackletId)).all(),
    continuations: db.select().from(continuation).orderBy(asc(continuation.fromTrackletId)).all(),
    journeys: [...Map.groupBy(stops, ({ journeyId }) => journeyId).values()].map((list) =>
      list.map(({ trackletId }) => trackletId),
    ),
    visitors: readLinkReport(db)?.visitors ?? null,
  };
}
