import { and, eq, gte, isNotNull, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import {
  type SightingFootage,
  type SightingKey,
  sightingKey,
  sightingOverlap,
} from '../../core/review/sighting-key.ts';
import { decodePath } from '../../core/tracking/path-codec.ts';
import { camera, decision, recording, tracklet } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb, StudyTransaction } from '../../store/study-store.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;

/** What a tracklet showed, to be found again; undefined when there is no such tracklet. */
export function readSighting(db: Reader, trackletId: number): SightingKey | undefined {
  const [row] = footageRows(db, eq(tracklet.id, trackletId));
  return row && sightingKey(decodePath(row.path), footageOf(row));
}

/**
 * Attaches decisions whose tracklets are gone to those that show the same now, if any do.
 * @returns how many sides found their tracklet again.
 */
export function reattachDecisions(tx: StudyTransaction): number {
  const lost = tx
    .select()
    .from(decision)
    .where(or(isNull(decision.firstTrackletId), isNull(decision.secondTrackletId)))
    .all();
  let found = 0;
  for (const row of lost) {
    const firstTrackletId = row.firstTrackletId ?? findSighting(tx, row.firstKey, row.secondTrackletId);
    const secondTrackletId = row.secondTrackletId ?? findSighting(tx, row.secondKey, firstTrackletId);
    found += Number(firstTrackletId !== row.firstTrackletId);
    found += Number(secondTrackletId !== row.secondTrackletId);
    tx.update(decision).set({ firstTrackletId, secondTrackletId }).where(eq(decision.id, row.id)).run();
  }
  return found;
}

/** The tracklet that shows most of a sighting; null when none does. One decision is never about one tracklet twice. */
export function findSighting(db: Reader, key: SightingKey, exceptId: number | null): number | null {
  const first = key.samples[0]!.offsetMs;
  const last = key.samples.at(-1)!.offsetMs;
  const inSameFile = and(
    eq(recording.fingerprint, key.fingerprint),
    lte(tracklet.startOffsetMs, last),
    gte(tracklet.endOffsetMs, first),
  );
  const inSameFileBest = bestOf(footageRows(db, and(inSameFile, exceptThat(exceptId))), key, () => 0);
  if (inSameFileBest !== null) return inSameFileBest;
  // Another file of that camera and time: the main stream instead of the sub-stream, or another export.
  const zero = sql`${recording.startUtcMs} + ${camera.clockOffsetMs}`;
  const atThatTime = and(
    ne(recording.fingerprint, key.fingerprint),
    or(eq(camera.id, key.cameraId), eq(camera.name, key.cameraName)),
    lte(sql`${zero} + ${tracklet.startOffsetMs}`, key.endUtcMs),
    gte(sql`${zero} + ${tracklet.endOffsetMs}`, key.startUtcMs),
  );
  return bestOf(
    footageRows(db, and(atThatTime, exceptThat(exceptId))),
    key,
    ({ zeroUtcMs }) => key.startUtcMs - first - zeroUtcMs,
  );
}

function exceptThat(trackletId: number | null): SQL | undefined {
  return trackletId === null ? undefined : ne(tracklet.id, trackletId);
}

type FootageRow = ReturnType<typeof footageRows>[number];

function bestOf(
  rows: readonly FootageRow[],
  key: SightingKey,
  shiftMs: (footage: SightingFootage) => number,
): number | null {
  let best: { id: number; overlap: number } | null = null;
  for (const row of rows) {
    const footage = footageOf(row);
    const overlap = sightingOverlap(key, decodePath(row.path), footage, shiftMs(footage));
    if (overlap > (best?.overlap ?? 0)) best = { id: row.id, overlap };
  }
  return best?.id ?? null;
}

function footageRows(db: Reader, where: SQL | undefined) {
  return db
    .select({
      id: tracklet.id,
      path: tracklet.path,
      fingerprint: recording.fingerprint,
      startUtcMs: recording.startUtcMs,
      probe: recording.probe,
      cameraId: camera.id,
      cameraName: camera.name,
      clockOffsetMs: camera.clockOffsetMs,
    })
    .from(tracklet)
    .innerJoin(recording, eq(recording.id, tracklet.recordingId))
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .where(and(isNotNull(recording.startUtcMs), where))
    .orderBy(tracklet.id)
    .all();
}

/** A recording that nobody probed has pixels for its measure, which serves as long as it is the same file. */
function footageOf(row: FootageRow): SightingFootage {
  return {
    fingerprint: row.fingerprint,
    cameraId: row.cameraId,
    cameraName: row.cameraName,
    zeroUtcMs: row.startUtcMs! + row.clockOffsetMs,
    widthPx: row.probe?.widthPx ?? 1,
    heightPx: row.probe?.heightPx ?? 1,
  };
}
