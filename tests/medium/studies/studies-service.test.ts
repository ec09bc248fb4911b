/** Real: the store, the file system. */
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Log } from '../../../src-main/jobs/log.ts';
import { AnalysisService } from '../../../src-main/services/analysis/analysis-service.ts';
import { LibraryService } from '../../../src-main/services/library/library-service.ts';
import { PlanService } from '../../../src-main/services/plan/plan-service.ts';
import type { SessionManager } from '../../../src-main/services/session/session-manager.ts';
import { SampleStudy } from '../../../src-main/services/studies/sample/sample-study.ts';
import { StudiesService } from '../../../src-main/services/studies/studies-service.ts';
import { camera, recording } from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { studySummarySchema } from '../../../src-shared/contract/studies.ts';
import { makeTempFolder } from '../support/temp-study.ts';
import { silentLog } from '../support/test-jobs.ts';
import { makeTestManager } from '../support/test-manager.ts';

/** Of no use here: `tests/medium/studies/sample-study.test.ts` opens the sample. */
function noSample(manager: SessionManager, folder: string): SampleStudy {
  const library = new LibraryService(manager);
  const plan = new PlanService(manager);
  const analysis = new AnalysisService(manager);
  return new SampleStudy(manager, { library, plan, analysis }, path.join(folder, 'no-sample'));
}

function setUp(log: Log = silentLog) {
  const folder = makeTempFolder();
  const manager = makeTestManager({ log });
  const sample = noSample(manager, folder.path);
  const recentFile = path.join(folder.path, 'app', 'recent.json');
  return {
    folder: folder.path,
    recentFile,
    manager,
    sample,
    studies: new StudiesService(manager, recentFile, path.join(folder.path, 'studies'), sample),
    async [Symbol.asyncDispose]() {
      await manager[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

const minuteMs = 60_000;

function addRecording(store: StudyStore, name: string, row: Partial<typeof recording.$inferInsert>): void {
  store.db
    .insert(recording)
    .values({
      path: `/footage/${name}`,
      sizeBytes: 1,
      modifiedUtcMs: 0,
      fingerprint: name,
      status: 'accepted',
      evidence: [],
      confidence: 1,
      addedUtcMs: 0,
      durationMs: 10 * minuteMs,
      ...row,
    })
    .run();
}

describe('StudiesService', () => {
  test('says so when the installation has no sample, and makes no study for it', async () => {
    await using app = setUp();
    const opening = app.studies.openSample({}, new AbortController().signal);
    await expect(opening).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(existsSync(path.join(app.folder, 'studies'))).toBe(false);
  });

  test('creates, closes, opens and sums up a study', async () => {
    await using app = setUp();
    expect(await app.studies.current()).toBeNull();
    const made = await app.studies.create({ folder: app.folder, name: 'Mall', timeZone: 'Europe/Berlin' });
    expect(studySummarySchema.parse(made)).toMatchObject({
      path: path.join(app.folder, 'Mall.wandr'),
      name: 'Mall',
      timeZone: 'Europe/Berlin',
      counts: { cameras: 0, recordings: 0, tracklets: 0, journeys: 0 },
      observedMs: 0,
      notice: null,
    });
    expect(made.sizeOnDiskBytes).toBeGreaterThan(10_000);
    expect(await app.studies.current()).toEqual(made);
    await app.studies.close();
    expect(await app.studies.current()).toBeNull();
    expect(await app.studies.open({ path: made.path })).toMatchObject({
      name: 'Mall',
      createdUtcMs: made.createdUtcMs,
    });
  });

  test('observed time counts accepted recordings, per camera, and time covered twice once', async () => {
    await using app = setUp();
    await app.studies.create({ folder: app.folder, name: 'Mall', timeZone: 'UTC' });
    const { store } = app.manager.session();
    for (const name of ['A', 'B']) store.db.insert(camera).values({ name }).run();
    addRecording(store, 'a1', { cameraId: 1, startUtcMs: 0 });
    addRecording(store, 'a2 overlaps by five minutes', { cameraId: 1, startUtcMs: 5 * minuteMs });
    addRecording(store, 'a3 is inside', { cameraId: 1, startUtcMs: 6 * minuteMs, durationMs: minuteMs });
    addRecording(store, 'a4 after a gap', { cameraId: 1, startUtcMs: 60 * minuteMs });
    addRecording(store, 'b1 at the same time', { cameraId: 2, startUtcMs: 0 });
    addRecording(store, 'proposed', { cameraId: 2, startUtcMs: 90 * minuteMs, status: 'proposed' });
    addRecording(store, 'duplicate', { status: 'duplicate', durationMs: 99 * minuteMs });
    expect(await app.studies.current()).toMatchObject({
      observedMs: (15 + 10 + 10) * minuteMs,
      counts: { cameras: 2, recordings: 7 },
    });
  });

  test('recent studies are newest first, say when they are gone, and can be forgotten', async () => {
    await using app = setUp();
    expect(await app.studies.recent()).toEqual([]);
    const first = await app.studies.create({ folder: app.folder, name: 'First', timeZone: 'UTC' });
    const second = await app.studies.create({ folder: app.folder, name: 'Second', timeZone: 'UTC' });
    await app.studies.open({ path: first.path });
    const names = async () => (await app.studies.recent()).map((study) => study.name);
    expect(await names()).toEqual(['First', 'Second']);
    await app.studies.close();
    renameSync(second.path, `${second.path}.away`);
    expect(await app.studies.recent()).toMatchObject([
      { exists: true },
      { path: second.path, exists: false },
    ]);
    await app.studies.forget({ path: second.path });
    expect(await names()).toEqual(['First']);
    // The list outlives the service, and nothing half-written lies beside it.
    const another = new StudiesService(app.manager, app.recentFile, app.folder, app.sample);
    expect(await another.recent()).toHaveLength(1);
    expect(readdirSync(path.dirname(app.recentFile))).toEqual(['recent.json']);
  });

  test('a list of recent studies that cannot be read is kept aside, and studies open all the same', async () => {
    await using app = setUp();
    await app.studies.create({ folder: app.folder, name: 'Mall', timeZone: 'UTC' });
    writeFileSync(app.recentFile, '{"version": 1, "studies": [{');
    expect(await app.studies.recent()).toEqual([]);
    expect(existsSync(`${app.recentFile}.unreadable`)).toBe(true);
    await app.studies.open({ path: path.join(app.folder, 'Mall.wandr') });
    expect(await app.studies.recent()).toHaveLength(1);
  });

  test('a list that cannot be written is logged, and the study opens all the same', async () => {
    const warnings: string[] = [];
    await using app = setUp({ ...silentLog, warn: (message) => void warnings.push(message) });
    // A file where the list's folder should be.
    writeFileSync(path.dirname(app.recentFile), '');
    await app.studies.create({ folder: app.folder, name: 'Mall', timeZone: 'UTC' });
    expect(warnings).toEqual(['The list of recent studies could not be written']);
    expect(await app.studies.current()).toMatchObject({ name: 'Mall' });
  });

  test('the default folder for studies is made when the first one is; another is not', async () => {
    await using app = setUp();
    const studies = path.join(app.folder, 'studies');
    await app.studies.create({ folder: studies, name: 'Mall', timeZone: 'UTC' });
    expect(readdirSync(studies)).toEqual(['Mall.wandr']);
    await expect(
      app.studies.create({ folder: path.join(app.folder, 'typo'), name: 'Mall', timeZone: 'UTC' }),
    ).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' });
  });

  test('deleting closes the study, removes its folder and takes it off the list', async () => {
    await using app = setUp();
    const made = await app.studies.create({ folder: app.folder, name: 'Mall', timeZone: 'UTC' });
    writeFileSync(path.join(made.path, 'proxies', '1.mp4'), Buffer.alloc(50_000));
    const { freedBytes } = await app.studies.delete({ path: made.path });
    expect(freedBytes).toBeGreaterThan(50_000);
    expect(existsSync(made.path)).toBe(false);
    expect(await app.studies.current()).toBeNull();
    expect(await app.studies.recent()).toEqual([]);
    await expect(app.studies.delete({ path: made.path })).rejects.toMatchObject({ code: 'STUDY_NOT_FOUND' });
  });
});
