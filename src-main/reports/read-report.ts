import { basename, join } from 'node:path';
import { asc, eq } from 'drizzle-orm';
import { readLinkReport } from '../store/link-report.ts';
import { camera, floor, model, planImage, recording } from '../store/schema/index.ts';
import type { ReadonlyStudy, ReadonlyStudyDb } from '../store/study-store.ts';
import { footfallByHour } from './footfall.ts';
import { readCoverage } from './read-coverage.ts';
import { readJourneys, readTracklets } from './read-journeys.ts';
import { readReportPeople, reportGroups } from './read-people.ts';
import {
  isContinued,
  type ReportCamera,
  type ReportFloor,
  type ReportLinking,
  type ReportModel,
  type ReportSources,
  type ReportTracklet,
} from './report-model.ts';

export interface ReportOptions {
  readonly studyFolder: string;
  readonly createdUtcMs: number;
  readonly appVersion: string;
}

/** Reads all that a report says from a study. The same study and options give the same model. */
export function readReport(study: ReadonlyStudy, options: ReportOptions): ReportModel {
  const { db } = study;
  // Linking, or a decision, may come in between, and number journeys anew.
  using _snapshot = study.snapshot();
  const people = readReportPeople(db);
  const tracklets = readTracklets(db, people);
  const journeys = readJourneys(db, tracklets, people);
  const cameras = readCameras(db, tracklets, study.timeZone);
  const recorded = cameras.flatMap(({ observed, gaps }) => [...observed, ...gaps]);
  return {
    study: { name: study.name, timeZone: study.timeZone },
    createdUtcMs: options.createdUtcMs,
    appVersion: options.appVersion,
    period:
      recorded.length === 0
        ? null
        : {
            startUtcMs: recorded.reduce((least, span) => Math.min(least, span.startUtcMs), Infinity),
            endUtcMs: recorded.reduce((most, span) => Math.max(most, span.endUtcMs), -Infinity),
          },
    cameras,
    floors: readFloors(db, options.studyFolder),
    tracklets,
    journeys,
    groups: reportGroups(journeys, people),
    linking: readLinking(db, cameras),
    sources: readSources(db),
    models: db
      .select({ name: model.name, sha256: model.sha256, provider: model.provider })
      .from(model)
      .orderBy(asc(model.name), asc(model.sha256))
      .all(),
  };
}

function readLinking(db: ReadonlyStudyDb, cameras: readonly ReportCamera[]): ReportLinking | null {
  const report = readLinkReport(db);
  if (!report) return null;
  const { clocks, reliability, visitors } = report;
  return {
    visitors,
    clocks: clocks.flatMap(({ cameraId, aheadMs }) => {
      const camera = cameras.find(({ id }) => id === cameraId);
      return camera ? [{ cameraName: camera.name, aheadMs }] : [];
    }),
    calibration: reliability && {
      error: reliability.error,
      pairCount: reliability.onePerson + reliability.twoPeople,
    },
  };
}

/** Cameras that have footage, or a place on the plan. */
function readCameras(
  db: ReadonlyStudyDb,
  tracklets: readonly ReportTracklet[],
  timeZone: string,
): ReportCamera[] {
  const coverage = readCoverage(db);
  const counted = tracklets.filter((found) => !found.isStaff && !isContinued(found));
  const presencesOf = Map.groupBy(counted, (found) => found.cameraId);
  return db
    .select()
    .from(camera)
    .orderBy(asc(camera.name), asc(camera.id))
    .all()
    .filter(({ id, xM }) => coverage.has(id) || xM !== null)
    .map(({ id, name, floorId, xM, yM, headingDeg, fovDeg, rangeM }) => {
      const seen = coverage.get(id) ?? { observed: [], observedMs: 0, heldTwiceMs: 0, gaps: [] };
      const found = presencesOf.get(id) ?? [];
      return {
        id,
        name,
        floorId,
        posM: xM === null || yM === null ? null : { x: xM, y: yM },
        headingDeg,
        fovDeg,
        rangeM,
        ...seen,
        hours: footfallByHour(
          seen.observed,
          found.map(({ startUtcMs }) => startUtcMs),
          timeZone,
        ),
        presenceCount: found.length,
      };
    });
}

function readFloors(db: ReadonlyStudyDb, studyFolder: string): ReportFloor[] {
  return db
    .select({ floor, image: planImage })
    .from(floor)
    .leftJoin(planImage, eq(planImage.floorId, floor.id))
    .orderBy(asc(floor.level), asc(floor.id))
    .all()
    .map(({ floor: { id, name }, image }) => ({
      id,
      name,
      image: image && { ...image, path: join(studyFolder, image.relativePath) },
    }));
}

function readSources(db: ReadonlyStudyDb): ReportSources {
  const rows = db
    .select({ path: recording.path, status: recording.status, problem: recording.problem })
    .from(recording)
    .orderBy(asc(recording.path))
    .all();
  const countOf = (status: string): number => rows.filter((row) => row.status === status).length;
  return {
    accepted: countOf('accepted'),
    duplicate: countOf('duplicate'),
    // Left out by the scan, not by the operator, whose decision clears the problem.
    subStream: rows.filter((row) => row.status === 'excluded' && row.problem?.code === 'CONFLICT').length,
    excluded: rows.filter((row) => row.status === 'excluded' && row.problem?.code !== 'CONFLICT').length,
    proposed: countOf('proposed'),
    unreadable: rows
      .filter((row) => row.status === 'unreadable')
      .map(({ path, problem }) => ({
        fileName: basename(path),
        reason: problem?.message ?? 'Not readable.',
      })),
  };
}
