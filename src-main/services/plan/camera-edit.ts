import { and, eq, ne, or } from 'drizzle-orm';
import type { CameraEdit } from '#shared/contract/plan.ts';
import { AppError } from '#shared/errors.ts';
import { forgetClockFinding } from '../../store/link-report.ts';
import { camera, recording } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';

/** Errors: NOT_FOUND, CONFLICT when another camera has the name, INVALID_INPUT for half a place. */
export function editCamera(tx: StudyTransaction, edit: CameraEdit): void {
  const clock = edit.clockOffsetMs !== undefined && { clockOffsetMs: edit.clockOffsetMs };
  const columns = { ...lookColumns(edit), ...placeColumns(edit), ...nameColumn(tx, edit), ...clock };
  const before = tx.select({ name: camera.name }).from(camera).where(eq(camera.id, edit.id)).get();
  if (!before) throw new AppError('NOT_FOUND', 'That camera is no longer there.', 'Reload the plan.');
  if (edit.name !== undefined) renameInFootage(tx, edit.id, before.name, edit.name);
  if (Object.keys(columns).length > 0) tx.update(camera).set(columns).where(eq(camera.id, edit.id)).run();
  // What was found out about the clock was about the one before.
  if (clock) forgetClockFinding(tx, edit.id);
}

function lookColumns({ headingDeg, fovDeg, rangeM }: CameraEdit) {
  return {
    ...(headingDeg !== undefined && { headingDeg }),
    ...(fovDeg !== undefined && { fovDeg }),
    ...(rangeM !== undefined && { rangeM }),
  };
}

function placeColumns({ floorId, posM }: CameraEdit) {
  if (floorId === undefined && posM === undefined) return {};
  const isPlace = typeof floorId === 'number' && posM != null;
  if (!isPlace && !(floorId === null && posM === null)) {
    throw new AppError(
      'INVALID_INPUT',
      'A place is a floor and a position on it.',
      'Give both, or null for both.',
    );
  }
  return { floorId, xM: posM?.x ?? null, yM: posM?.y ?? null };
}

function nameColumn(tx: StudyTransaction, { id, name }: CameraEdit) {
  if (name === undefined) return {};
  const isTaken = and(eq(camera.name, name), ne(camera.id, id));
  if (tx.select({ id: camera.id }).from(camera).where(isTaken).get()) {
    throw new AppError('CONFLICT', `There is a camera “${name}” already.`, 'Take another name.');
  }
  return { name };
}

/** Recordings find their camera by name when they are accepted, and would make another one of the old name. */
function renameInFootage(tx: StudyTransaction, cameraId: number, before: string, name: string): void {
  const isOfIt = or(eq(recording.cameraId, cameraId), eq(recording.proposedCameraName, before));
  tx.update(recording).set({ proposedCameraName: name }).where(isOfIt).run();
}
