import { and, eq, isNull, notInArray } from 'drizzle-orm';
import { camera, recording } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';

/** The camera of this name; made when there is none. */
export function cameraNamed(tx: StudyTransaction, name: string): number {
  const found = tx.select({ id: camera.id }).from(camera).where(eq(camera.name, name)).get();
  return found?.id ?? tx.insert(camera).values({ name }).returning({ id: camera.id }).get().id;
}

/** Deletes cameras that no recording uses and nobody placed on the plan: they came with the footage, and go with it. */
export function deleteUnusedCameras(tx: StudyTransaction): void {
  const used = tx
    .select({ id: recording.cameraId })
    .from(recording)
    .all()
    .flatMap(({ id }) => (id === null ? [] : [id]));
  tx.delete(camera)
    .where(and(isNull(camera.floorId), notInArray(camera.id, [...new Set(used)])))
    .run();
}
