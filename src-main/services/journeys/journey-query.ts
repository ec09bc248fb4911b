import { and, asc, eq, exists, gte, inArray, type SQL, sql } from 'drizzle-orm';
import type { GarmentColour, Outfit } from '#shared/contract/analysis.ts';
import type { Journey, JourneyStop } from '#shared/contract/journeys.ts';
import { inCommonTime } from '../../core/linking/clocks/clock-offsets.ts';
import { stopPosition } from '../../core/spatial/stop-position.ts';
import { arrivalsOf, durationMs, inViewMs } from '../../core/timeline/visit.ts';
import { readLinkReport } from '../../store/link-report.ts';
import {
  camera,
  continuation,
  journey,
  journeyStop,
  link,
  linkCandidate,
  outfit,
  recording,
  tracklet,
} from '../../store/schema/index.ts';
import { isOfBorder, stopLinks } from '../../store/stop-links.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;

export interface JourneyFilter {
  readonly minStops: number;
  readonly cameraId?: number | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Journeys in order of their number: that of first appearance, but for those that decisions began anew. */
export function listJourneys(db: Reader, filter: JourneyFilter): { total: number; journeys: Journey[] } {
  const where = journeysThat(db, filter);
  const total = db.select({ count: sql<number>`count(*)` }).from(journey).where(where).get()!.count;
  const rows = db
    .select()
    .from(journey)
    .where(where)
    .orderBy(asc(journey.id))
    .limit(filter.limit)
    .offset(filter.offset)
    .all();
  return { total, journeys: withStops(db, rows) };
}

/** In order of id; those that are gone are left out. */
export function findJourneys(db: Reader, journeyIds: readonly number[]): Journey[] {
  const rows = db
    .select()
    .from(journey)
    .where(inArray(journey.id, [...journeyIds]))
    .orderBy(asc(journey.id))
    .all();
  return withStops(db, rows);
}

/** Undefined when there is no such journey. */
export function findJourney(db: Reader, journeyId: number): Journey | undefined {
  return withStops(db, db.select().from(journey).where(eq(journey.id, journeyId)).all())[0];
}

function journeysThat(db: Reader, { minStops, cameraId }: JourneyFilter): SQL | undefined {
  const conditions: SQL[] = [];
  if (minStops > 1) {
    const stopCount = db
      .select({ count: sql`count(*)` })
      .from(journeyStop)
      .where(eq(journeyStop.journeyId, journey.id));
    conditions.push(gte(sql`(${stopCount})`, minStops));
  }
  if (cameraId !== undefined) {
    const stopAtCamera = db
      .select({ one: sql`1` })
      .from(journeyStop)
      .innerJoin(tracklet, eq(tracklet.id, journeyStop.trackletId))
      .innerJoin(recording, eq(recording.id, tracklet.recordingId))
      .where(and(eq(journeyStop.journeyId, journey.id), eq(recording.cameraId, cameraId)));
    conditions.push(exists(stopAtCamera));
  }
  return and(...conditions);
}

type JourneyRow = typeof journey.$inferSelect;

function withStops(db: Reader, rows: readonly JourneyRow[]): Journey[] {
  const ids = rows.map(({ id }) => id);
  const stopsOf = Map.groupBy(stopRows(db, ids), (stop) => stop.journeyId);
  const clocks = readLinkReport(db)?.clocks ?? [];
  const linkOf = stopLinks(db);
  return rows.flatMap(({ id, label, confidence }) => {
    const found = stopsOf.get(id);
    // A journey whose recordings were all removed is empty until the study is linked again.
    if (!found) return [];
    const placed = found.map(toStop);
    const visit = inCommonTime(
      placed.map(({ cameraId, trackletId, enterUtcMs, exitUtcMs }, index) => ({
        cameraId,
        trackletId,
        continuedId: found[index]!.continuedId,
        startUtcMs: enterUtcMs,
        endUtcMs: exitUtcMs,
      })),
      clocks,
    );
    const arrivals = arrivalsOf(visit);
    const stops = placed.map((stop, index): JourneyStop => {
      const arrival = arrivals[index] ?? null;
      const before = arrival && placed[arrival.fromIndex]!;
      return {
        ...stop,
        arrival: before && { fromOrdinal: before.ordinal, gapMs: arrival.gapMs },
        link: linkOf(found[index]!, before?.trackletId ?? null),
      };
    });
    return {
      id,
      label,
      confidence,
      startUtcMs: Math.min(...stops.map((stop) => stop.enterUtcMs)),
      endUtcMs: Math.max(...stops.map((stop) => stop.exitUtcMs)),
      durationMs: durationMs(visit),
      inViewMs: inViewMs(visit),
      cameraCount: new Set(stops.map((stop) => stop.cameraId)).size,
      outfit: bestOutfit(found),
      stops,
    };
  });
}

function stopRows(db: Reader, journeyIds: readonly number[]) {
  return db
    .select({
      journeyId: journeyStop.journeyId,
      ordinal: journeyStop.ordinal,
      trackletId: tracklet.id,
      startOffsetMs: tracklet.startOffsetMs,
      endOffsetMs: tracklet.endOffsetMs,
      recordingId: recording.id,
      recordingStartUtcMs: recording.startUtcMs,
      camera,
      link,
      continuedId: continuation.fromTrackletId,
      border: linkCandidate,
      top: outfit.top,
      bottom: outfit.bottom,
      shoes: outfit.shoes,
    })
    .from(journeyStop)
    .innerJoin(tracklet, eq(tracklet.id, journeyStop.trackletId))
    .innerJoin(recording, eq(recording.id, tracklet.recordingId))
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .leftJoin(link, eq(link.toTrackletId, journeyStop.trackletId))
    .leftJoin(continuation, eq(continuation.toTrackletId, journeyStop.trackletId))
    .leftJoin(linkCandidate, isOfBorder)
    .leftJoin(outfit, eq(outfit.trackletId, journeyStop.trackletId))
    .where(inArray(journeyStop.journeyId, [...journeyIds]))
    .orderBy(asc(journeyStop.journeyId), asc(journeyStop.ordinal))
    .all();
}

type StopRow = ReturnType<typeof stopRows>[number];

function toStop(row: StopRow): Omit<JourneyStop, 'arrival' | 'link'> {
  const { camera: seenBy } = row;
  const zeroUtcMs = row.recordingStartUtcMs! + seenBy.clockOffsetMs;
  const posM = seenBy.xM === null || seenBy.yM === null ? null : { x: seenBy.xM, y: seenBy.yM };
  return {
    ordinal: row.ordinal,
    trackletId: row.trackletId,
    recordingId: row.recordingId,
    cameraId: seenBy.id,
    cameraName: seenBy.name,
    enterUtcMs: Math.round(zeroUtcMs + row.startOffsetMs),
    exitUtcMs: Math.round(zeroUtcMs + row.endOffsetMs),
    floorId: posM && seenBy.floorId,
    posM: stopPosition({ posM, headingDeg: seenBy.headingDeg, rangeM: seenBy.rangeM }),
  };
}

/** Per region the colour that was measured with most confidence; of equals the earliest. */
function bestOutfit(stops: readonly StopRow[]): Outfit {
  const best = (region: keyof Outfit): GarmentColour | null =>
    stops.reduce<GarmentColour | null>((chosen, stop) => {
      const colour = stop[region];
      return colour && (!chosen || colour.confidence > chosen.confidence) ? colour : chosen;
    }, null);
  return { top: best('top'), bottom: best('bottom'), shoes: best('shoes') };
}
