/** Real: SQLite in a study folder, the plan service. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Topic } from '#shared/contract/system.ts';
import { PlanService } from '../../../src-main/services/plan/plan-service.ts';
import { createChangeBus } from '../../../src-main/services/session/change-bus.ts';
import type { StudySession } from '../../../src-main/services/session/session.ts';
import { createStudyStore } from '../../../src-main/store/open-study.ts';
import { camera, planImage } from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { grayPng } from '../support/gray-png.ts';

let folder: string;
let store: StudyStore;
let plan: PlanService;
let published: Topic[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wandr-plan-'));
  store = createStudyStore({ folder, name: 'Plan', timeZone: 'UTC', nowUtcMs: 1 });
  published = [];
  const changes = createChangeBus();
  changes.subscribe((topics) => published.push(...topics), new AbortController().signal);
  const session = { store } as StudySession;
  plan = new PlanService({ changes, session: () => session, sessionOrNull: () => session, now: () => 1 });
});
afterEach(() => {
  store[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

const png = (widthPx: number, heightPx: number) => grayPng(widthPx, heightPx).toString('base64');
const upload = (dataBase64: string) => plan.uploadImage({ floorId: 1, fileName: 'plan.png', dataBase64 });

function addCamera(): void {
  store.db
    .insert(camera)
    .values([{ name: 'cam01', floorId: 1, xM: 30, yM: 15 }, { name: 'cam02' }])
    .run();
}

describe('uploadImage', () => {
  it('stores the picture and guesses a width of 60 m', async () => {
    const { floors } = await upload(png(600, 300));
    expect(floors[0]?.image).toEqual({
      id: 1,
      widthPx: 600,
      heightPx: 300,
      metresPerPx: 0.1,
      isScaleSet: false,
    });
    expect(readdirSync(store.layout.plans)).toHaveLength(1);
    expect(published).toContain('plan');
  });

  it('replaces the picture before, and keeps the width of a floor whose shape is the same', async () => {
    await upload(png(600, 300));
    plan.setScale({ floorId: 1, fromPx: { x: 0, y: 0 }, toPx: { x: 600, y: 0 }, distanceM: 30 });
    const { floors } = await upload(png(1200, 600));
    expect(floors[0]?.image).toMatchObject({ widthPx: 1200, metresPerPx: 0.025, isScaleSet: true });
    expect(readdirSync(store.layout.plans)).toHaveLength(1);
  });

  it('gives a picture an address of its own, or the page would go on showing the one before', async () => {
    plan.addFloor({ name: 'First floor', level: 1 });
    await upload(png(600, 300));
    await plan.uploadImage({ floorId: 2, fileName: 'plan.png', dataBase64: png(600, 300) });
    const addresses = () => plan.get().floors.map(({ image }) => image!.id);
    const before = addresses();
    await upload(png(1200, 600));
    await plan.uploadImage({ floorId: 2, fileName: 'plan.png', dataBase64: png(1200, 600) });
    expect(new Set([...before, ...addresses()]).size).toBe(4);
  });

  it('leaves the picture that is shown, and no other, after two uploads at once', async () => {
    await upload(png(600, 300));
    await Promise.all([upload(png(1200, 600)), upload(png(600, 300))]);
    const row = store.db.select().from(planImage).get()!;
    expect(readdirSync(store.layout.plans)).toEqual([basename(row.relativePath)]);
  });

  it('takes a picture in also where the one before cannot be deleted', async () => {
    await upload(png(600, 300));
    // As good as a file that is open on Windows: deleting it fails.
    const [before] = readdirSync(store.layout.plans);
    rmSync(join(store.layout.plans, before!));
    mkdirSync(join(store.layout.plans, before!));
    published.length = 0;
    const { floors } = await upload(png(1200, 600));
    expect(floors[0]?.image?.widthPx).toBe(1200);
    expect(published).toContain('plan');
  });

  it('starts the scale anew for a picture of another shape; pins keep their place on the picture', async () => {
    await upload(png(600, 300));
    addCamera();
    plan.setScale({ floorId: 1, fromPx: { x: 0, y: 0 }, toPx: { x: 600, y: 0 }, distanceM: 60 });
    const { floors, cameras } = await upload(png(600, 600));
    expect(floors[0]?.image?.isScaleSet).toBe(false);
    expect(cameras[0]?.posM).toEqual({ x: 30, y: 30 });
  });

  it('takes the same picture again', async () => {
    await upload(png(600, 300));
    const { floors } = await upload(png(600, 300));
    const file = readdirSync(store.layout.plans);
    expect(file).toHaveLength(1);
    expect(floors[0]?.image?.widthPx).toBe(600);
  });

  it.each([
    ['text', Buffer.from('hello, this is no picture').toString('base64'), 'not a PNG or JPEG'],
    ['a GIF', Buffer.from('GIF89a, whatever follows').toString('base64'), 'not a PNG or JPEG'],
    ['half a picture', png(600, 300).slice(0, 100), 'ends too early'],
    ['an icon', png(16, 16), '16 × 16 pixels'],
    ['a picture too large to draw', png(20_000, 40), '20000 × 40 pixels'],
  ])('refuses %s and changes nothing', async (_, data, message) => {
    await expect(upload(data)).rejects.toMatchObject({
      code: 'PLAN_IMAGE_INVALID',
      message: expect.stringContaining(message),
      hint: expect.stringMatching(/\w/),
    });
    expect(readdirSync(store.layout.plans)).toEqual([]);
    expect(plan.get().floors[0]?.image).toBeNull();
    expect(published).toEqual([]);
  });

  it('leaves no file behind when the floor is gone', async () => {
    const input = { floorId: 99, fileName: 'plan.png', dataBase64: png(600, 300) };
    await expect(plan.uploadImage(input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(readdirSync(store.layout.plans)).toEqual([]);
  });
});

describe('setScale', () => {
  it('keeps pins on their spot of the picture', async () => {
    await upload(png(600, 300));
    addCamera();
    const { floors, cameras } = plan.setScale({
      floorId: 1,
      fromPx: { x: 100, y: 100 },
      toPx: { x: 400, y: 500 },
      distanceM: 25,
    });
    expect(floors[0]?.image).toMatchObject({ metresPerPx: 0.05, isScaleSet: true });
    // 30 m of 60 m, and 15 m of 30 m, were the middle of the picture.
    expect(cameras[0]?.posM).toEqual({ x: 15, y: 7.5 });
    expect(cameras[1]?.posM).toBeNull();
  });

  it('refuses one point twice, and a floor without a picture', async () => {
    const point = { x: 5, y: 5 };
    const input = { floorId: 1, fromPx: point, toPx: point, distanceM: 3 };
    expect(() => plan.setScale(input)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(() => plan.setScale({ ...input, toPx: { x: 50, y: 5 } })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });
});

describe('floors and cameras', () => {
  it('adds and renames floors, lowest first', () => {
    plan.addFloor({ name: 'Basement', level: -1 });
    plan.renameFloor({ floorId: 1, name: 'Street' });
    expect(plan.get().floors.map((floor) => floor.name)).toEqual(['Basement', 'Street']);
    expect(() => plan.renameFloor({ floorId: 99, name: 'X' })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });

  it('places, turns, renames and takes a camera off the plan', () => {
    addCamera();
    plan.editCamera({ id: 2, floorId: 1, posM: { x: 4, y: 5 }, headingDeg: 90, name: 'Door' });
    expect(plan.get().cameras.find(({ id }) => id === 2)).toMatchObject({
      name: 'Door',
      floorId: 1,
      posM: { x: 4, y: 5 },
      headingDeg: 90,
      fovDeg: 80,
    });
    plan.editCamera({ id: 2, floorId: null, posM: null });
    expect(plan.get().cameras.find(({ id }) => id === 2)).toMatchObject({ floorId: null, posM: null });
    expect(published).toContain('journeys');
  });

  it.each([
    ['half a place', { id: 1, floorId: 1 }, 'INVALID_INPUT'],
    ['a place without a floor', { id: 1, floorId: null, posM: { x: 1, y: 1 } }, 'INVALID_INPUT'],
    ['the name of another camera', { id: 1, name: 'cam02' }, 'CONFLICT'],
    ['a camera that is gone', { id: 9, headingDeg: 1 }, 'NOT_FOUND'],
    ['a floor that is gone', { id: 1, floorId: 9, posM: { x: 1, y: 1 } }, 'NOT_FOUND'],
  ])('refuses %s and changes nothing', (_, edit, code) => {
    addCamera();
    const before = plan.get();
    expect(() => plan.editCamera(edit)).toThrow(expect.objectContaining({ code }));
    expect(plan.get()).toEqual(before);
  });
});
