import { basename } from 'node:path';
import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { GarmentColour, Outfit } from '#shared/contract/analysis.ts';
import type { ClockFinding } from '#shared/contract/journeys.ts';
import { inCommonTime } from '../core/linking/clocks/clock-offsets.ts';
import { ownPart } from '../core/timeline/time-owners.ts';
import { arrivalsOf, durationMs, inViewMs } from '../core/timeline/visit.ts';
import { trackletLabel } from '../core/tracking/tracklet-label.ts';
import { readLinkReport } from '../store/link-report.ts';
import { readOwnedByOthers } from '../store/read-observed.ts';
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
} from '../store/schema/index.ts';
import { isOfBorder, stopLinks } from '../store/stop-links.ts';
import type { ReadonlyStudyDb } from '../store/study-store.ts';
import type { ReportPeople } from './read-people.ts';
import type { ReportJourney, ReportStop, ReportTracklet } from './report-model.ts';

/** Tracklets of accepted recordings in order of start time, then id, without those that another recording shows too. */
export function readTracklets(db: ReadonlyStudyDb, { staffIds }: ReportPeople): ReportTracklet[] {
  const rows = db
    .select({
      id: tracklet.id,
      cameraId: camera.id,
      cameraName: camera.name,
      clockOffsetMs: camera.clockOffsetMs,
      recordingId: recording.id,
      path: recording.path,
      recordingStartUtcMs: recording.startUtcMs,
      startOffsetMs: tracklet.startOffsetMs,
      endOffsetMs: tracklet.endOffsetMs,
      boxCount: tracklet.boxCount,
      meanScore: tracklet.meanScore,
      outfit,
      continuedId: continuation.fromTrackletId,
      journeyId: journey.id,
      journeyLabel: journey.label,
    })
    .from(tracklet)
    .innerJoin(recording, eq(recording.id, tracklet.recordingId))
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .leftJoin(outfit, eq(outfit.trackletId, tracklet.id))
    .leftJoin(continuation, eq(continuation.toTrackletId, tracklet.id))
    .leftJoin(journeyStop, eq(journeyStop.trackletId, tracklet.id))
    .leftJoin(journey, eq(journey.id, journeyStop.journeyId))
    .where(and(eq(recording.status, 'accepted'), isNotNull(recording.startUtcMs)))
    .all()
    .map((row) => ({ ...row, zeroUtcMs: row.recordingStartUtcMs! + row.clockOffsetMs }))
    .sort((a, b) => a.zeroUtcMs + a.startOffsetMs - (b.zeroUtcMs + b.startOffsetMs) || a.id - b.id);

  const countOfCamera = new Map<number, number>();
  const earlier = new Map<number | null, (typeof rows)[number]>();
  const ownedByOthers = readOwnedByOthers(db);
  return rows.flatMap((row) => {
    // Numbered although left out: the application numbers all.
    const ordinal = (countOfCamera.get(row.cameraId) ?? 0) + 1;
    countOfCamera.set(row.cameraId, ordinal);
    const seen = {
      startUtcMs: row.zeroUtcMs + row.startOffsetMs,
      endUtcMs: row.zeroUtcMs + row.endOffsetMs,
    };
    if (ownPart(seen, ownedByOthers.get(row.recordingId) ?? []) === null) return [];
    const continued = earlier.get(row.continuedId);
    earlier.set(row.id, row);
    return {
      id: row.id,
      label: trackletLabel(row.cameraId, ordinal),
      cameraId: row.cameraId,
      cameraName: row.cameraName,
      sourceFile: basename(row.path),
      startUtcMs: Math.round(row.zeroUtcMs + row.startOffsetMs),
      endUtcMs: Math.round(row.zeroUtcMs + row.endOffsetMs),
      boxCount: row.boxCount,
      meanScore: row.meanScore,
      outfit: {
        top: row.outfit?.top ?? null,
        bottom: row.outfit?.bottom ?? null,
        shoes: row.outfit?.shoes ?? null,
      },
      journeyLabel: row.journeyLabel,
      continuedId: continued && isOfOneVisit(continued, row) ? continued.id : null,
      isStaff: row.journeyId !== null && staffIds.has(row.journeyId),
    };
  });
}

/**
 * Whether what linking knew of a border still holds: a person may have told its sides apart since, or given a recording to
 * another camera.
 */
function isOfOneVisit(before: BorderSide, after: BorderSide): boolean {
  return before.journeyId === after.journeyId && before.cameraId === after.cameraId;
}

interface BorderSide {
  readonly journeyId: number | null;
  readonly cameraId: number;
}

/**
 * In order of first appearance. Numbers alone do not tell it: a journey that a decision begins anew has the lowest that was
 * free.
 */
export function readJourneys(
  db: ReadonlyStudyDb,
  tracklets: readonly ReportTracklet[],
  people: ReportPeople,
): ReportJourney[] {
  const trackletOfId = new Map(tracklets.map((found) => [found.id, found]));
  const rows = stopRows(db).flatMap((row) => {
    const found = trackletOfId.get(row.stop.trackletId);
    return found ? [{ ...row, continuedId: found.continuedId, tracklet: found }] : [];
  });
  const clocks = readLinkReport(db)?.clocks ?? [];
  const linkOf = stopLinks(db);
  return [...Map.groupBy(rows, (row) => row.journey.id).values()]
    .map((ofJourney) => toJourney(ofJourney, people, clocks, linkOf))
    .sort((a, b) => a.startUtcMs - b.startUtcMs);
}

function stopRows(db: ReadonlyStudyDb) {
  return db
    .select({
      journey,
      stop: journeyStop,
      link,
      border: linkCandidate,
    })
    .from(journey)
    .innerJoin(journeyStop, eq(journeyStop.journeyId, journey.id))
    .leftJoin(link, eq(link.toTrackletId, journeyStop.trackletId))
    .leftJoin(continuation, eq(continuation.toTrackletId, journeyStop.trackletId))
    .leftJoin(linkCandidate, isOfBorder)
    .orderBy(asc(journey.id), asc(journeyStop.ordinal))
    .all();
}

type StopRow = ReturnType<typeof stopRows>[number] & {
  readonly continuedId: number | null;
  readonly tracklet: ReportTracklet;
};

function toJourney(
  rows: readonly StopRow[],
  { staffIds, groupLabels }: ReportPeople,
  clocks: readonly ClockFinding[],
  linkOf: ReturnType<typeof stopLinks>,
): ReportJourney {
  const visit = inCommonTime(
    rows.map(({ tracklet: { id, cameraId, startUtcMs, endUtcMs }, continuedId }) => ({
      trackletId: id,
      continuedId,
      cameraId,
      startUtcMs,
      endUtcMs,
    })),
    clocks,
  );
  const arrivals = arrivalsOf(visit);
  const stops = rows.map((row, index): ReportStop => {
    const arrival = arrivals[index] ?? null;
    return {
      ordinal: row.stop.ordinal,
      tracklet: row.tracklet,
      arrival,
      link: linkOf(row, arrival && rows[arrival.fromIndex]!.tracklet.id),
    };
  });
  const { id, label, confidence } = rows[0]!.journey;
  return {
    label,
    confidence,
    role: staffIds.has(id) ? 'staff' : 'visitor',
    groupLabel: groupLabels.get(id) ?? null,
    startUtcMs: Math.min(...stops.map((stop) => stop.tracklet.startUtcMs)),
    endUtcMs: Math.max(...stops.map((stop) => stop.tracklet.endUtcMs)),
    durationMs: durationMs(visit),
    inViewMs: inViewMs(visit),
    outfit: surestOutfit(stops.map((stop) => stop.tracklet.outfit)),
    stops,
  };
}

/** Per region the colour measured with most confidence; of equals the earliest. */
export function surestOutfit(outfits: readonly Outfit[]): Outfit {
  const surest = (region: keyof Outfit): GarmentColour | null =>
    outfits.reduce<GarmentColour | null>((best, { [region]: colour }) => {
      return colour && (!best || colour.confidence > best.confidence) ? colour : best;
    }, null);
  return { top: surest('top'), bottom: surest('bottom'), shoes: surest('shoes') };
}
