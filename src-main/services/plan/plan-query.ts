import { and, asc, count, eq } from 'drizzle-orm';
import type { Camera, Floor, Plan } from '#shared/contract/plan.ts';
import { camera, floor, planImage, recording } from '../../store/schema/index.ts';
import type { StudyDb } from '../../store/study-store.ts';

/** The whole plan: floors from the lowest up, cameras by name. */
export function readPlan(db: Pick<StudyDb, 'select'>): Plan {
  return { floors: readFloors(db), cameras: readCameras(db) };
}

function readFloors(db: Pick<StudyDb, 'select'>): Floor[] {
  return db
    .select({ floor, image: planImage })
    .from(floor)
    .leftJoin(planImage, eq(planImage.floorId, floor.id))
    .orderBy(asc(floor.level), asc(floor.id))
    .all()
    .map(({ floor: { id, name, level }, image }) => ({
      id,
      name,
      level,
      image: image && {
        id: image.id,
        widthPx: image.widthPx,
        heightPx: image.heightPx,
        metresPerPx: image.metresPerPx,
        isScaleSet: image.isScaleSet,
      },
    }));
}

function readCameras(db: Pick<StudyDb, 'select'>): Camera[] {
  const isItsAcceptedRecording = and(eq(recording.cameraId, camera.id), eq(recording.status, 'accepted'));
  return db
    .select({ camera, recordingCount: count(recording.id) })
    .from(camera)
    .leftJoin(recording, isItsAcceptedRecording)
    .groupBy(camera.id)
    .orderBy(asc(camera.name))
    .all()
    .map(
      ({
        camera: { id, name, floorId, xM, yM, headingDeg, fovDeg, rangeM, clockOffsetMs },
        recordingCount,
      }) => ({
        id,
        name,
        floorId,
        posM: xM === null || yM === null ? null : { x: xM, y: yM },
        headingDeg,
        fovDeg,
        rangeM,
        clockOffsetMs,
        recordingCount,
      }),
    );
}
