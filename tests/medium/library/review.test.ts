/** Real: SQLite, the job queue, worker processes, FFmpeg. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { trackletId } from '../../../src-main/core/tracking/tracklet-id.ts';
import { PlanService } from '../../../src-main/services/plan/plan-service.ts';
import {
  analysisChunk,
  camera,
  job,
  journey,
  journeyStop,
  tracklet,
} from '../../../src-main/store/schema/index.ts';
import { writeTestVideo } from '../../fixtures/media/test-video.ts';
import { type OpenLibrary, openLibrary } from '../support/open-library.ts';

/** Two files of one channel ten seconds apart, and one of another channel; each two seconds. */
async function scanned(): Promise<OpenLibrary> {
  const study = await openLibrary();
  for (const [i, name] of [
    'ch01_20261120100000.mp4',
    'ch01_20261120100010.mp4',
    'ch02_20261120100000.mp4',
  ].entries()) {
    writeTestVideo(join(study.footage, name), { durationMs: 2_000, widthPx: 160 + 16 * i, heightPx: 120 });
  }
  await study.scan();
  return study;
}

/** One accepted file, long enough for a worker to be still at its proxy. */
async function preparing(): Promise<OpenLibrary> {
  const study = await openLibrary();
  writeTestVideo(join(study.footage, 'ch01_20261120100000.mp4'), { durationMs: 120_000 });
  await study.scan();
  study.library.accept({ ids: [1] });
  await vi.waitUntil(
    () => study.session.queue.list(10).some(({ type, progress }) => type === 'prepare' && progress > 0),
    { timeout: 20_000, interval: 5 },
  );
  return study;
}

/** Pauses, and tells how the jobs are that make proxies when no worker is at one. */
async function prepareJobsAtRest({ session }: OpenLibrary): Promise<string[]> {
  session.queue.pause();
  await session.whenIdle();
  const jobs = session.queue.list(10).filter(({ type }) => type === 'prepare');
  return jobs.map(({ status }) => status).sort();
}

const idsOf = (study: OpenLibrary) => study.library.recordings().map(({ id }) => id);

/** As analysis would leave it: one tracklet with a crop, alone in a journey. */
function storeTracklet(study: OpenLibrary, recordingId: number): string {
  const { db, layout } = study.session.store;
  const id = trackletId(recordingId, 0, 0);
  const fileName = `${id}-0.jpg`;
  mkdirSync(layout.crops, { recursive: true });
  writeFileSync(join(layout.crops, fileName), 'jpeg');
  db.insert(analysisChunk)
    .values({
      recordingId,
      chunkIndex: 0,
      fromOffsetMs: 0,
      toOffsetMs: 2_000,
      sampledFrames: 12,
      decodeErrors: 0,
      provenance: {},
    })
    .run();
  db.insert(tracklet)
    .values({
      id,
      recordingId,
      chunkIndex: 0,
      startOffsetMs: 0,
      endOffsetMs: 1_000,
      boxCount: 6,
      meanScore: 0.9,
      path: Buffer.alloc(0),
      crops: [{ fileName, offsetMs: 0, boxPx: { x: 0, y: 0, w: 10, h: 20 }, quality: 1 }],
    })
    .run();
  db.insert(journey)
    .values({ id: recordingId, label: `V${recordingId}`, confidence: 1 })
    .run();
  db.insert(journeyStop).values({ journeyId: recordingId, ordinal: 0, trackletId: id }).run();
  return join(layout.crops, fileName);
}

describe('edit', () => {
  test('the operator is believed, in bulk, and the reasons stay visible', async () => {
    await using study = await scanned();
    const [first, , third] = study.library.recordings();
    const startUtcMs = Date.UTC(2026, 10, 20, 12);
    await study.library.edit({
      edits: [
        { id: first!.id, cameraName: 'Entrance', startUtcMs },
        { id: third!.id, cameraName: 'Entrance' },
      ],
    });
    const edited = study.library.recordings().find(({ id }) => id === first!.id)!;
    expect(edited).toMatchObject({
      cameraName: 'Entrance',
      startUtcMs,
      endUtcMs: startUtcMs + 2_000,
      confidence: 1,
    });
    expect(edited.evidence.filter(({ source }) => source === 'operator').map(({ says }) => says)).toEqual([
      'camera',
      'start',
    ]);
    expect(edited.evidence.length).toBeGreaterThan(2);
    expect(study.session.store.db.select().from(camera).all()).toEqual([]);
  });

  test('a second word of the operator replaces the first', async () => {
    await using study = await scanned();
    const id = idsOf(study)[0]!;
    await study.library.edit({
      edits: [
        { id, cameraName: 'A' },
        { id, cameraName: 'B' },
      ],
    });
    const texts = study.library
      .recordings()
      .find((row) => row.id === id)!
      .evidence.map(({ text }) => text);
    expect(texts.filter((text) => text.startsWith('The operator'))).toEqual([
      'The operator says that B recorded it.',
    ]);
  });

  test('one bad edit and none is made', async () => {
    await using study = await scanned();
    const before = study.library.recordings();
    const edits = [
      { id: before[0]!.id, cameraName: 'Entrance' },
      { id: 4711, cameraName: 'Exit' },
    ];
    await expect(study.library.edit({ edits })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(study.library.recordings()).toEqual(before);
  });

  test('a file that cannot be read cannot be taken in', async () => {
    await using study = await openLibrary();
    writeFileSync(join(study.footage, 'text.mp4'), 'no video');
    writeTestVideo(join(study.footage, 'ch01_20261120100000.mp4'), { durationMs: 400 });
    await study.scan();
    const { id } = study.recording('text.mp4');
    await expect(study.library.edit({ edits: [{ id, status: 'proposed' }] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('text.mp4 cannot be read'),
    });
  });

  test('leaving an accepted recording out takes its results with it, and asks for linking', async () => {
    await using study = await scanned();
    const ids = idsOf(study);
    study.library.accept({ ids });
    await study.session.whenIdle();
    const crop = storeTracklet(study, ids[0]!);
    study.session.queue.pause();
    await study.library.edit({ edits: [{ id: ids[0]!, status: 'excluded' }] });
    expect(existsSync(crop)).toBe(false);
    expect(study.session.store.db.select().from(tracklet).all()).toEqual([]);
    expect(study.session.store.db.select().from(journey).all()).toEqual([]);
    expect(study.session.queue.list(10).filter(({ status }) => status === 'queued')).toMatchObject([
      { type: 'link' },
    ]);
    expect(
      study.library.coverage().flatMap(({ observed }) => observed.flatMap((span) => span.recordingIds)),
    ).toEqual(ids.slice(1).sort());
  });

  test('accepting at once what was left out while it was prepared prepares it again', async () => {
    await using study = await preparing();
    const edit = (status: 'excluded' | 'proposed') => study.library.edit({ edits: [{ id: 1, status }] });
    await edit('excluded');
    await edit('proposed');
    study.library.accept({ ids: [1] });
    expect(await prepareJobsAtRest(study)).toEqual(['cancelled', 'queued']);
    expect(study.library.recordings()).toMatchObject([{ proxy: 'queued' }]);
  });

  test('renaming the camera of an accepted recording moves it, and the unused camera goes', async () => {
    await using study = await scanned();
    const ids = idsOf(study);
    study.library.accept({ ids });
    await study.session.whenIdle();
    await study.library.edit({ edits: ids.map((id) => ({ id, cameraName: 'Lobby' })) });
    expect(study.library.coverage()).toMatchObject([{ cameraName: 'Lobby' }]);
    expect(study.session.store.db.select({ name: camera.name }).from(camera).all()).toEqual([
      { name: 'Lobby' },
    ]);
  });
});

describe('after a camera was renamed on the plan', () => {
  /** Accepts the recording of this file and renames its camera; returns the recording. */
  function renamedCameraOf(study: OpenLibrary, fileName: string) {
    const { id } = study.recording(fileName);
    study.library.accept({ ids: [id] });
    new PlanService(study.context).editCamera({ id: study.recording(fileName).cameraId!, name: 'Entrance' });
    return study.recording(fileName);
  }

  test('a new start, and being left out and taken in again, leave its recordings with it', async () => {
    await using study = await scanned();
    const fileName = 'ch02_20261120100000.mp4';
    const { id, startUtcMs, cameraId } = renamedCameraOf(study, fileName);
    await study.library.edit({ edits: [{ id, startUtcMs: startUtcMs! + 60_000 }] });
    expect(study.recording(fileName)).toMatchObject({ cameraId, cameraName: 'Entrance' });
    await study.library.edit({ edits: [{ id, status: 'excluded' }] });
    await study.library.edit({ edits: [{ id, status: 'proposed' }] });
    study.library.accept({ ids: [id] });
    expect(study.recording(fileName).cameraName).toBe('Entrance');
  });

  test('what was proposed for it still is', async () => {
    await using study = await scanned();
    renamedCameraOf(study, 'ch01_20261120100000.mp4');
    study.library.accept({ ids: idsOf(study) });
    expect(study.recording('ch01_20261120100010.mp4').cameraName).toBe('Entrance');
    expect(study.library.coverage()).toHaveLength(2);
  });
});

describe('accept', () => {
  test('makes each camera once', async () => {
    await using study = await scanned();
    study.library.accept({ ids: idsOf(study) });
    expect(
      study.session.store.db
        .select({ name: camera.name })
        .from(camera)
        .all()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Channel 1', 'Channel 2']);
  });

  test('needs a camera, names the file, and then accepts none of the others', async () => {
    await using study = await scanned();
    writeTestVideo(join(study.footage, '2026-11-20 12.00.00.mp4'), { durationMs: 400 });
    await study.scan();
    const all = study.library.recordings();
    expect(() => study.library.accept({ ids: all.map(({ id }) => id) })).toThrow('has no camera yet');
    expect(study.library.recordings().filter(({ status }) => status === 'accepted')).toEqual([]);
  });

  test('twice is once', async () => {
    await using study = await scanned();
    const ids = idsOf(study);
    study.library.accept({ ids });
    await study.session.whenIdle();
    const before = study.session.queue.list(100).length;
    study.library.accept({ ids });
    expect(study.session.queue.list(100)).toHaveLength(before);
  });

  test('two files of one camera at one time are accepted with a warning', async () => {
    await using study = await scanned();
    const [first, second] = study.library.recordings().filter(({ cameraName }) => cameraName === 'Channel 1');
    await study.library.edit({ edits: [{ id: second!.id, startUtcMs: first!.startUtcMs! }] });
    study.library.accept({ ids: [first!.id] });
    study.library.accept({ ids: [second!.id] });
    const texts = study
      .recording(second!.fileName)
      .evidence.filter(({ says }) => says === 'conflict')
      .map(({ text }) => text);
    expect(texts).toEqual([`It overlaps ${first!.fileName} of the same camera by 2 s.`]);
    expect(study.library.coverage()[0]!.observedMs).toBe(2_000);
  });
});

test('moving an accepted recording onto another warns too', async () => {
  await using study = await scanned();
  study.session.queue.pause();
  study.library.accept({ ids: idsOf(study) });
  const [first, second] = study.library.recordings().filter(({ cameraName }) => cameraName === 'Channel 1');
  await study.library.edit({ edits: [{ id: second!.id, startUtcMs: first!.startUtcMs! + 1_000 }] });
  const said = () => study.recording(second!.fileName).evidence.filter(({ source }) => source === 'tiling');
  expect(said()).toEqual([]);
  await study.library.edit({ edits: [{ id: second!.id, startUtcMs: first!.startUtcMs! }] });
  expect(said()).toMatchObject([
    { says: 'conflict', text: `It overlaps ${first!.fileName} of the same camera by 2 s.` },
  ]);
  await study.library.edit({ edits: [{ id: second!.id, cameraName: 'Lobby' }] });
  expect(said()).toEqual([]);
});

describe('remove', () => {
  test('takes everything of the study, nothing of the footage', async () => {
    await using study = await scanned();
    const ids = idsOf(study);
    study.library.accept({ ids });
    await study.session.whenIdle();
    const { layout, db } = study.session.store;
    const crop = storeTracklet(study, ids[0]!);
    const files = [crop, join(layout.proxies, `${ids[0]}.mp4`), join(layout.thumbs, `${ids[0]}.jpg`)];
    expect(files.map((file) => existsSync(file))).toEqual([true, true, true]);
    const source = study.library.recordings().find(({ id }) => id === ids[0])!.path;
    study.session.queue.pause();
    await study.library.remove({ ids: [ids[0]!] });
    expect(files.map((file) => existsSync(file))).toEqual([false, false, false]);
    expect(existsSync(source)).toBe(true);
    expect(idsOf(study)).toEqual(ids.slice(1));
    expect(db.select().from(analysisChunk).all()).toEqual([]);
  });

  test('gives no other recording the number, and what failed for it', async () => {
    await using study = await scanned();
    const last = Math.max(...idsOf(study));
    const { fileName, path } = study.library.recordings().find(({ id }) => id === last)!;
    study.session.queue.pause();
    const [jobId] = study.session.queue.enqueue([
      { type: 'analyze', payload: {}, title: 'Analyse', recordingId: last, dedupeKey: `analyze:${last}:0` },
    ]);
    study.session.store.db.update(job).set({ status: 'failed' }).where(eq(job.id, jobId!)).run();
    expect(study.recording(fileName).analysis).toBe('failed');
    await study.library.remove({ ids: [last] });
    study.session.queue.resume();
    await study.scan(path);
    expect(study.recording(fileName)).toMatchObject({ id: last + 1, analysis: 'none' });
    await study.library.remove({ ids: idsOf(study) });
    await study.scan();
    expect(Math.min(...idsOf(study))).toBe(last + 2);
  });

  test('ends the work at it first, which would leave its files after it', async () => {
    await using study = await preparing();
    await study.library.remove({ ids: [1] });
    const jobs = study.session.queue.list(10).filter(({ type }) => type === 'prepare');
    expect(jobs.map(({ status }) => status)).toEqual(['cancelled']);
    expect(readdirSync(study.session.store.layout.proxies)).toEqual([]);
  });

  test('of the last recording of a camera that nobody placed takes the camera too', async () => {
    await using study = await scanned();
    study.library.accept({ ids: idsOf(study) });
    await study.session.whenIdle();
    await study.library.remove({ ids: [study.recording('ch02_20261120100000.mp4').id] });
    expect(study.session.store.db.select({ name: camera.name }).from(camera).all()).toEqual([
      { name: 'Channel 1' },
    ]);
  });

  test('an unknown recording, and none is removed', async () => {
    await using study = await scanned();
    const ids = idsOf(study);
    await expect(study.library.remove({ ids: [...ids, 4711] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(idsOf(study)).toEqual(ids);
  });
});

describe('the state of analysis', () => {
  test('counts finished chunks against those that wait', async () => {
    await using study = await scanned();
    const [first] = study.library.recordings();
    study.session.queue.pause();
    storeTracklet(study, first!.id);
    const state = () => {
      const { analysis, analysisProgress } = study.recording(first!.fileName);
      return { analysis, analysisProgress };
    };
    expect(state()).toEqual({ analysis: 'done', analysisProgress: 1 });
    study.session.queue.enqueue([
      {
        type: 'analyze',
        payload: {},
        title: 'Analyse',
        recordingId: first!.id,
        dedupeKey: `analyze:${first!.id}:1`,
      },
    ]);
    expect(state()).toEqual({ analysis: 'queued', analysisProgress: 0.5 });
  });
});
