/** Queuing analysis and storing its results in a real study; the worker's result is made up. */
import { existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { GarmentColour } from '#shared/contract/analysis.ts';
import { encodePath } from '../../../src-main/core/tracking/path-codec.ts';
import { trackletId } from '../../../src-main/core/tracking/tracklet-id.ts';
import { AnalysisService } from '../../../src-main/services/analysis/analysis-service.ts';
import { AnalyzeHandler } from '../../../src-main/services/analysis/analyze-handler.ts';
import { type AnalyzePayload, analyzeKey } from '../../../src-main/services/analysis/analyze-payload.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import type { AnalyzedTracklet, ResultOf } from '../../../src-main/workers/tasks.ts';
import { serviceContext } from '../support/service-context.ts';
import { soundProbe } from '../support/study-rows.ts';
import { openTempStudy } from '../support/temp-study.ts';

const PARSER_PATH = '/models/garments.onnx';
const NOW = Date.UTC(2026, 10, 21, 8);
const START = Date.UTC(2026, 10, 20, 9);
const detector = {
  path: '/models/person.onnx',
  role: 'detector' as const,
  name: 'wandr-person',
  sha256: 'ab'.repeat(32),
  card: { input: 640 },
};
const red = {
  ...{ name: 'red', hex: '#c8202a', lab: { l: 43, a: 62, b: 38 }, confidence: 0.9 },
  ...{ type: { name: 'shirt', confidence: 0.7 }, method: 'parser' },
} satisfies GarmentColour;

/** A study with two cameras and three accepted recordings: 25 min, 10 min and 1 min long. */
function setUp() {
  const study = openTempStudy();
  const { store, parent } = study;
  const footage = join(parent, 'footage');
  mkdirSync(footage);
  store.db
    .insert(schema.camera)
    .values([
      { id: 1, name: 'entrance', clockOffsetMs: 2_000 },
      { id: 2, name: 'hall' },
    ])
    .run();
  const lengths: [id: number, cameraId: number, startMs: number, minutes: number][] = [
    [1, 1, 0, 25],
    [2, 2, -3_600_000, 10],
    [3, 1, 3_600_000, 1],
  ];
  for (const [id, cameraId, startMs, minutes] of lengths) {
    const path = join(footage, `${id}.mp4`);
    writeFileSync(path, `footage ${id}`);
    const { size, mtimeMs } = statSync(path);
    store.db
      .insert(schema.recording)
      .values({
        id,
        path,
        sizeBytes: size,
        modifiedUtcMs: Math.trunc(mtimeMs),
        fingerprint: `${id}`,
        status: 'accepted',
        cameraId,
        startUtcMs: START + startMs,
        durationMs: minutes * 60_000,
        evidence: [],
        confidence: 1,
        addedUtcMs: NOW,
      })
      .run();
  }
  const models = {
    detectorPath: () => detector.path,
    parserPath: () => PARSER_PATH,
    outfitPath: () => undefined,
  };
  const { context, published, holds } = serviceContext(store, NOW);
  return {
    holds,
    store,
    published,
    footage,
    service: new AnalysisService(context),
    handler: new AnalyzeHandler(context, { models, threads: 2 }),
    [Symbol.dispose]: () => study[Symbol.dispose](),
  };
}

function jobs(store: StudyStore) {
  return store.db.select().from(schema.job).all();
}

function found(ordinal: number, startOffsetMs: number, endOffsetMs: number): AnalyzedTracklet {
  return {
    ordinal,
    startOffsetMs,
    endOffsetMs,
    boxCount: 2,
    meanScore: 0.75,
    path: Uint8Array.from(
      encodePath({
        timesMs: Float64Array.of(startOffsetMs, endOffsetMs),
        boxesPx: Float32Array.of(1, 2, 30, 80, 11, 2, 30, 80),
      }),
    ),
    crops: [
      {
        fileName: `crop-${startOffsetMs}.jpg`,
        offsetMs: startOffsetMs,
        boxPx: { x: 1, y: 2, w: 30, h: 80 },
        quality: 0.5,
      },
    ],
    embedding: Int8Array.from({ length: 128 }, (_, i) => i - 64),
    outfit: { top: red, bottom: null, shoes: null },
  };
}

function resultOf(...tracklets: AnalyzedTracklet[]): ResultOf<'analyze'> {
  return {
    kind: 'analyze',
    tracklets,
    sampledFrames: 3600,
    decodeErrors: 0,
    gaps: [],
    embeddingSpace: 'stripes-1',
    provider: 'cpu',
    models: [detector],
  };
}

function payloads(store: StudyStore, handler: AnalyzeHandler): AnalyzePayload[] {
  return jobs(store)
    .filter(({ type, status }) => type === 'analyze' && status === 'queued')
    .map(({ payload }) => handler.payload.parse(payload));
}

/** What is analysed, in minutes. */
function parts(store: StudyStore): [from: number, to: number][] {
  return store.db
    .select()
    .from(schema.analysisChunk)
    .orderBy(schema.analysisChunk.fromOffsetMs)
    .all()
    .map(({ fromOffsetMs, toOffsetMs }) => [fromOffsetMs / 60_000, toOffsetMs / 60_000]);
}

/** Stores a made-up result for every queued chunk, as the scheduler would. */
function finishAll(store: StudyStore, handler: AnalyzeHandler): void {
  for (const payload of payloads(store, handler)) {
    const { fromOffsetMs } = payload;
    const result = resultOf(
      found(0, fromOffsetMs + 1_000, fromOffsetMs + 5_000),
      found(1, fromOffsetMs + 2_000, fromOffsetMs + 9_000),
    );
    store.transaction((tx) => handler.commit(tx, payload, result));
  }
  store.db.update(schema.job).set({ status: 'done' }).run();
}

describe('start', () => {
  it('queues a job per chunk in order of time, then linking behind a barrier', async () => {
    using study = setUp();
    await expect(study.service.start({})).resolves.toEqual({ queuedJobs: 6 });
    const queued = jobs(study.store);
    expect(queued.map(({ type, recordingId }) => [type, recordingId])).toEqual([
      ['analyze', 2],
      ['analyze', 1],
      ['analyze', 1],
      ['analyze', 1],
      ['analyze', 3],
      ['link', null],
    ]);
    expect(queued.at(-1)!.barrier).toBeGreaterThan(queued[0]!.barrier);
    expect(queued[1]!.title).toBe('Analyse entrance 2026-11-20 10:00:00–10:10:00');
    expect(study.published).toContain('jobs');
  });

  it('queues nothing twice', async () => {
    using study = setUp();
    await study.service.start({});
    await study.service.start({});
    expect(jobs(study.store)).toHaveLength(6);
  });

  it('leaves out what is done, and does it again when asked', async () => {
    using study = setUp();
    await study.service.start({});
    finishAll(study.store, study.handler);
    await expect(study.service.start({})).resolves.toEqual({ queuedJobs: 0 });

    await expect(study.service.start({ again: true, recordingIds: [2] })).resolves.toEqual({ queuedJobs: 2 });
    expect(
      study.store.db
        .select()
        .from(schema.tracklet)
        .all()
        .some(({ recordingId }) => recordingId === 2),
    ).toBe(false);
    expect(
      study.store.db
        .select()
        .from(schema.tracklet)
        .all()
        .some(({ recordingId }) => recordingId === 1),
    ).toBe(true);
  });

  it('lets no job begin before the crops of the last run are gone, and leaves those of jobs that go on', async () => {
    using study = setUp();
    const { store, service, handler, holds } = study;
    const crop = (recordingId: number, chunkIndex: number) => {
      const path = join(store.layout.crops, `${trackletId(recordingId, chunkIndex, 0)}-0.jpg`);
      writeFileSync(path, 'jpeg');
      return path;
    };
    await service.start({});
    const payload = payloads(store, handler).find((row) => row.recordingId === 1 && row.chunkIndex === 2)!;
    finishAll(store, handler);
    // No tracklet names any of them, as after a kill in the middle of their removal.
    const gone = [crop(1, 0), crop(1, 1), crop(2, 0)];
    const kept = [crop(1, 2), crop(3, 0)];
    store.db
      .insert(schema.job)
      .values({
        ...{ type: 'analyze', payload, title: 'Analyse', status: 'running', priority: 0, recordingId: 1 },
        ...{ dedupeKey: analyzeKey(payload), createdUtcMs: NOW },
      })
      .run();

    const filesAtRelease: boolean[] = [];
    holds.onRelease = () => filesAtRelease.push(...[...gone, ...kept].map((path) => existsSync(path)));
    await service.start({ again: true, recordingIds: [1, 2] });
    expect(filesAtRelease).toEqual([false, false, false, true, true]);
    const waiting = jobs(store).filter(({ type, status }) => type === 'analyze' && status === 'queued');
    expect(waiting.map(({ recordingId }) => recordingId)).toEqual([2, 1, 1]);
  });

  it('covers the whole recording when its plan changes while jobs of the old one wait', async () => {
    using study = setUp();
    const { store, service, handler } = study;
    service.setSettings({ chunkMs: 20 * 60_000 });
    store.db
      .update(schema.recording)
      .set({ durationMs: 60 * 60_000 })
      .where(eq(schema.recording.id, 1))
      .run();
    await service.start({ recordingIds: [1] });
    service.setSettings({ chunkMs: 10 * 60_000, sampleFps: 12 });
    await service.start({ recordingIds: [1], again: true });
    expect(payloads(store, handler).map(({ sampleFps }) => sampleFps)).toEqual(Array(6).fill(12));
    finishAll(store, handler);
    expect(parts(store)).toEqual([0, 10, 20, 30, 40, 50].map((from) => [from, from + 10]));
  });

  it('does what waits with the settings of now', async () => {
    using study = setUp();
    await study.service.start({});
    study.service.setSettings({ sampleFps: 12 });
    await study.service.start({ recordingIds: [1] });
    expect(payloads(study.store, study.handler).map((row) => [row.recordingId, row.sampleFps])).toEqual([
      [2, 6],
      [3, 6],
      [1, 12],
      [1, 12],
      [1, 12],
    ]);
  });

  it('forgets the jobs that failed: the new ones do their work', async () => {
    using study = setUp();
    const { store, service, handler } = study;
    await service.start({ recordingIds: [1] });
    store.db.update(schema.job).set({ status: 'done' }).run();
    store.db.update(schema.job).set({ status: 'quarantined' }).where(eq(schema.job.id, 2)).run();
    service.setSettings({ chunkMs: 300_000 });
    await service.start({ recordingIds: [1] });
    expect(jobs(store).filter(({ status }) => status === 'quarantined')).toEqual([]);
    finishAll(store, handler);
    expect(parts(store)).toEqual([0, 5, 10, 15, 20].map((from) => [from, from + 5]));
  });

  it('takes journeys with it whose tracklets are all gone', async () => {
    using study = setUp();
    await study.service.start({});
    finishAll(study.store, study.handler);
    const { db } = study.store;
    const ofRecording = (recordingId: number) =>
      db
        .select()
        .from(schema.tracklet)
        .all()
        .filter((row) => row.recordingId === recordingId);
    db.insert(schema.journey)
      .values([1, 2].map((id) => ({ id, label: `V000${id}`, confidence: 1 })))
      .run();
    db.insert(schema.journeyStop)
      .values([
        { journeyId: 1, ordinal: 0, trackletId: ofRecording(2)[0]!.id },
        { journeyId: 2, ordinal: 0, trackletId: ofRecording(2)[1]!.id },
        { journeyId: 2, ordinal: 1, trackletId: ofRecording(1)[0]!.id },
      ])
      .run();
    await study.service.start({ again: true, recordingIds: [2] });
    expect(
      db
        .select()
        .from(schema.journey)
        .all()
        .map(({ id }) => id),
    ).toEqual([2]);
  });

  it('does a recording anew whose chunks were cut differently', async () => {
    using study = setUp();
    await study.service.start({ recordingIds: [1] });
    finishAll(study.store, study.handler);
    study.service.setSettings({ chunkMs: 300_000 });
    await expect(study.service.start({ recordingIds: [1] })).resolves.toEqual({ queuedJobs: 6 });
    expect(study.store.db.select().from(schema.analysisChunk).all()).toEqual([]);
  });

  it('refuses while no recording is accepted', async () => {
    using study = setUp();
    study.store.db.update(schema.recording).set({ status: 'proposed' }).run();
    await expect(study.service.start({})).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('settings', () => {
  it('start from defaults and are kept in the study', () => {
    using study = setUp();
    expect(study.service.settings()).toEqual({ sampleFps: 6, chunkMs: 600_000, workers: 0 });
    study.service.setSettings({ sampleFps: 10, workers: undefined });
    expect(study.service.settings()).toEqual({ sampleFps: 10, chunkMs: 600_000, workers: 0 });
  });
});

describe('AnalyzeHandler', () => {
  const chunk: AnalyzePayload = {
    recordingId: 1,
    chunkIndex: 1,
    fromOffsetMs: 600_000,
    toOffsetMs: 1_200_000,
    sampleFps: 6,
    models: { detector: null, outfit: null, parser: null, provider: 'cpu' },
  };

  it('makes the task of a chunk, with a lead-in before it', () => {
    using study = setUp();
    expect(study.handler.task(chunk)).toMatchObject({
      kind: 'analyze',
      path: join(study.footage, '1.mp4'),
      leadInMs: 2_000,
      cropsFolder: study.store.layout.crops,
      detectorPath: detector.path,
      parserPath: PARSER_PATH,
      threads: 2,
    });
    expect(study.handler.task({ ...chunk, chunkIndex: 0, fromOffsetMs: 0 }).leadInMs).toBe(0);
  });

  it('tells the task that the clock was set back in the file, so that it does not seek', () => {
    using study = setUp();
    expect(study.handler.task(chunk).clockResets).toBeUndefined();
    const probe = soundProbe({ clockResets: 2 });
    study.store.transaction((tx) => tx.update(schema.recording).set({ probe }).run());
    expect(study.handler.task(chunk).clockResets).toBe(2);
  });

  it('refuses a file that is gone, or is another one by now', () => {
    using study = setUp();
    utimesSync(join(study.footage, '1.mp4'), 1, 1);
    expect(() => study.handler.task(chunk)).toThrow(expect.objectContaining({ code: 'FILE_CHANGED' }));
    const gone = join(study.footage, 'gone.mp4');
    study.store.transaction((tx) => tx.run(`update recording set path = '${gone}' where id = 1`));
    expect(() => study.handler.task(chunk)).toThrow(expect.objectContaining({ code: 'FILE_MISSING' }));
  });

  it('replaces what the chunk gave before: the same result twice is stored once', () => {
    using study = setUp();
    const { store, handler } = study;
    const result = {
      ...resultOf(found(0, 601_000, 605_000)),
      gaps: [{ startOffsetMs: 610_000.4, endOffsetMs: 620_000, reason: 'damaged' }],
      decodeErrors: 3,
    };
    for (let run = 0; run < 2; run++) {
      const { summary } = store.transaction((tx) => handler.commit(tx, chunk, result));
      expect(summary).toContain('3 packets could not be decoded');
    }
    expect(
      store.db
        .select()
        .from(schema.tracklet)
        .all()
        .map(({ id }) => id),
    ).toEqual([trackletId(1, 1, 0)]);
    expect(store.db.select().from(schema.recordingGap).all()).toMatchObject([{ startOffsetMs: 610_000 }]);
    const [embedding] = store.db.select().from(schema.trackletEmbedding).all();
    expect([...new Int8Array(embedding!.vector)].slice(0, 3)).toEqual([-64, -63, -62]);
    expect(store.db.select().from(schema.outfit).all()[0]!.top).toEqual(red);
    expect(store.db.select().from(schema.model).all()).toMatchObject([
      { name: 'wandr-person', firstUsedUtcMs: NOW },
    ]);
    expect(store.db.select().from(schema.analysisChunk).all()[0]!.provenance).toMatchObject({
      embeddingSpace: 'stripes-1',
    });
  });

  it.each([
    ['a shorter part of another plan', { chunkIndex: 3, fromOffsetMs: 900_000, toOffsetMs: 1_000_000 }],
    ['a longer part of another plan', { chunkIndex: 0, fromOffsetMs: 0, toOffsetMs: 1_200_000 }],
    ['another part with its index', { chunkIndex: 1, fromOffsetMs: 0, toOffsetMs: 100_000 }],
  ])('refuses %s: what is analysed stays', (_name, bounds) => {
    using study = setUp();
    const { store, handler } = study;
    store.transaction((tx) => handler.commit(tx, chunk, resultOf(found(0, 601_000, 605_000))));
    const other = { ...chunk, ...bounds };
    const conflict = expect.objectContaining({ code: 'CONFLICT' });
    expect(() => handler.task(other)).toThrow(conflict);
    expect(() => store.transaction((tx) => handler.commit(tx, other, resultOf()))).toThrow(conflict);
    expect(parts(store)).toEqual([[10, 20]]);
    expect(store.db.select().from(schema.tracklet).all()).toHaveLength(1);
  });

  it('refuses to look again at what another job has done', () => {
    using study = setUp();
    study.store.transaction((tx) => study.handler.commit(tx, chunk, resultOf()));
    expect(() => study.handler.task({ ...chunk, sampleFps: 2 })).toThrow(
      expect.objectContaining({ code: 'CONFLICT' }),
    );
  });

  it('keeps nothing of a recording that was removed meanwhile', () => {
    using study = setUp();
    study.store.transaction((tx) => tx.run('delete from recording where id = 1'));
    const outcome = study.store.transaction((tx) =>
      study.handler.commit(tx, chunk, resultOf(found(0, 601_000, 605_000))),
    );
    expect(outcome.summary).toContain('taken out');
    expect(study.store.db.select().from(schema.tracklet).all()).toEqual([]);
  });
});

describe('tracklets', () => {
  it('are listed by time, with labels that count per camera', async () => {
    using study = setUp();
    await study.service.start({});
    finishAll(study.store, study.handler);
    const all = study.service.tracklets({ offset: 0, limit: 100 });
    expect(all.total).toBe(10);
    expect(all.tracklets.map(({ label }) => label)).toEqual([
      'C02-000001',
      'C02-000002',
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `C01-00000${n}`),
    ]);
    const page = study.service.tracklets({ recordingId: 1, offset: 2, limit: 2 });
    expect(page.total).toBe(6);
    expect(page.tracklets.map(({ label }) => label)).toEqual(['C01-000003', 'C01-000004']);
    expect(page.tracklets[0]).toMatchObject({
      cameraName: 'entrance',
      // 10 min into the recording, and the camera's clock is 2 s late.
      startUtcMs: START + 601_000 + 2_000,
      cropCount: 1,
      journeyId: null,
    });
    expect(study.service.tracklet({ trackletId: page.tracklets[1]!.id })).toEqual(page.tracklets[1]);
    expect(() => study.service.tracklet({ trackletId: 5 })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });

  it('give the paths that touch a part of a recording', async () => {
    using study = setUp();
    await study.service.start({});
    finishAll(study.store, study.handler);
    const paths = study.service.paths({ recordingId: 1, fromOffsetMs: 606_000, toOffsetMs: 700_000 });
    expect(paths.map(({ label }) => label)).toEqual(['C01-000004']);
    expect(paths[0]!.points).toEqual([
      { offsetMs: 602_000, boxPx: { x: 1, y: 2, w: 30, h: 80 } },
      { offsetMs: 609_000, boxPx: { x: 11, y: 2, w: 30, h: 80 } },
    ]);
  });
});
