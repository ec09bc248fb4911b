/** Real: SQLite, the job queue, worker processes, FFmpeg. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ScanHandler } from '../../../src-main/services/library/scan-handler.ts';
import { job, recording } from '../../../src-main/store/schema/index.ts';
import { scan } from '../../../src-main/workers/tasks/scan.ts';
import type { WorkerPartial } from '../../../src-main/workers/tasks.ts';
import { writeTestVideo } from '../../fixtures/media/test-video.ts';
import { type OpenLibrary, openLibrary } from '../support/open-library.ts';
import { taskContext } from '../support/run-task.ts';

const DAY = 'cam01/2026-11-20/001/dav/10';
const FIRST = '10.00.00-10.00.02[M][0@0][0].mp4';
const SECOND = '10.00.02-10.00.04[M][0@0][0].mp4';

function put(library: OpenLibrary, path: string, video: Parameters<typeof writeTestVideo>[1] = {}): string {
  const target = join(library.footage, path);
  mkdirSync(join(target, '..'), { recursive: true });
  writeTestVideo(target, { durationMs: 2_000, ...video });
  return target;
}

/** The same video with 3 MiB of padding whose middle is `fill`: first and last MiB and size are equal. */
function putPadded(library: OpenLibrary, path: string, fill: number): void {
  const target = put(library, path);
  const padding = Buffer.alloc(3 * 1024 * 1024);
  padding.writeUInt32BE(padding.length, 0);
  padding.write('free', 4, 'latin1');
  padding.fill(fill, 1_500_000, 1_500_100);
  writeFileSync(target, Buffer.concat([readFileSync(target), padding]));
}

describe('from a folder to footage that is ready', () => {
  test('scan, review, accept, proxies and hashes', async () => {
    await using study = await openLibrary('Europe/Berlin');
    put(study, `${DAY}/${FIRST}`);
    put(study, `${DAY}/${SECOND}`, { widthPx: 352 });
    writeFileSync(join(study.footage, 'text.mp4'), 'no video');
    writeFileSync(join(study.footage, 'README.txt'), 'read me');

    const scan = await study.scan();
    expect(scan).toMatchObject({ status: 'done', summary: '2 new videos in 4 files; 1 could not be read.' });
    expect(study.recording(FIRST)).toMatchObject({
      status: 'proposed',
      cameraName: 'cam01',
      cameraId: null,
      startUtcMs: Date.UTC(2026, 10, 20, 9),
      endUtcMs: Date.UTC(2026, 10, 20, 9, 0, 2),
      proxy: 'none',
      analysis: 'none',
      sha256: null,
    });
    expect(study.recording('text.mp4')).toMatchObject({
      status: 'unreadable',
      problem: { code: 'NOT_A_VIDEO' },
    });
    expect(study.library.coverage()).toEqual([]);

    const ids = [study.recording(FIRST).id, study.recording(SECOND).id];
    expect(study.library.accept({ ids }).filter(({ status }) => status === 'accepted')).toHaveLength(2);
    expect(study.recording(FIRST)).toMatchObject({ proxy: 'queued', hasThumbnail: false });
    await study.session.whenIdle();
    const ready = study.recording(FIRST);
    expect(ready).toMatchObject({
      proxy: 'ready',
      hasThumbnail: true,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(existsSync(join(study.session.store.layout.proxies, `${ready.id}.mp4`))).toBe(true);
    expect(study.library.coverage()).toMatchObject([
      { cameraName: 'cam01', gaps: [], observedMs: 4_000, observed: [{ recordingIds: ids }] },
    ]);
  });

  test('scanning again changes nothing, and keeps what the operator decided', async () => {
    await using study = await openLibrary();
    put(study, `${DAY}/${FIRST}`);
    put(study, 'ch02_20261120100000.mp4', { widthPx: 352 });
    await study.scan();
    await study.library.edit({ edits: [{ id: study.recording(FIRST).id, cameraName: 'Entrance' }] });
    const before = study.library.recordings();
    expect((await study.scan()).summary).toBe('0 new videos in 2 files; 2 already in the study.');
    expect(study.library.recordings()).toEqual(before);
    // A date that changed makes the file be read again; the operator's word stays.
    utimesSync(join(study.footage, DAY, FIRST), new Date(), new Date());
    await study.scan();
    expect(study.recording(FIRST).cameraName).toBe('Entrance');
  });

  test('a folder without video fails the job with what to do', async () => {
    await using study = await openLibrary();
    writeFileSync(join(study.footage, 'a.txt'), 'a');
    expect(await study.scan()).toMatchObject({ status: 'failed', error: { code: 'FOLDER_HAS_NO_VIDEO' } });
    expect(study.library.recordings()).toEqual([]);
  });

  test('a folder that is not there is refused before any job', async () => {
    await using study = await openLibrary();
    expect(() => study.library.scan({ folder: join(study.footage, 'gone') })).toThrow('is not there');
    expect(study.session.store.db.select().from(job).all()).toEqual([]);
  });
});

describe('duplicates', () => {
  test('a copy is shown and compared byte for byte', async () => {
    await using study = await openLibrary();
    put(study, 'a/ch01_20261120100000.mp4');
    writeFileSync(
      join(study.footage, 'copy of ch01.mp4'),
      readFileSync(join(study.footage, 'a/ch01_20261120100000.mp4')),
    );
    await study.scan();
    // The copy lies further out, so the scan meets it first.
    const copy = study.recording('ch01_20261120100000.mp4');
    expect(copy).toMatchObject({
      status: 'duplicate',
      duplicateOfId: study.recording('copy of ch01.mp4').id,
      problem: { message: 'It has the same content as copy of ch01.mp4, byte for byte.' },
    });
    expect(copy.sha256).toBe(study.recording('copy of ch01.mp4').sha256);
    expect(() => study.library.accept({ ids: [copy.id] })).toThrow('cannot be accepted: it is duplicate');
  });

  test('files that only look alike come back as proposals', async () => {
    await using study = await openLibrary();
    putPadded(study, 'ch01_20261120100000.mp4', 1);
    putPadded(study, 'ch02_20261120100000.mp4', 2);
    await study.scan();
    const [one, two] = study.library.recordings();
    expect([one!.status, two!.status]).toEqual(['proposed', 'proposed']);
    expect(one!.sha256).not.toBe(two!.sha256);
    expect(two).toMatchObject({ duplicateOfId: null, problem: null });
  });

  test('without its original, a copy becomes a proposal', async () => {
    await using study = await openLibrary();
    put(study, 'a.mp4');
    writeFileSync(join(study.footage, 'b.mp4'), readFileSync(join(study.footage, 'a.mp4')));
    writeFileSync(join(study.footage, 'c.mp4'), readFileSync(join(study.footage, 'a.mp4')));
    await study.scan();
    await study.library.remove({ ids: [study.recording('a.mp4').id] });
    expect(study.recording('b.mp4')).toMatchObject({ status: 'proposed', duplicateOfId: null });
    expect(study.recording('c.mp4')).toMatchObject({
      status: 'duplicate',
      duplicateOfId: study.recording('b.mp4').id,
    });
  });

  test('a copy of a file that was overwritten is a copy no more', async () => {
    await using study = await openLibrary();
    const original = put(study, 'a.mp4');
    writeFileSync(join(study.footage, 'b.mp4'), readFileSync(original));
    writeFileSync(join(study.footage, 'c.mp4'), readFileSync(original));
    await study.scan();
    writeTestVideo(original, { durationMs: 3_000 });
    await study.scan();
    expect(study.recording('a.mp4')).toMatchObject({ status: 'proposed', probe: { durationMs: 3_000 } });
    expect(study.recording('b.mp4')).toMatchObject({
      status: 'proposed',
      duplicateOfId: null,
      problem: null,
    });
    expect(study.recording('c.mp4')).toMatchObject({
      status: 'duplicate',
      duplicateOfId: study.recording('b.mp4').id,
    });
  });

  test('a copy of a file that only has another date stays one', async () => {
    await using study = await openLibrary();
    const original = put(study, 'a.mp4');
    writeFileSync(join(study.footage, 'b.mp4'), readFileSync(original));
    await study.scan();
    utimesSync(original, new Date(0), new Date(0));
    await study.scan();
    expect(study.recording('b.mp4')).toMatchObject({ status: 'duplicate' });
  });

  test('a sub stream is left out with the reason, and can be taken in', async () => {
    await using study = await openLibrary();
    put(study, 'NVR_ch1_main_20261120100000_20261120100002.mp4');
    put(study, 'NVR_ch1_sub_20261120100000_20261120100002.mp4', { widthPx: 160, heightPx: 120 });
    await study.scan();
    const sub = study.recording('NVR_ch1_sub_20261120100000_20261120100002.mp4');
    expect(sub).toMatchObject({
      status: 'excluded',
      problem: { message: expect.stringContaining('sub stream of NVR_ch1_main') },
    });
    await study.library.edit({
      edits: [{ id: sub.id, status: 'proposed' }],
    });
    expect(study.recording(sub.fileName)).toMatchObject({ status: 'proposed', problem: null });
  });
});

test('footage of another day is compared with what the study holds', async () => {
  await using study = await openLibrary();
  const main = put(study, 'monday/NVR_ch1_main_20261120100000_20261120100002.mp4');
  await study.scan(join(study.footage, 'monday'));
  put(study, 'tuesday/NVR_ch1_sub_20261120100000_20261120100002.mp4', { widthPx: 160, heightPx: 120 });
  await study.scan(join(study.footage, 'tuesday'));
  expect(study.recording('NVR_ch1_sub_20261120100000_20261120100002.mp4')).toMatchObject({
    status: 'excluded',
  });
  expect(study.library.recordings().find(({ path }) => path === main)).toMatchObject({ status: 'proposed' });
});

describe('files that change after the scan', () => {
  test('are not prepared, and the job says why', async () => {
    await using study = await openLibrary();
    const changed = put(study, 'ch01_20261120100000.mp4');
    const missing = put(study, 'ch02_20261120100000.mp4', { widthPx: 352 });
    await study.scan();
    utimesSync(changed, new Date(0), new Date(0));
    rmSync(missing);
    study.library.accept({ ids: study.library.recordings().map(({ id }) => id) });
    await study.session.whenIdle();
    const errors = study.session.queue
      .list(50)
      .filter(({ type }) => type === 'prepare')
      .map(({ error }) => error?.code)
      .sort();
    expect(errors).toEqual(['FILE_CHANGED', 'FILE_MISSING']);
    expect(study.library.recordings().map(({ proxy }) => proxy)).toEqual(['failed', 'failed']);
  });

  test('an accepted file that is another now is marked by the next scan', async () => {
    await using study = await openLibrary();
    const path = put(study, 'ch01_20261120100000.mp4');
    await study.scan();
    study.library.accept({ ids: [study.recording('ch01_20261120100000.mp4').id] });
    await study.session.whenIdle();
    writeTestVideo(path, { durationMs: 3_000 });
    await study.scan();
    expect(study.recording('ch01_20261120100000.mp4')).toMatchObject({
      status: 'accepted',
      problem: { code: 'FILE_CHANGED' },
      endUtcMs: Date.UTC(2026, 10, 20, 10, 0, 2),
    });
  });

  test('are marked before they are accepted, where the operator corrected them', async () => {
    await using study = await openLibrary();
    const path = put(study, 'ch01_20261120100000.mp4');
    await study.scan();
    const { id } = study.recording('ch01_20261120100000.mp4');
    await study.library.edit({ edits: [{ id, cameraName: 'Entrance' }] });
    writeTestVideo(path, { durationMs: 3_000 });
    await study.scan();
    expect(study.recording('ch01_20261120100000.mp4')).toMatchObject({
      cameraName: 'Entrance',
      problem: { code: 'FILE_CHANGED' },
    });
  });

  test('are marked no more once the file that was imported is back', async () => {
    await using study = await openLibrary();
    const path = put(study, 'ch01_20261120100000.mp4');
    const kept = join(study.footage, '..', 'kept.mp4');
    await study.scan();
    study.library.accept({ ids: [study.recording('ch01_20261120100000.mp4').id] });
    await study.session.whenIdle();
    renameSync(path, kept);
    writeTestVideo(path, { durationMs: 3_000 });
    await study.scan();
    expect(study.recording('ch01_20261120100000.mp4').problem).toMatchObject({ code: 'FILE_CHANGED' });
    renameSync(kept, path);
    await study.scan();
    expect(study.recording('ch01_20261120100000.mp4')).toMatchObject({ status: 'accepted', problem: null });
  });
});

test('what is taken out during a scan does not come back when neighbours change what the scan said of it', async () => {
  await using study = await openLibrary();
  // More than a scan hands over at a time.
  const names = Array.from({ length: 51 }, (_, i) => `ch01_202611201000${String(i).padStart(2, '0')}.mp4`);
  for (const [i, name] of names.entries()) put(study, name, { durationMs: 400, widthPx: 64 + 2 * i });
  const partials: WorkerPartial[] = [];
  const { context } = taskContext();
  await scan(
    { kind: 'scan', folder: study.footage, timeZone: 'UTC', known: [] },
    { ...context, partial: (partial) => partials.push(partial) },
  );
  const handler = new ScanHandler(study.context);
  const store = (partial: WorkerPartial) =>
    study.session.store.transaction((tx) => handler.partial(tx, { folder: study.footage }, partial));

  const [found, ...later] = partials;
  store(found!);
  await study.library.remove({ ids: [study.recording(names[0]!).id] });
  for (const partial of later) store(partial);
  expect(study.library.recordings().map(({ fileName }) => fileName)).toEqual(names.slice(1));
  expect(study.recording(names[1]!).evidence.map(({ source }) => source)).toContain('tiling');
});

test('a scan that is cancelled keeps what it found, and none of it twice when it is retried', async () => {
  await using study = await openLibrary();
  for (let i = 1; i <= 30; i += 1)
    put(study, `ch${String(i).padStart(2, '0')}_20261120100000.mp4`, {
      durationMs: 400,
      widthPx: 64 + 2 * i,
    });
  const { jobId } = study.library.scan({ folder: study.footage });
  while (study.session.queue.get(jobId).phase?.startsWith('reading') !== true)
    await new Promise((done) => setTimeout(done, 2));
  study.session.queue.cancel([jobId]);
  await study.session.whenIdle();
  expect(study.session.queue.get(jobId).status).toBe('cancelled');
  study.session.queue.retry([jobId]);
  await study.session.whenIdle();
  expect(study.session.queue.get(jobId).summary).toBe('30 new videos in 30 files.');
  const paths = study.session.store.db.select({ path: recording.path }).from(recording).all();
  expect(new Set(paths.map(({ path }) => path)).size).toBe(30);
  expect(paths).toHaveLength(30);
});
