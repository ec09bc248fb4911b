import { asc, eq, isNotNull } from 'drizzle-orm';
import { inCommonTime } from '../core/linking/clocks/clock-offsets.ts';
import type { JudgedPair } from '../core/people/find-groups.ts';
import { type ContinuedStop, joinContinued } from '../core/people/join-continued.ts';
import type { PersonJourney } from '../core/people/types.ts';
import type { TimeSpan } from '../core/timeline/spans.ts';
import { readLinkReport } from './link-report.ts';
import { readObserved } from './read-observed.ts';
import {
  camera,
  continuation,
  journey,
  journeyStop,
  peopleVerdict,
  recording,
  tracklet,
  trackletEmbedding,
} from './schema/index.ts';
import type { ReadonlyStudyDb } from './study-store.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;

export type Role = 'staff' | 'visitor';

/** Journeys and what people decided about them. */
export interface StudyPeople {
  /** In order of id. */
  readonly journeys: readonly PersonJourney[];
  /** Of journeys that somebody judged; of what contradicts itself the later counts. */
  readonly roles: ReadonlyMap<number, Role>;
  readonly judgedPairs: readonly JudgedPair[];
  /** Per camera id, when it observed, by the clocks of the journeys. */
  readonly observed: ReadonlyMap<number, readonly TimeSpan[]>;
}

/**
 * Journeys with the stops whose recordings have a start, and the verdicts about their tracklets. A view that borders part is
 * one stop. Times are by the clocks as linking corrected them: a clock that is off would make views overlap that do not.
 */
export function readPeople(db: Reader): StudyPeople {
  const rows = db
    .select({
      journeyId: journeyStop.journeyId,
      trackletId: tracklet.id,
      cameraId: camera.id,
      recordingStartUtcMs: recording.startUtcMs,
      clockOffsetMs: camera.clockOffsetMs,
      startOffsetMs: tracklet.startOffsetMs,
      endOffsetMs: tracklet.endOffsetMs,
      space: trackletEmbedding.space,
      vector: trackletEmbedding.vector,
      continuedId: continuation.fromTrackletId,
    })
    .from(journey)
    .innerJoin(journeyStop, eq(journeyStop.journeyId, journey.id))
    .innerJoin(tracklet, eq(tracklet.id, journeyStop.trackletId))
    .innerJoin(recording, eq(recording.id, tracklet.recordingId))
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .leftJoin(trackletEmbedding, eq(trackletEmbedding.trackletId, tracklet.id))
    .leftJoin(continuation, eq(continuation.toTrackletId, tracklet.id))
    .where(isNotNull(recording.startUtcMs))
    .orderBy(asc(journey.id), asc(journeyStop.ordinal))
    .all();
  const space = mostFrequent(rows.map((row) => row.space));
  const journeyOf = new Map(rows.map(({ trackletId, journeyId }) => [trackletId, journeyId]));
  const trackletOf = (row: (typeof rows)[number]): ContinuedStop => {
    const zeroUtcMs = row.recordingStartUtcMs! + row.clockOffsetMs;
    return {
      trackletId: row.trackletId,
      cameraId: row.cameraId,
      startUtcMs: zeroUtcMs + row.startOffsetMs,
      endUtcMs: zeroUtcMs + row.endOffsetMs,
      vector: row.vector && row.space === space ? new Int8Array(row.vector) : null,
      continuedId: row.continuedId,
    };
  };
  const clocks = readLinkReport(db)?.clocks ?? [];
  const journeys = [...Map.groupBy(rows, ({ journeyId }) => journeyId)].map(([id, own]) => ({
    id,
    stops: joinContinued(
      inCommonTime(own.map(trackletOf), clocks).toSorted((a, b) => a.startUtcMs - b.startUtcMs),
    ),
  }));
  const observed = [...readObserved(db)].map(([cameraId, spans]) => {
    const placed = spans.map((span) => ({ ...span, cameraId }));
    return [cameraId, inCommonTime(placed, clocks)] as const;
  });
  return { journeys, ...readVerdicts(db, journeyOf), observed: new Map(observed) };
}

function readVerdicts(
  db: Reader,
  journeyOf: ReadonlyMap<number, number>,
): Pick<StudyPeople, 'roles' | 'judgedPairs'> {
  const roles = new Map<number, Role>();
  const pairs = new Map<string, JudgedPair>();
  for (const row of db.select().from(peopleVerdict).orderBy(asc(peopleVerdict.id)).all()) {
    const first = row.firstTrackletId === null ? undefined : journeyOf.get(row.firstTrackletId);
    if (first === undefined) continue;
    if (row.kind === 'undecided') roles.delete(first);
    else if (row.kind === 'staff' || row.kind === 'visitor') roles.set(first, row.kind);
    if (row.secondKey === null) continue;
    const second = row.secondTrackletId === null ? undefined : journeyOf.get(row.secondTrackletId);
    // Linking made one journey of the two: nobody is together with themselves.
    if (second === undefined || second === first) continue;
    const [low, high] = first < second ? [first, second] : [second, first];
    pairs.set(`${low}/${high}`, {
      firstJourneyId: low,
      secondJourneyId: high,
      areTogether: row.kind === 'together',
    });
  }
  return { roles, judgedPairs: [...pairs.values()] };
}

/** Of equally frequent ones the first by name; null without any. */
function mostFrequent(names: readonly (string | null)[]): string | null {
  const counts = [...Map.groupBy(names, (name) => name)].filter(([name]) => name !== null);
  counts.sort(([a, rowsA], [b, rowsB]) => rowsB.length - rowsA.length || (a! < b! ? -1 : 1));
  return counts[0]?.[0] ?? null;
}
