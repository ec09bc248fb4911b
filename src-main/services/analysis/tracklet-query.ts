import { and, asc, eq, gte, inArray, isNotNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Tracklet, TrackletPath } from '#shared/contract/analysis.ts';
import { boxAt } from '../../core/geometry/box.ts';
import { decodePath } from '../../core/tracking/path-codec.ts';
import { trackletLabel } from '../../core/tracking/tracklet-label.ts';
import { camera, journeyStop, outfit, recording, tracklet } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;

export interface TrackletFilter {
  readonly recordingId?: number | undefined;
  readonly cameraId?: number | undefined;
  readonly offset: number;
  readonly limit: number;
}

const startUtcMs = sql<number>`${recording.startUtcMs} + ${camera.clockOffsetMs} + ${tracklet.startOffsetMs}`;

/** In order of start time. */
export function listTracklets(db: Reader, filter: TrackletFilter): { total: number; tracklets: Tracklet[] } {
  const where = and(
    isNotNull(recording.startUtcMs),
    filter.recordingId === undefined ? undefined : eq(recording.id, filter.recordingId),
    filter.cameraId === undefined ? undefined : eq(camera.id, filter.cameraId),
  );
  const total = db
    .select({ count: sql<number>`count(*)` })
    .from(tracklet)
    .innerJoin(recording, eq(recording.id, tracklet.recordingId))
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .where(where)
    .get()!.count;
  return { total, tracklets: readTracklets(db, where, filter.limit, filter.offset) };
}

export function findTracklet(db: Reader, trackletId: number): Tracklet | undefined {
  return readTracklets(db, and(isNotNull(recording.startUtcMs), eq(tracklet.id, trackletId)), 1, 0)[0];
}

/** Paths that touch `[fromOffsetMs, toOffsetMs]` of a recording, whole, in order of start. */
export function pathsBetween(
  db: Reader,
  part: { readonly recordingId: number; readonly fromOffsetMs: number; readonly toOffsetMs: number },
): TrackletPath[] {
  const rows = db
    .select({ ...placeColumns, path: tracklet.path, journeyId: journeyStop.journeyId })
    .from(tracklet)
    .innerJoin(recording, eq(recording.id, tracklet.recordingId))
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .leftJoin(journeyStop, eq(journeyStop.trackletId, tracklet.id))
    .where(
      and(
        isNotNull(recording.startUtcMs),
        eq(tracklet.recordingId, part.recordingId),
        lte(tracklet.startOffsetMs, part.toOffsetMs),
        gte(tracklet.endOffsetMs, part.fromOffsetMs),
      ),
    )
    .orderBy(asc(startUtcMs), asc(tracklet.id))
    .all();
  const labels = labelsOf(db, rows);
  return rows.map((row) => {
    const path = decodePath(row.path);
    return {
      trackletId: row.id,
      label: labels.get(row.id)!,
      journeyId: row.journeyId,
      points: Array.from(path.timesMs, (offsetMs, index) => ({
        offsetMs,
        boxPx: boxAt(path.boxesPx, index),
      })),
    };
  });
}

const placeColumns = { id: tracklet.id, cameraId: camera.id, startUtcMs };

/** Some tracklets whose labels are known already, in no order; those that are gone are left out. */
export function trackletsWithLabels(db: Reader, labels: ReadonlyMap<number, string>): Map<number, Tracklet> {
  const rows = trackletRows(
    db,
    and(isNotNull(recording.startUtcMs), inArray(tracklet.id, [...labels.keys()])),
  );
  return new Map(rows.map((row) => [row.id, toTracklet(row, labels.get(row.id)!)]));
}

function readTracklets(db: Reader, where: SQL | undefined, limit: number, offset: number): Tracklet[] {
  // Sorting ids alone: sorting whole rows would carry 10^5 paths through the sorter to throw most of them away.
  const page = db
    .select({ id: tracklet.id })
    .from(tracklet)
    .innerJoin(recording, eq(recording.id, tracklet.recordingId))
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .where(where)
    .orderBy(asc(startUtcMs), asc(tracklet.id))
    .limit(limit)
    .offset(offset);
  const rows = trackletRows(db, inArray(tracklet.id, page));
  const labels = labelsOf(db, rows);
  return rows.map((row) => toTracklet(row, labels.get(row.id)!));
}

function trackletRows(db: Reader, where: SQL | undefined) {
  return db
    .select({
      ...placeColumns,
      tracklet,
      cameraName: camera.name,
      zeroUtcMs: sql<number>`${recording.startUtcMs} + ${camera.clockOffsetMs}`,
      outfit,
      journeyId: journeyStop.journeyId,
    })
    .from(tracklet)
    .innerJoin(recording, eq(recording.id, tracklet.recordingId))
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .leftJoin(outfit, eq(outfit.trackletId, tracklet.id))
    .leftJoin(journeyStop, eq(journeyStop.trackletId, tracklet.id))
    .where(where)
    .orderBy(asc(startUtcMs), asc(tracklet.id))
    .all();
}

function toTracklet(row: ReturnType<typeof trackletRows>[number], label: string): Tracklet {
  return {
    id: row.id,
    label,
    recordingId: row.tracklet.recordingId,
    cameraId: row.cameraId,
    cameraName: row.cameraName,
    startUtcMs: Math.round(row.zeroUtcMs + row.tracklet.startOffsetMs),
    endUtcMs: Math.round(row.zeroUtcMs + row.tracklet.endOffsetMs),
    startOffsetMs: row.tracklet.startOffsetMs,
    endOffsetMs: row.tracklet.endOffsetMs,
    boxCount: row.tracklet.boxCount,
    meanScore: row.tracklet.meanScore,
    cropCount: row.tracklet.crops.length,
    outfit: {
      top: row.outfit?.top ?? null,
      bottom: row.outfit?.bottom ?? null,
      shoes: row.outfit?.shoes ?? null,
    },
    journeyId: row.journeyId,
  };
}

interface Place {
  readonly id: number;
  readonly cameraId: number;
  readonly startUtcMs: number;
}

/**
 * Labels of some tracklets: per camera the place in the order of start time, then id. Counts what is before
 * the first of them and numbers on from there, so a page costs one count and one scan of its own time span.
 */
function labelsOf(db: Reader, places: readonly Place[]): Map<number, string> {
  const labels = new Map<number, string>();
  for (const [cameraId, ofCamera] of Map.groupBy(places, (place) => place.cameraId)) {
    const first = ofCamera.reduce((a, b) => (comesBefore(b, a) ? b : a));
    const last = ofCamera.reduce((a, b) => (comesBefore(a, b) ? b : a));
    const isBeforeFirst = or(
      lt(startUtcMs, first.startUtcMs),
      and(eq(startUtcMs, first.startUtcMs), lt(tracklet.id, first.id)),
    );
    const before = db
      .select({ count: sql<number>`count(*)` })
      .from(tracklet)
      .innerJoin(recording, eq(recording.id, tracklet.recordingId))
      .innerJoin(camera, eq(camera.id, recording.cameraId))
      .where(and(eq(camera.id, cameraId), isBeforeFirst))
      .get()!.count;
    const span = db
      .select(placeColumns)
      .from(tracklet)
      .innerJoin(recording, eq(recording.id, tracklet.recordingId))
      .innerJoin(camera, eq(camera.id, recording.cameraId))
      .where(
        and(eq(camera.id, cameraId), gte(startUtcMs, first.startUtcMs), lte(startUtcMs, last.startUtcMs)),
      )
      .orderBy(asc(startUtcMs), asc(tracklet.id))
      .all()
      .filter((place) => !comesBefore(place, first));
    span.forEach(({ id }, index) => {
      labels.set(id, trackletLabel(cameraId, before + index + 1));
    });
  }
  return labels;
}

function comesBefore(a: Place, b: Place): boolean {
  return a.startUtcMs < b.startUtcMs || (a.startUtcMs === b.startUtcMs && a.id < b.id);
}
