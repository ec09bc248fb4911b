import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { ReviewQuestion } from '#shared/contract/review.ts';
import { rankQuestions } from '../../core/review/rank-questions.ts';
import { readDecisions } from '../../store/read-decisions.ts';
import { camera, journeyStop, link, linkCandidate, recording, tracklet } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;

/** Posteriors between which a link is worth asking about; beyond them the answer is as good as known. */
const OPEN = Object.freeze({ above: 0.1, below: 0.9 });
/** How many links are weighed against each other, the most doubtful: a large study has more than anybody answers. */
const MAX_WEIGHED = 2_000;

interface Open {
  readonly fromTrackletId: number;
  readonly toTrackletId: number;
  readonly posterior: number;
}

/**
 * Questions in the order in which answers help most, one per tracklet that somebody may follow: about the likeliest of
 * those who may. Pairs that are decided, by what was said about others as well, are not asked.
 */
export function readQueue(db: Reader, limit: number): { total: number; questions: ReviewQuestion[] } {
  const open = openLinks(db);
  const places = stopPlaces(db, open);
  const weighed = open.flatMap((row) => {
    const from = places.get(row.fromTrackletId);
    const to = places.get(row.toTrackletId);
    if (!from || !to) return [];
    // Both are in one journey already, by way of other stops: those links are the ones to ask about.
    if (from.journeyId === to.journeyId && to.ordinal !== from.ordinal + 1) return [];
    const before = from.ordinal + 1;
    const after = to.stops - to.ordinal;
    return [{ ...row, stopsAtStake: Math.min(before, after) }];
  });
  const best = rankQuestions(weighed).slice(0, limit);
  return { total: weighed.length, questions: describe(db, best) };
}

export function countQuestions(db: Reader): number {
  return readQueue(db, 0).total;
}

function openLinks(db: Reader): Open[] {
  const { applied } = readDecisions(db);
  const rows = db
    .select({
      fromTrackletId: linkCandidate.fromTrackletId,
      toTrackletId: linkCandidate.toTrackletId,
      posterior: linkCandidate.posterior,
    })
    .from(linkCandidate)
    .where(and(gt(linkCandidate.posterior, OPEN.above), lt(linkCandidate.posterior, OPEN.below)))
    .orderBy(sql`abs(${linkCandidate.posterior} - 0.5)`, linkCandidate.fromTrackletId)
    .limit(MAX_WEIGHED)
    .all();
  const isDecided = ({ fromTrackletId: firstId, toTrackletId: secondId }: Open): boolean =>
    applied.against({ verdict: 'same', firstId, secondId }) !== null ||
    applied.against({ verdict: 'different', firstId, secondId }) !== null;
  const likeliest = new Map<number, Open>();
  for (const row of rows) {
    if (isDecided(row)) continue;
    const other = likeliest.get(row.fromTrackletId);
    if (!other || row.posterior > other.posterior) likeliest.set(row.fromTrackletId, row);
  }
  return [...likeliest.values()];
}

interface StopPlace {
  readonly journeyId: number;
  readonly ordinal: number;
  /** Of the whole journey. */
  readonly stops: number;
}

function stopPlaces(db: Reader, open: readonly Open[]): Map<number, StopPlace> {
  const ids = [...new Set(open.flatMap((row) => [row.fromTrackletId, row.toTrackletId]))];
  const stopsOf = db
    .select({ count: sql<number>`count(*)` })
    .from(sql`${journeyStop} AS other`)
    .where(sql`other.${sql.identifier('journeyId')} = ${journeyStop.journeyId}`);
  const rows = db
    .select({
      trackletId: journeyStop.trackletId,
      journeyId: journeyStop.journeyId,
      ordinal: journeyStop.ordinal,
      stops: sql<number>`(${stopsOf})`,
    })
    .from(journeyStop)
    .where(inArray(journeyStop.trackletId, ids))
    .all();
  return new Map(rows.map((row) => [row.trackletId, row]));
}

function describe(
  db: Reader,
  questions: readonly (Open & { readonly stopsAtStake: number })[],
): ReviewQuestion[] {
  const ids = [...new Set(questions.flatMap((row) => [row.fromTrackletId, row.toTrackletId]))];
  const zero = sql<number>`${recording.startUtcMs} + ${camera.clockOffsetMs}`;
  const rows = db
    .select({
      id: tracklet.id,
      cameraName: camera.name,
      startUtcMs: sql<number>`${zero} + ${tracklet.startOffsetMs}`,
      endUtcMs: sql<number>`${zero} + ${tracklet.endOffsetMs}`,
      followerId: link.toTrackletId,
    })
    .from(tracklet)
    .innerJoin(recording, eq(recording.id, tracklet.recordingId))
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .leftJoin(link, eq(link.fromTrackletId, tracklet.id))
    .where(inArray(tracklet.id, ids))
    .all();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return questions.flatMap(({ fromTrackletId, toTrackletId, posterior, stopsAtStake }) => {
    const from = byId.get(fromTrackletId);
    const to = byId.get(toTrackletId);
    if (!from || !to) return [];
    return [
      {
        fromTrackletId,
        toTrackletId,
        fromCameraName: from.cameraName,
        toCameraName: to.cameraName,
        exitUtcMs: Math.round(from.endUtcMs),
        enterUtcMs: Math.round(to.startUtcMs),
        confidence: posterior,
        isLinked: from.followerId === toTrackletId,
        stopsAtStake,
      },
    ];
  });
}
