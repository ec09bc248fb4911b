import { asc, eq, inArray } from 'drizzle-orm';
import type { Walk } from '#shared/contract/journeys.ts';
import type { ViewSector } from '../../core/spatial/view-sector.ts';
import { walkOnPlan } from '../../core/spatial/walk-on-plan.ts';
import { decodePath } from '../../core/tracking/path-codec.ts';
import { camera, journeyStop, recording, tracklet } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;

/** The ways of all tracklets of some journeys, as far as the plan tells them, in order of tracklet. */
export function journeyWalks(db: Reader, journeyIds: readonly number[]): Walk[] {
  const rows = db
    .select({ trackletId: tracklet.id, path: tracklet.path, recording, camera })
    .from(journeyStop)
    .innerJoin(tracklet, eq(tracklet.id, journeyStop.trackletId))
    .innerJoin(recording, eq(recording.id, tracklet.recordingId))
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .where(inArray(journeyStop.journeyId, [...journeyIds]))
    .orderBy(asc(tracklet.id))
    .all();
  return rows.flatMap(({ trackletId, path, recording: { probe, startUtcMs }, camera: seenBy }) => {
    const view = viewOf(seenBy);
    if (view === null || probe === null || startUtcMs === null) return [];
    const zeroUtcMs = startUtcMs + seenBy.clockOffsetMs;
    const points = walkOnPlan(decodePath(path), probe, view).map(
      ({ timeMs, x, y }): Walk['points'][number] => [
        Math.round(zeroUtcMs + timeMs),
        toCentimetres(x),
        toCentimetres(y),
      ],
    );
    return points.length < 2 ? [] : [{ trackletId, points }];
  });
}

function viewOf({
  floorId,
  xM,
  yM,
  headingDeg,
  fovDeg,
  rangeM,
}: typeof camera.$inferSelect): ViewSector | null {
  if (floorId === null || xM === null || yM === null) return null;
  return { posM: { x: xM, y: yM }, headingDeg, fovDeg, rangeM };
}

function toCentimetres(metres: number): number {
  return Math.round(metres * 100) / 100;
}
