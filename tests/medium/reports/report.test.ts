/** Reports on a real study: real SQLite, real linking, real PDF and CSV files that are read back. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { and, eq, or } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { readReport } from '../../../src-main/reports/read-report.ts';
import { readCoverage } from '../../../src-main/services/library/coverage-query.ts';
import { ReportHandler } from '../../../src-main/services/reports/report-handler.ts';
import { ReportsService } from '../../../src-main/services/reports/reports-service.ts';
import { rebuildJourneys } from '../../../src-main/services/review/rebuild-journeys.ts';
import { writeLinkReport } from '../../../src-main/store/link-report.ts';
import { openReadOnly } from '../../../src-main/store/open-study.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import { report } from '../../../src-main/workers/tasks/report.ts';
import { csvColumn } from '../support/csv-column.ts';
import { fillOverlappingExports } from '../support/overlapping-exports.ts';
import { pdfText } from '../support/pdf-text.ts';
import { linkStudy, taskContext, writeReport } from '../support/run-task.ts';
import { serviceContext } from '../support/service-context.ts';
import { fillStudy } from '../support/synthetic-study.ts';
import { openTempStudy } from '../support/temp-study.ts';
import { fillVisit, VISIT_START_UTC_MS } from '../support/visit-study.ts';

const NOW = Date.UTC(2026, 10, 21, 8);
const PDF = 'wandr-report-test-mall-2026-11-21.pdf';

async function linkedStudy(options: Parameters<typeof fillStudy>[1] = {}) {
  const study = openTempStudy();
  fillStudy(study.store, { visitors: 25, cameras: 4, arrivalsMs: 60 * 60_000, ...options });
  const { context } = serviceContext(study.store, NOW);
  await linkStudy(study.store, context);
  return {
    ...study,
    context,
    read: (fileName: string) => readFileSync(join(study.store.layout.reports, fileName)),
    [Symbol.dispose]: () => study[Symbol.dispose](),
  };
}

/** Rows of a CSV without quoted cells. */
function rows(bytes: Buffer): string[][] {
  const lines = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n');
  return lines.map((line) => line.split(','));
}

describe('the PDF', () => {
  it('says who, when, what was observed, and how far the numbers go', async () => {
    using study = await linkedStudy({ hasPlan: true, camerasWithHole: [2] });
    await writeReport(study.store, NOW);
    const pages = await pdfText(study.read(PDF));
    const cover = pages[0]!;
    expect(cover).toContain('Test mall');
    expect(cover).toContain('2026-11-20 09:55');
    expect(cover).toContain('Europe/Berlin');
    expect(cover).toContain('cam02');
    expect(cover).toContain('20 min 00 s no recording');
    expect(cover).toContain('they do not mean that nobody came');
    expect(cover).toContain('not by their face');
    expect(cover).toMatch(/which makes \d+ journeys? or groups?/);
    expect(pages[1]).toContain('Plan: Ground floor');
    expect(pages[1]).toContain('Most walked ways');
    expect(pages[2]).toContain('Journeys');
    expect(pages[2]).toMatch(/V0\d{3} 2026-11-20 \d\d:\d\d:\d\d/);
    expect(pages.at(-1)).toContain('Footfall per camera and hour');
    pages.forEach((page, index) => {
      expect(page).toContain(`${index + 1} / ${pages.length}`);
    });
  });

  it('tells what the scan left out from what the operator left out', async () => {
    using study = await linkedStudy();
    const row = {
      sizeBytes: 1,
      modifiedUtcMs: 0,
      status: 'excluded' as const,
      evidence: [],
      confidence: 1,
      addedUtcMs: 0,
    };
    study.store.db
      .insert(schema.recording)
      .values([
        {
          ...row,
          path: '/footage/sub.mp4',
          fingerprint: 'a',
          problem: { code: 'CONFLICT' as const, message: 'm', hint: 'h' },
        },
        { ...row, path: '/footage/unwanted.mp4', fingerprint: 'b' },
      ])
      .run();
    await writeReport(study.store, NOW);
    const [cover] = await pdfText(study.read(PDF));
    expect(cover).toContain('1 smaller copy of a main stream left out, 1 recording excluded by the operator');
  });

  it('names the models that were used', async () => {
    using study = await linkedStudy();
    for (const role of ['detector', 'outfit'] as const) {
      const row = { sha256: role.padEnd(64, '0'), role, name: `my-${role}`, provider: 'cpu', card: {} };
      study.store.db
        .insert(schema.model)
        .values({ ...row, firstUsedUtcMs: NOW })
        .run();
    }
    await writeReport(study.store, NOW);
    const [cover] = await pdfText(study.read(PDF));
    expect(cover).toContain(
      'Models: my-detector (detector0000, cpu), my-outfit (outfit000000, cpu), wandr-person (',
    );
  });

  it('lists under each floor the ways of its own cameras', async () => {
    using study = await linkedStudy({ hasPlan: true });
    const { db } = study.store;
    const { siteId } = db.select().from(schema.floor).get()!;
    const upper = db.insert(schema.floor).values({ siteId, name: 'Upper floor', level: 1 }).returning().get();
    db.update(schema.camera).set({ floorId: upper.id }).where(eq(schema.camera.name, 'cam04')).run();
    await writeReport(study.store, NOW);
    const pages = await pdfText(study.read(PDF));
    const page = pages.find((text) => text.includes('Plan: Upper floor'))!;
    const ways = page.slice(page.indexOf('Most walked ways'));
    expect(ways).toContain('cam04');
    expect(ways).not.toMatch(/cam0[123] › cam0[123]/);
    const ground = pages.find((text) => text.includes('Plan: Ground floor'))!;
    expect(ground).toMatch(/cam0[123] › cam0[123]/);
  });

  it('draws a schematic, and says so, while no camera is placed', async () => {
    using study = await linkedStudy({ arePlaced: false });
    await writeReport(study.store, NOW);
    const pages = await pdfText(study.read(PDF));
    expect(pages[1]).toContain('No camera is placed on a plan yet');
  });

  it('is made for a study in which nobody was seen', async () => {
    using study = openTempStudy();
    fillStudy(study.store, { visitors: 5 });
    study.store.db.delete(schema.tracklet).run();
    await writeReport(study.store, NOW);
    const pages = await pdfText(readFileSync(join(study.store.layout.reports, PDF)));
    expect(pages.join(' ')).toContain('No journeys yet');
  });

  it('prints names of any European script', async () => {
    using study = await linkedStudy();
    study.store.db
      .insert(schema.camera)
      .values({ name: 'Główne Ελλάδα Вход Übergang', floorId: 1, xM: 5, yM: 5 })
      .run();
    await writeReport(study.store, NOW);
    expect((await pdfText(study.read(PDF))).join(' ')).toContain('Główne Ελλάδα Вход Übergang');
  });
});

describe('the CSVs', () => {
  it('hold one row per journey, stop and tracklet, that fit together', async () => {
    using study = await linkedStudy();
    await writeReport(study.store, NOW);
    const [journeyHead, ...journeys] = rows(study.read('journeys.csv'));
    const [stopHead, ...stops] = rows(study.read('stops.csv'));
    const [, ...tracklets] = rows(study.read('tracklets.csv'));
    expect(journeyHead!.slice(0, 4)).toEqual(['journey', 'start_utc', 'start_local', 'end_utc']);
    expect(stopHead!.slice(0, 3)).toEqual(['journey', 'stop', 'tracklet']);
    expect(journeys).toHaveLength(study.store.db.select().from(schema.journey).all().length);
    expect(tracklets).toHaveLength(study.store.db.select().from(schema.tracklet).all().length);
    expect(stops.map((row) => row[2]).sort()).toEqual(tracklets.map((row) => row[0]).sort());
    const stopCount = journeyHead!.indexOf('stops');
    for (const row of journeys) {
      expect(stops.filter(([label]) => label === row[0])).toHaveLength(Number(row[stopCount]));
    }
    const [, startUtc, startLocal] = journeys[0]!;
    expect(startUtc).toMatch(/^2026-11-20T\d\d:\d\d:\d\d\.\d{3}Z$/);
    // Berlin is one hour ahead of UTC in November.
    expect(
      Date.parse(`${startLocal!.replace(' ', 'T')}Z`) - Math.floor(Date.parse(startUtc!) / 1000) * 1000,
    ).toBe(3_600_000);
  });

  it('count time once that two cameras share, and tell where the visitor was before each stop', async () => {
    using study = openTempStudy();
    fillVisit(study.store, [
      { camera: 'hall', fromS: 0, toS: 100 },
      { camera: 'stairs', fromS: 10, toS: 20 },
      { camera: 'shop', fromS: 110, toS: 130 },
    ]);
    await writeReport(study.store, NOW);
    const read = (fileName: string) =>
      rows(readFileSync(join(study.store.layout.reports, fileName))) as [string[], ...string[][]];
    const cell = ([head, ...body]: [string[], ...string[][]], column: string) =>
      body.map((row) => row[head.indexOf(column)]);
    const journeys = read('journeys.csv');
    expect(cell(journeys, 'duration_s')).toEqual(['130.000']);
    expect(cell(journeys, 'in_view_s')).toEqual(['120.000']);
    expect(cell(journeys, 'cameras')).toEqual(['hall + stairs > shop']);
    expect(cell(read('stops.csv'), 'gap_s')).toEqual(['', '-90', '10']);
    const pages = await pdfText(readFileSync(join(study.store.layout.reports, PDF)));
    expect(pages.join('\n')).toContain('hall + stairs › shop');
  });

  it('tell a clock that is off, and do not take it for a view that overlaps', async () => {
    using study = openTempStudy();
    fillVisit(study.store, [
      { camera: 'hall', fromS: 9, toS: 29 },
      { camera: 'shop', fromS: 25, toS: 45 },
    ]);
    study.store.transaction((tx) =>
      writeLinkReport(tx, {
        clocks: [{ cameraId: 1, aheadMs: 9_000, fromMs: 8_000, toMs: 10_000, links: 20 }],
        sharedViews: [],
        reliability: { bins: [], error: 0.034, onePerson: 6, twoPeople: 290 },
        visitors: { expected: 18.6, from: 16.9, to: 21.2 },
      }),
    );
    await writeReport(study.store, NOW);
    const [head, , second] = rows(readFileSync(join(study.store.layout.reports, 'stops.csv')));
    expect(second![head!.indexOf('gap_s')]).toBe('5');
    const journeys = readFileSync(join(study.store.layout.reports, 'journeys.csv'));
    expect(csvColumn(journeys, 'duration_s')).toEqual(['45.000']);
    expect(csvColumn(journeys, 'in_view_s')).toEqual(['40.000']);
    const [cover] = await pdfText(readFileSync(join(study.store.layout.reports, PDF)));
    expect(cover).toContain('hall 9.0 s ahead; links and durations allow for it');
    expect(cover).toContain('On 296 pairs of pictures');
    expect(cover).toContain('3.4 percentage points');
    expect(cover).toContain('about 19');
    expect(cover).toContain('16–22, nine times in ten');
    const [, estimate] = rows(readFileSync(join(study.store.layout.reports, 'visitors.csv')));
    expect(estimate).toEqual(['18.6', '16.9', '21.2', '0.9', '1']);
  });

  it('come in order of first appearance, also after a cut, which numbers the rest anew', async () => {
    using study = openTempStudy();
    const [first, second] = fillVisit(study.store, [
      { camera: 'hall', fromS: 0, toS: 20 },
      { camera: 'shop', fromS: 30, toS: 50 },
      { camera: 'shop', fromS: 5, toS: 15 },
    ]) as [number, number, number];
    study.store.transaction((tx) => {
      tx.delete(schema.link).run();
      rebuildJourneys(tx, new Set([first, second]));
    });
    const { db } = study.store;
    const stops = db.select().from(schema.journeyStop).orderBy(schema.journeyStop.journeyId).all();
    expect(stops.map(({ trackletId }) => trackletId).slice(0, 2)).toEqual([first, second]);
    await writeReport(study.store, NOW);
    const journeys = readFileSync(join(study.store.layout.reports, 'journeys.csv'));
    expect(csvColumn(journeys, 'journey')).toEqual(['V0001', 'V0003', 'V0002']);
  });

  it('tell a gap from time without visitors', async () => {
    using study = await linkedStudy({ camerasWithHole: [2] });
    await writeReport(study.store, NOW);
    const coverage = rows(study.read('coverage.csv')).filter(([camera]) => camera === 'cam02');
    expect(coverage.map(([, state, reason]) => [state, reason])).toEqual([
      ['observed', ''],
      ['not observed', 'no recording'],
      ['observed', ''],
    ]);
    expect(coverage[1]!.at(-1)).toBe('1200.000');
  });

  it('tell footage that was not decodable, or not analysed, from footage that was observed', async () => {
    using study = await linkedStudy();
    study.store.transaction((tx) => {
      tx.insert(schema.recordingGap)
        .values({ recordingId: 10, startOffsetMs: 60_000, endOffsetMs: 90_000, reason: 'damaged' })
        .run();
      const { recordingId, chunkIndex } = schema.analysisChunk;
      tx.run(`delete from analysis_chunk where ${recordingId.name} = 10 and ${chunkIndex.name} = 2`);
    });
    await writeReport(study.store, NOW);
    const gaps = rows(study.read('coverage.csv')).filter(
      ([camera, state]) => camera === 'cam01' && state === 'not observed',
    );
    expect(gaps.map((row) => [row[2], row.at(-1)])).toEqual([
      ['not decodable', '30.000'],
      ['not analysed', '600.000'],
    ]);
  });

  it('name what was not analysed also at the ends of the footage, and of a camera of which nothing was', async () => {
    using study = await linkedStudy();
    study.store.transaction((tx) => {
      const { recordingId, chunkIndex } = schema.analysisChunk;
      const isFirstOf10 = and(eq(recordingId, 10), eq(chunkIndex, 0));
      tx.delete(schema.analysisChunk)
        .where(or(isFirstOf10, eq(recordingId, 20)))
        .run();
    });
    await writeReport(study.store, NOW);
    const spans = rows(study.read('coverage.csv'));
    const missing = spans.filter(([, , reason]) => reason === 'not analysed');
    expect(missing.map(([camera]) => camera)).toEqual(['cam01', 'cam02']);
    expect(spans.filter(([camera, state]) => camera === 'cam02' && state === 'observed')).toEqual([]);
    const [cover] = await pdfText(study.read(PDF));
    expect(cover).toMatch(/Between the first and the last recorded moment of the cameras: .* not analysed/);
  });

  it('tell the same time as the coverage on the screen, where a camera has a clock offset', async () => {
    using study = openTempStudy();
    fillVisit(study.store, [{ camera: 'hall', fromS: 0, toS: 20 }]);
    study.store.transaction((tx) => {
      tx.update(schema.camera).set({ clockOffsetMs: -3_600_000 }).run();
      tx.insert(schema.recordingGap)
        .values({ recordingId: 1, startOffsetMs: 60_000, endOffsetMs: 90_000, reason: 'damaged' })
        .run();
    });
    await writeReport(study.store, NOW);
    const [head, ...table] = rows(readFileSync(join(study.store.layout.reports, 'coverage.csv')));
    const spans = (state: string) =>
      table
        .filter((row) => row[1] === state)
        .map((row) => ({
          startUtcMs: Date.parse(row[head!.indexOf('start_utc')]!),
          endUtcMs: Date.parse(row[head!.indexOf('end_utc')]!),
        }));
    const [onScreen] = readCoverage(study.store.db);
    expect(onScreen).toMatchObject({ observed: spans('observed'), gaps: spans('not observed') });
    expect(onScreen!.observed[0]!.startUtcMs).toBe(VISIT_START_UTC_MS - 3_600_000);
  });

  it('leave a negative number a number', async () => {
    using study = await linkedStudy();
    study.store.transaction((tx) => tx.run('update link set transitLlr = -1.25'));
    await writeReport(study.store, NOW);
    const [head, ...stops] = rows(study.read('stops.csv'));
    const ratios = stops.map((row) => row[head!.indexOf('transit_llr')]!).filter((cell) => cell !== '');
    expect(ratios.length).toBeGreaterThan(0);
    for (const cell of ratios) expect(cell).toMatch(/^-1\.250*$/);
  });

  it('escape what a spreadsheet would run', async () => {
    using study = await linkedStudy();
    study.store.db
      .insert(schema.camera)
      .values({ id: 99, name: '=HYPERLINK("http://x")', floorId: 1, xM: 1, yM: 1 })
      .run();
    study.store.transaction((tx) => tx.run('update recording set cameraId = 99 where id = 10'));
    await writeReport(study.store, NOW);
    expect(study.read('tracklets.csv').toString()).toContain(`'=HYPERLINK(`);
  });
});

describe('footage that two files of a camera hold', () => {
  it('is counted once, before the study is linked and after', async () => {
    using study = openTempStudy();
    fillOverlappingExports(study.store);
    const read = (fileName: string) => rows(readFileSync(join(study.store.layout.reports, fileName)));
    await writeReport(study.store, NOW);
    expect(read('tracklets.csv')).toHaveLength(1 + 90);
    const { context } = serviceContext(study.store, NOW);
    const { journeys } = await linkStudy(study.store, context);
    await writeReport(study.store, NOW);
    expect(journeys.flatMap(({ trackletIds }) => trackletIds)).toHaveLength(90);
    expect(read('journeys.csv')).toHaveLength(1 + journeys.length);
    const starts = read('tracklets.csv')
      .slice(1)
      .map((row) => row[3]);
    expect(new Set(starts).size).toBe(90);
    const pages = await pdfText(readFileSync(join(study.store.layout.reports, PDF)));
    expect(pages[0]).toContain(
      '1 h 30 min of analysed footage. 30 min 00 s of it is in more than one file of a camera, and is counted once.',
    );
  });

  it('counts from the second file where nobody analysed the first, and is named nowhere else', async () => {
    using study = openTempStudy();
    fillOverlappingExports(study.store);
    study.store.db.delete(schema.analysisChunk).where(eq(schema.analysisChunk.recordingId, 1)).run();
    study.store.db.delete(schema.tracklet).where(eq(schema.tracklet.recordingId, 1)).run();
    await writeReport(study.store, NOW);
    expect(rows(readFileSync(join(study.store.layout.reports, 'tracklets.csv')))).toHaveLength(1 + 60);
    const [cover] = await pdfText(readFileSync(join(study.store.layout.reports, PDF)));
    expect(cover).not.toContain('more than one file');
  });
});

describe('a report', () => {
  it('is of one moment, whatever is decided while it is read', async () => {
    using study = await linkedStudy();
    using reader = openReadOnly(study.store.layout.database);
    const options = { studyFolder: study.store.layout.folder, createdUtcMs: NOW, appVersion: '0' };
    const before = readReport(reader, options);
    let reads = 0;
    // Journeys go after the first read of them.
    const db = new Proxy(reader.db, {
      get(target, key, receiver) {
        if (key === 'select' && reads++ === 1)
          study.store.transaction((tx) => tx.delete(schema.journey).run());
        return Reflect.get(target, key, receiver) as unknown;
      },
    });
    expect(readReport({ ...reader, db }, options)).toEqual(before);
    expect(before.journeys.length).toBeGreaterThan(10);
    expect(readReport(reader, options).journeys).toEqual([]);
  });

  it('is the same byte for byte when it is made again', async () => {
    using study = await linkedStudy({ hasPlan: true, camerasWithHole: [1] });
    const first = await writeReport(study.store, NOW);
    const second = await writeReport(study.store, NOW);
    expect(second).toEqual(first);
    for (const { fileName, sha256, sizeBytes } of first.files) {
      const bytes = study.read(fileName);
      expect(bytes.byteLength).toBe(sizeBytes);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    expect(readdirSync(study.store.layout.reports).sort()).toEqual(
      first.files.map(({ fileName }) => fileName).sort(),
    );
  });

  it('is the same for two studies with the same footage', async () => {
    using one = await linkedStudy();
    using two = await linkedStudy();
    expect(await writeReport(two.store, NOW)).toEqual(await writeReport(one.store, NOW));
  });

  it('leaves nothing behind when it is cancelled', async () => {
    using study = await linkedStudy();
    const handler = new ReportHandler(study.context, { appVersion: '0.1.0' });
    const cancel = new AbortController();
    const { context } = taskContext(cancel.signal);
    const task = handler.task({ formats: ['csv', 'pdf'], createdUtcMs: NOW });
    const running = report(task, {
      ...context,
      progress: ({ phase }) => phase === 'drawing PDF' && cancel.abort(),
    });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(study.store.layout.reports)).toEqual([]);
  });
});

describe('ReportsService', () => {
  it('queues a report, lists its files once, however often it is made, and deletes them', async () => {
    using study = await linkedStudy();
    const service = new ReportsService(study.context);
    const handler = new ReportHandler(study.context, { appVersion: '0.1.0' });
    const { jobId } = service.create({ formats: ['pdf', 'csv', 'pdf'] });
    const row = study.store.db
      .select()
      .from(schema.job)
      .all()
      .find(({ id }) => id === jobId)!;
    const payload = handler.payload.parse(row.payload);
    expect(payload).toEqual({ formats: ['csv', 'pdf'], createdUtcMs: NOW });
    for (let run = 0; run < 2; run++) {
      const result = await report(handler.task(payload), taskContext().context);
      study.store.transaction((tx) => handler.commit(tx, payload, result));
    }
    const files = service.list();
    expect(files.map(({ fileName }) => fileName)).toEqual([
      PDF,
      'coverage.csv',
      'groups.csv',
      'journeys.csv',
      'stops.csv',
      'tracklets.csv',
      'visitors.csv',
    ]);
    await service.delete({ id: files[0]!.id });
    expect(service.list()).toHaveLength(6);
    expect(readdirSync(study.store.layout.reports)).not.toContain(PDF);
    await expect(service.delete({ id: files[0]!.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses while nothing is analysed, and says what to do', () => {
    using study = openTempStudy();
    const service = new ReportsService(serviceContext(study.store, NOW).context);
    expect(() => service.create({ formats: ['pdf'] })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', hint: expect.stringContaining('analysis') }),
    );
  });
});
