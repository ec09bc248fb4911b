import { eq, inArray, sql } from 'drizzle-orm';
import type { LinkCamera, LinkTracklet } from '../../core/linking/types.ts';
import { idBatches } from '../../store/id-batches.ts';
import {
  camera,
  continuation,
  journeyStop,
  link,
  linkCandidate,
  recording,
  tracklet,
} from '../../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;

export type StoredLink = typeof link.$inferSelect;
export type StoredCandidate = typeof linkCandidate.$inferSelect;
export type StoredContinuation = typeof continuation.$inferSelect;

/** The part of a study that a decision may change. */
export interface Neighbourhood {
  /** Tracklets that are solved again. */
  readonly inner: ReadonlySet<number>;
  /** The inner ones, and those that a link joins to them over the border; the latter links stay. */
  readonly tracklets: readonly LinkTracklet[];
  readonly cameras: readonly LinkCamera[];
  readonly links: readonly StoredLink[];
  /** Between inner tracklets. */
  readonly candidates: readonly StoredCandidate[];
  readonly continuations: readonly StoredContinuation[];
}

/**
 * Everything that hangs together with some tracklets by candidate links, from near to far, up to about `maxTracklets`:
 * how likely a link is depends on its rivals and theirs, less with every step. The journeys of the tracklets themselves
 * are always whole, since nobody may be in one journey with whom they were told apart from.
 */
export function readNeighbourhood(
  db: Reader,
  seedIds: readonly number[],
  maxTracklets: number,
): Neighbourhood {
  const inner = new Set(journeyMates(db, seedIds));
  let frontier = [...inner];
  while (frontier.length > 0 && inner.size < maxTracklets) {
    const reached = new Set<number>();
    for (const { fromTrackletId, toTrackletId } of [
      ...readCandidates(db, frontier, 'either'),
      ...readLinks(db, frontier),
      ...readContinuations(db, frontier),
    ]) {
      for (const id of [fromTrackletId, toTrackletId]) if (!inner.has(id)) reached.add(id);
    }
    frontier = [...reached].sort((a, b) => a - b).slice(0, maxTracklets - inner.size);
    for (const id of frontier) inner.add(id);
  }
  const ids = [...inner];
  const links = readLinks(db, ids);
  const all = new Set([...ids, ...links.flatMap((row) => [row.fromTrackletId, row.toTrackletId])]);
  return {
    inner,
    tracklets: readSpans(db, [...all]),
    cameras: readLinkCameras(db),
    links,
    candidates: readCandidates(db, ids, 'from').filter((row) => inner.has(row.toTrackletId)),
    continuations: readContinuations(db, ids).filter(
      (row) => inner.has(row.fromTrackletId) && inner.has(row.toTrackletId),
    ),
  };
}

function journeyMates(db: Reader, ids: readonly number[]): number[] {
  const journeys = db
    .select({ id: journeyStop.journeyId })
    .from(journeyStop)
    .where(inArray(journeyStop.trackletId, [...ids]));
  const mates = db
    .select({ id: journeyStop.trackletId })
    .from(journeyStop)
    .where(inArray(journeyStop.journeyId, journeys))
    .all();
  return [...ids, ...mates.map(({ id }) => id)];
}

function readCandidates(db: Reader, ids: readonly number[], side: 'from' | 'either'): StoredCandidate[] {
  const columns =
    side === 'from'
      ? [linkCandidate.fromTrackletId]
      : [linkCandidate.fromTrackletId, linkCandidate.toTrackletId];
  return columns.flatMap((column) =>
    [...idBatches(ids)].flatMap((batch) =>
      db.select().from(linkCandidate).where(inArray(column, batch)).all(),
    ),
  );
}

function readLinks(db: Reader, ids: readonly number[]): StoredLink[] {
  const found = [link.fromTrackletId, link.toTrackletId].flatMap((column) =>
    [...idBatches(ids)].flatMap((batch) => db.select().from(link).where(inArray(column, batch)).all()),
  );
  return [...new Map(found.map((row) => [row.fromTrackletId, row])).values()];
}

function readContinuations(db: Reader, ids: readonly number[]): StoredContinuation[] {
  const found = [continuation.fromTrackletId, continuation.toTrackletId].flatMap((column) =>
    [...idBatches(ids)].flatMap((batch) =>
      db.select().from(continuation).where(inArray(column, batch)).all(),
    ),
  );
  return [...new Map(found.map((row) => [row.fromTrackletId, row])).values()];
}

function readSpans(db: Reader, ids: readonly number[]): LinkTracklet[] {
  const zero = sql<number>`${recording.startUtcMs} + ${camera.clockOffsetMs}`;
  return [...idBatches(ids)].flatMap((batch) =>
    db
      .select({
        id: tracklet.id,
        cameraId: camera.id,
        startUtcMs: sql<number>`${zero} + ${tracklet.startOffsetMs}`,
        endUtcMs: sql<number>`${zero} + ${tracklet.endOffsetMs}`,
      })
      .from(tracklet)
      .innerJoin(recording, eq(recording.id, tracklet.recordingId))
      .innerJoin(camera, eq(camera.id, recording.cameraId))
      .where(inArray(tracklet.id, batch))
      .all()
      // Solving compares scores that are stored; what they came from is not needed.
      .map((row) => ({ ...row, embedding: null, colours: noColours, entry: null, exit: null })),
  );
}

const noColours = Object.freeze({ top: null, bottom: null, shoes: null });

function readLinkCameras(db: Reader): LinkCamera[] {
  return db
    .select()
    .from(camera)
    .orderBy(camera.id)
    .all()
    .map(({ id, floorId, xM, yM, headingDeg, fovDeg, rangeM }) => ({
      id,
      floorId,
      posM: xM === null || yM === null ? null : { x: xM, y: yM },
      headingDeg,
      fovDeg,
      rangeM,
    }));
}
