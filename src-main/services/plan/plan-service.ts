import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asc, eq, sql } from 'drizzle-orm';
import type { CameraEdit, Plan } from '#shared/contract/plan.ts';
import { AppError } from '#shared/errors.ts';
import type { PointPx } from '#shared/units.ts';
import { camera, floor, planImage, site } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import { queueLinking } from '../journeys/link-job.ts';
import type { ServiceContext } from '../session/session.ts';
import { editCamera } from './camera-edit.ts';
import { parsePlanPicture } from './plan-image.ts';
import { readPlan } from './plan-query.ts';
import { metresPerPxFrom, type PlanScale, pinFactors, scaleOfNewPicture } from './plan-scale.ts';

/** Floors, their pictures and scale, and the cameras on them. */
export class PlanService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  get(): Plan {
    return readPlan(this.#context.session().store.db);
  }

  /**
   * Takes a floor's picture in, in place of the one before. Pins keep their place on the picture.
   * Errors: PLAN_IMAGE_INVALID, NOT_FOUND.
   */
  async uploadImage(input: { floorId: number; fileName: string; dataBase64: string }): Promise<Plan> {
    const { store } = this.#context.session();
    requireFloor(store.db, input.floorId);
    const picture = parsePlanPicture(input.dataBase64, input.fileName);
    const extension = picture.mimeType === 'image/png' ? 'png' : 'jpg';
    // Of this upload alone, since another one at the same time may replace and delete the same picture.
    const fileName = `floor-${input.floorId}-${randomUUID()}.${extension}`;
    const path = join(store.layout.plans, fileName);
    await writeWhole(path, picture.bytes);

    const { bytes: _, ...columns } = picture;
    const replaced = store.transaction((tx) => {
      requireFloor(tx, input.floorId);
      const before = tx.select().from(planImage).where(eq(planImage.floorId, input.floorId)).get() ?? null;
      const scale = scaleOfNewPicture(picture, before);
      const row = { ...columns, ...scale, floorId: input.floorId, relativePath: `plans/${fileName}` };
      // Pictures are addressed by id, and pages keep the picture of an address.
      const newId = sql`(select max(${planImage.id}) + 1 from ${planImage})`;
      tx.insert(planImage)
        .values(row)
        .onConflictDoUpdate({ target: planImage.floorId, set: { ...row, id: newId } })
        .run();
      if (before) movePins(tx, input.floorId, before, scale);
      return before?.relativePath ?? null;
    });
    const plan = this.#changed();
    // Windows deletes no file that is open, as while a page loads it; one that stays only takes space.
    if (replaced) await rm(join(store.layout.folder, replaced), { force: true }).catch(() => {});
    return plan;
  }

  /** Errors: INVALID_INPUT when the points are the same, NOT_FOUND when the floor has no picture. */
  setScale(input: { floorId: number; fromPx: PointPx; toPx: PointPx; distanceM: number }): Plan {
    const metresPerPx = metresPerPxFrom(input.fromPx, input.toPx, input.distanceM);
    if (metresPerPx === null) {
      throw new AppError(
        'INVALID_INPUT',
        'Both points are the same.',
        'Mark two points as far apart as you can.',
      );
    }
    this.#context.session().store.transaction((tx) => {
      const before = tx.select().from(planImage).where(eq(planImage.floorId, input.floorId)).get();
      if (!before) throw new AppError('NOT_FOUND', 'This floor has no picture.', 'Add a plan picture first.');
      const after = { ...before, metresPerPx, isScaleSet: true };
      tx.update(planImage).set({ metresPerPx, isScaleSet: true }).where(eq(planImage.id, before.id)).run();
      movePins(tx, input.floorId, before, after);
    });
    return this.#changed();
  }

  addFloor(input: { name: string; level: number }): Plan {
    const { store } = this.#context.session();
    store.transaction((tx) => {
      const siteRow =
        tx.select().from(site).orderBy(asc(site.id)).limit(1).get() ??
        tx.insert(site).values({ name: store.name }).returning().get();
      tx.insert(floor).values({ siteId: siteRow.id, name: input.name, level: input.level }).run();
    });
    return this.#changed();
  }

  renameFloor(input: { floorId: number; name: string }): Plan {
    this.#context.session().store.transaction((tx) => {
      requireFloor(tx, input.floorId);
      tx.update(floor).set({ name: input.name }).where(eq(floor.id, input.floorId)).run();
    });
    return this.#changed();
  }

  /** Errors: NOT_FOUND, CONFLICT when another camera has the name, INVALID_INPUT for half a place. */
  editCamera(input: CameraEdit): Plan {
    const session = this.#context.session();
    session.store.transaction((tx) => {
      if (input.floorId != null) requireFloor(tx, input.floorId);
      editCamera(tx, input);
      if (input.clockOffsetMs !== undefined) queueLinking(session, tx);
    });
    if (input.clockOffsetMs !== undefined) {
      this.#context.changes.publish('jobs');
      return this.#changed(['journeys', 'recordings', 'tracklets']);
    }
    // Camera names show in the footage table, camera places in the journeys.
    return this.#changed(input.name === undefined ? ['journeys'] : ['journeys', 'recordings', 'tracklets']);
  }

  #changed(more: readonly ('journeys' | 'recordings' | 'tracklets')[] = ['journeys']): Plan {
    this.#context.changes.publish('plan', ...more);
    return this.get();
  }
}

function requireFloor(tx: Pick<StudyTransaction, 'select'>, floorId: number): void {
  const found = tx.select({ id: floor.id }).from(floor).where(eq(floor.id, floorId)).get();
  if (!found) throw new AppError('NOT_FOUND', 'That floor is no longer there.', 'Reload the plan.');
}

function movePins(tx: StudyTransaction, floorId: number, before: PlanScale, after: PlanScale): void {
  const factor = pinFactors(before, after);
  tx.update(camera)
    .set({ xM: sql`${camera.xM} * ${factor.x}`, yM: sql`${camera.yM} * ${factor.y}` })
    .where(eq(camera.floorId, floorId))
    .run();
}

/** A reader never sees half a file, and a full disk leaves no torso under the final name. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, bytes);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
