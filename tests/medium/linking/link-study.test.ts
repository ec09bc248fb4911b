/** Linking on a real study: real SQLite, real migrations, the task and the handler that stores its result. */
import { describe, expect, it } from 'vitest';
import { encodePath } from '../../../src-main/core/tracking/path-codec.ts';
import { trackletId } from '../../../src-main/core/tracking/tracklet-id.ts';
import { JourneysService } from '../../../src-main/services/journeys/journeys-service.ts';
import { LinkHandler } from '../../../src-main/services/journeys/link-handler.ts';
import { PlanService } from '../../../src-main/services/plan/plan-service.ts';
import { readLinkReport } from '../../../src-main/store/link-report.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import { readLinkInput } from '../../../src-main/workers/linking/read-link-input.ts';
import { link } from '../../../src-main/workers/tasks/link.ts';
import { fillOverlappingExports } from '../support/overlapping-exports.ts';
import { linkStudy, taskContext } from '../support/run-task.ts';
import { serviceContext } from '../support/service-context.ts';
import { insertChunk, insertWalker, soundProbe } from '../support/study-rows.ts';
import { fillStudy } from '../support/synthetic-study.ts';
import { openTempStudy } from '../support/temp-study.ts';

const NOW = Date.UTC(2026, 10, 21, 8);
const page = { minStops: 1, offset: 0, limit: 500 };

describe('linking a study', () => {
  it('finds the visitors of a made-up mall again', async () => {
    using study = openTempStudy();
    const { visitorOf } = fillStudy(study.store, { visitors: 60, arrivalsMs: 30 * 60_000 });
    const { context } = serviceContext(study.store, NOW);
    const { links, journeys } = await linkStudy(study.store, context);

    const right = links.filter(
      (row) => visitorOf.get(row.fromTrackletId) === visitorOf.get(row.toTrackletId),
    );
    expect(links.length).toBeGreaterThan(100);
    expect(right.length / links.length).toBeGreaterThan(0.95);

    const listed = new JourneysService(context).list(page);
    expect(listed.total).toBe(journeys.length);
    expect(listed.journeys.map(({ label }) => label).slice(0, 2)).toEqual(['V0001', 'V0002']);
    const starts = listed.journeys.map(({ startUtcMs }) => startUtcMs);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  }, 120_000);

  it('gives stops a link, a place on the plan and true times', async () => {
    using study = openTempStudy();
    fillStudy(study.store, { visitors: 20, cameras: 4 });
    study.store.transaction((tx) => tx.update(schema.camera).set({ clockOffsetMs: 5_000 }).run());
    const { context } = serviceContext(study.store, NOW);
    await linkStudy(study.store, context);
    const service = new JourneysService(context);
    const { journeys } = service.list({ ...page, minStops: 2 });
    expect(journeys.length).toBeGreaterThan(3);

    const journey = service.get({ journeyId: journeys[0]!.id });
    const [first, second] = journey.stops;
    expect(first!.link).toBeNull();
    expect(second!.link!.confidence).toBeGreaterThanOrEqual(0.5);
    expect(journey.confidence).toBeCloseTo(
      Math.min(...journey.stops.flatMap((stop) => (stop.link ? [stop.link.confidence] : []))),
    );
    // Cameras stand at y = 20 and look up, 10 m far.
    expect(first!.posM!.y).toBeCloseTo(15);
    const row = study.store.db
      .select()
      .from(schema.tracklet)
      .all()
      .find(({ id }) => id === first!.trackletId)!;
    const source = study.store.db
      .select()
      .from(schema.recording)
      .all()
      .find(({ id }) => id === row.recordingId)!;
    expect(first!.enterUtcMs).toBe(source.startUtcMs! + row.startOffsetMs + 5_000);

    const ofCamera = service.list({ ...page, cameraId: 1 });
    expect(ofCamera.total).toBeLessThan(service.list(page).total);
    expect(ofCamera.journeys.every(({ stops }) => stops.some(({ cameraId }) => cameraId === 1))).toBe(true);
  }, 120_000);

  it('replaces the links before, and gives the same again', async () => {
    using study = openTempStudy();
    fillStudy(study.store, { visitors: 15 });
    const { context } = serviceContext(study.store, NOW);
    await linkStudy(study.store, context);
    const first = new JourneysService(context).list(page);
    await linkStudy(study.store, context);
    expect(new JourneysService(context).list(page)).toEqual(first);
  }, 120_000);

  it('joins a person whom a chunk border cut', async () => {
    using study = openTempStudy();
    const { db } = study.store;
    db.insert(schema.camera).values({ id: 1, name: 'cam01' }).run();
    insertRecording(study.store.db, 1, Date.UTC(2026, 10, 20, 9), 1_200_000);
    // Walking to the right at 60 px/s, seen until 599.9 s and again from 600.1 s.
    insertWalk(db, trackletId(1, 0, 0), 0, 595_000, 599_900, 100);
    insertWalk(db, trackletId(1, 1, 0), 1, 600_100, 606_000, 100 + 60 * 5.1);
    // Somebody else, far away in the picture.
    insertWalk(db, trackletId(1, 1, 1), 1, 600_100, 606_000, 1500);
    const { context } = serviceContext(study.store, NOW);
    const { links } = await linkStudy(study.store, context);
    expect(links).toMatchObject([
      {
        fromTrackletId: trackletId(1, 0, 0),
        toTrackletId: trackletId(1, 1, 0),
        posterior: 1,
        grade: 'confirmed',
      },
    ]);
  });

  it('reads for how long somebody was in the picture as a whole', () => {
    using study = openTempStudy();
    const { db } = study.store;
    db.insert(schema.camera).values({ id: 1, name: 'cam01' }).run();
    insertRecording(db, 1, Date.UTC(2026, 10, 20, 9), 1_200_000);
    const { widthPx } = soundProbe();
    // Ten seconds to the right at 60 px/s; the other is at the border after five of them.
    insertWalk(db, trackletId(1, 0, 0), 0, 0, 10_000, 0.01 * widthPx);
    insertWalk(db, trackletId(1, 0, 1), 0, 0, 10_000, widthPx - 40 - 300);
    const read = [...readLinkInput(db, new AbortController().signal).tracklets];
    expect(read.map(({ wholeMs }) => Math.round(wholeMs! / 1_000))).toEqual([10, 5]);
  });

  it('leaves out recordings that are not accepted', async () => {
    using study = openTempStudy();
    fillStudy(study.store, { visitors: 10, cameras: 3 });
    study.store.db.update(schema.recording).set({ status: 'excluded' }).run();
    const { context } = serviceContext(study.store, NOW);
    expect((await linkStudy(study.store, context)).journeys).toEqual([]);
  });

  it('stops when it is cancelled, and stores nothing', async () => {
    using study = openTempStudy();
    fillStudy(study.store, { visitors: 60 });
    const { context } = serviceContext(study.store, NOW);
    const cancel = new AbortController();
    const running = taskContext(cancel.signal);
    const task = new LinkHandler(context).task();
    const result = link(task, {
      ...running.context,
      progress: ({ progress }) => progress > 0 && cancel.abort(),
    });
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    expect(study.store.db.select().from(schema.journey).all()).toEqual([]);
  });

  it('keeps what is left when a recording goes while linking runs', async () => {
    using study = openTempStudy();
    fillStudy(study.store, { visitors: 20, cameras: 3 });
    const { context } = serviceContext(study.store, NOW);
    const handler = new LinkHandler(context);
    const result = await link(handler.task(), taskContext().context);
    study.store.transaction((tx) => {
      tx.delete(schema.tracklet).run();
      const outcome = handler.commit(tx, {}, result);
      expect(outcome.summary).toMatch(/^0 tracklets make 0 journeys/);
    });
  });

  it('says nothing of a clock that was corrected while linking ran', async () => {
    using study = openTempStudy();
    fillStudy(study.store, { visitors: 20, cameras: 3 });
    const { context } = serviceContext(study.store, NOW);
    const handler = new LinkHandler(context);
    const result = await link(handler.task(), taskContext().context);
    const ahead = (cameraId: number) => ({ cameraId, aheadMs: 5_000, fromMs: 4_500, toMs: 5_500, links: 20 });
    new PlanService(context).editCamera({ id: 1, clockOffsetMs: -5_000 });
    study.store.transaction((tx) => handler.commit(tx, {}, { ...result, clocks: [ahead(1), ahead(2)] }));
    expect(readLinkReport(study.store.db)?.clocks).toEqual([ahead(2)]);
  });

  it('takes the overlap of two exports from the earlier, and joins the two where that one ends', () => {
    using study = openTempStudy();
    fillOverlappingExports(study.store);
    const HOUR_MS = 3_600_000;
    const stands = (recordingId: number, chunkIndex: number, fromMs: number, toMs: number) => {
      const id = trackletId(recordingId, chunkIndex, 100);
      const path = Buffer.from(
        encodePath({
          timesMs: Float64Array.of(fromMs, toMs),
          boxesPx: Float32Array.of(300, 100, 60, 180, 300, 100, 60, 180),
        }),
      );
      study.store.transaction((tx) =>
        insertWalker(tx, { id, recordingId, chunkIndex, startOffsetMs: fromMs, endOffsetMs: toMs, path }),
      );
      return id;
    };
    const before = stands(1, 5, HOUR_MS - 20_000, HOUR_MS - 100);
    // The second export is 30 minutes in when the first one ends: in it somebody is seen until then, and again after.
    const copy = stands(2, 2, HOUR_MS / 2 - 20_000, HOUR_MS / 2 - 100);
    const after = stands(2, 3, HOUR_MS / 2 + 100, HOUR_MS / 2 + 20_000);
    const input = readLinkInput(study.store.db, new AbortController().signal);
    const ids = [...input.tracklets].map(({ id }) => id);
    expect(ids).toContain(after);
    expect(ids).not.toContain(copy);
    expect(ids).toHaveLength(90 + 2);
    expect(input.forced).toEqual([{ fromId: before, toId: after }]);
  });

  it('goes on in the later of two files with whoever is in view where the earlier ends', () => {
    using study = openTempStudy();
    const zeroUtcMs = Date.UTC(2026, 10, 20, 9);
    const timesMs = Float64Array.from({ length: 295 }, (_, at) => at * 200);
    const boxesPx = Float32Array.from([...timesMs].flatMap(() => [300, 100, 60, 180]));
    study.store.transaction((tx) => {
      tx.insert(schema.camera).values({ id: 1, name: 'Desk' }).run();
      // Every file begins two seconds before the last one ends.
      for (const id of [1, 2, 3]) {
        const startUtcMs = zeroUtcMs + (id - 1) * 57_000;
        insertRecording(tx, id, startUtcMs, 59_000);
        insertChunk(tx, { recordingId: id, chunkIndex: 0, toOffsetMs: 59_000 });
        const path = Buffer.from(encodePath({ timesMs, boxesPx }));
        const seen = { recordingId: id, chunkIndex: 0, startOffsetMs: 0, endOffsetMs: 58_800, path };
        insertWalker(tx, { id: trackletId(id, 0, 0), ...seen });
      }
    });
    const { tracklets, forced } = readLinkInput(study.store.db, new AbortController().signal);
    const ids = [1, 2, 3].map((id) => trackletId(id, 0, 0));
    expect(forced).toEqual([
      { fromId: ids[0], toId: ids[1] },
      { fromId: ids[1], toId: ids[2] },
    ]);
    expect([...tracklets].map(({ startUtcMs, endUtcMs }) => [startUtcMs, endUtcMs])).toEqual([
      [zeroUtcMs, zeroUtcMs + 58_800],
      [zeroUtcMs + 59_000, zeroUtcMs + 115_800],
      [zeroUtcMs + 116_000, zeroUtcMs + 172_800],
    ]);
  });
});

describe('JourneysService.link', () => {
  it('queues one job, however often it is asked', () => {
    using study = openTempStudy();
    const { context, published } = serviceContext(study.store, NOW);
    const service = new JourneysService(context);
    const { jobId } = service.link();
    expect(service.link()).toEqual({ jobId });
    expect(published).toContain('jobs');
    study.store.db.update(schema.job).set({ status: 'running' }).run();
    expect(service.link().jobId).not.toBe(jobId);
  });

  it('says that a journey is gone', () => {
    using study = openTempStudy();
    const service = new JourneysService(serviceContext(study.store, NOW).context);
    expect(() => service.get({ journeyId: 7 })).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });
});

type Db = Parameters<typeof serviceContext>[0]['db'];

function insertRecording(db: Pick<Db, 'insert'>, id: number, startUtcMs: number, durationMs: number): void {
  db.insert(schema.recording)
    .values({
      id,
      path: `/footage/${id}.mp4`,
      sizeBytes: 1,
      modifiedUtcMs: 0,
      fingerprint: `${id}`,
      status: 'accepted',
      cameraId: 1,
      startUtcMs,
      durationMs,
      evidence: [],
      confidence: 1,
      probe: soundProbe(),
      addedUtcMs: 0,
    })
    .run();
}

/** A box of 40 × 100 px that moves to the right at 60 px/s, ten times a second. */
function insertWalk(db: Db, id: number, chunkIndex: number, fromMs: number, toMs: number, x: number): void {
  const count = Math.floor((toMs - fromMs) / 100) + 1;
  const timesMs = Float64Array.from({ length: count }, (_, i) => fromMs + i * 100);
  const boxesPx = Float32Array.from(
    { length: count * 4 },
    (_, i) => [x + (i >> 2) * 6, 200, 40, 100][i % 4]!,
  );
  db.insert(schema.tracklet)
    .values({
      id,
      recordingId: 1,
      chunkIndex,
      startOffsetMs: fromMs,
      endOffsetMs: timesMs.at(-1)!,
      boxCount: count,
      meanScore: 0.9,
      path: Buffer.from(encodePath({ timesMs, boxesPx })),
      crops: [],
    })
    .run();
}
