/** Real: the study's folder. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type OpenLibrary, openLibrary } from '../support/open-library.ts';

const noAbort = new AbortController().signal;

async function begun(study: OpenLibrary, name = 'export') {
  const { folder, uploadUrl } = await study.library.beginUpload({ name, totalBytes: 10 });
  return { folder, uploadId: uploadUrl.split('/').at(-1)! };
}

describe('a file', () => {
  test('arrives whole below its folder, with its modified time', async () => {
    await using study = await openLibrary();
    const { folder, uploadId } = await begun(study);
    const modifiedUtcMs = Date.UTC(2026, 10, 20, 10);
    const file = { uploadId, relativePath: 'cam01/2026-11-20/clip.mp4', modifiedUtcMs };
    await study.library.receiveUpload(file, Readable.from([Buffer.from('ab'), Buffer.from('cd')]), noAbort);
    const target = join(folder, 'cam01', '2026-11-20', 'clip.mp4');
    expect(readFileSync(target, 'utf8')).toBe('abcd');
    expect(statSync(target).mtimeMs).toBe(modifiedUtcMs);
    expect(readdirSync(join(folder, 'cam01', '2026-11-20'))).toEqual(['clip.mp4']);
  });

  test.each([
    '../escape.mp4',
    'a/../../escape.mp4',
    '/etc/escape.mp4',
    'a//escape.mp4',
    'a/./escape.mp4',
    '..\\escape.mp4',
    'a\\..\\..\\escape.mp4',
    'nul\0byte.mp4',
    '',
    '..',
    `${'x'.repeat(256)}.mp4`,
  ])('may not go elsewhere: %j', async (relativePath) => {
    await using study = await openLibrary();
    const { folder, uploadId } = await begun(study);
    const sent = study.library.receiveUpload(
      { uploadId, relativePath, modifiedUtcMs: 0 },
      Readable.from(['x']),
      noAbort,
    );
    await expect(sent).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(join(folder, '..', 'escape.mp4'))).toBe(false);
  });

  test('that stops half-way leaves nothing', async () => {
    await using study = await openLibrary();
    const { folder, uploadId } = await begun(study);
    const abort = new AbortController();
    async function* body() {
      yield Buffer.alloc(100_000);
      abort.abort();
      yield Buffer.alloc(100_000);
    }
    const sent = study.library.receiveUpload(
      { uploadId, relativePath: 'clip.mp4', modifiedUtcMs: 0 },
      body(),
      abort.signal,
    );
    await expect(sent).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(existsSync(folder)).toBe(false);
  });

  test('for which the disk is too small leaves nothing, and says what to do', async () => {
    await using study = await openLibrary();
    const { folder, uploadId } = await begun(study);
    async function* body() {
      yield Buffer.alloc(1_000);
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    }
    const file = { uploadId, relativePath: 'clip.mp4', modifiedUtcMs: 0 };
    await expect(study.library.receiveUpload(file, body(), noAbort)).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: 'The disk was full before clip.mp4 was copied into the study.',
    });
    expect(existsSync(folder)).toBe(false);
  });

  test('whose page goes away leaves nothing', async () => {
    await using study = await openLibrary();
    const { folder, uploadId } = await begun(study);
    const body = new Readable({ read() {} });
    const sent = study.library.receiveUpload(
      { uploadId, relativePath: 'clip.mp4', modifiedUtcMs: 0 },
      body,
      noAbort,
    );
    body.push('half');
    setTimeout(() => body.destroy(), 20);
    await expect(sent).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(existsSync(folder)).toBe(false);
  });

  test('that fails takes those before it along: the page sends no more, and nothing names them', async () => {
    await using study = await openLibrary();
    const { folder, uploadId } = await begun(study);
    const send = (relativePath: string, body: AsyncIterable<Uint8Array>) =>
      study.library.receiveUpload({ uploadId, relativePath, modifiedUtcMs: 0 }, body, noAbort);
    await send('cam01/whole.mp4', Readable.from([Buffer.from('whole')]));
    async function* full() {
      yield Buffer.alloc(1_000);
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    }
    await expect(send('cam01/half.mp4', full())).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(existsSync(folder)).toBe(false);
    await expect(send('cam01/next.mp4', Readable.from(['x']))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('that comes after the scan was asked for is refused, and harms nothing', async () => {
    await using study = await openLibrary();
    const { folder, uploadId } = await begun(study);
    const send = (body: AsyncIterable<Uint8Array>) =>
      study.library.receiveUpload({ uploadId, relativePath: 'a.mp4', modifiedUtcMs: 0 }, body, noAbort);
    await send(Readable.from([Buffer.from('whole')]));
    study.session.queue.pause();
    study.library.scan({ folder });
    await expect(send(Readable.from(['x']))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(readFileSync(join(folder, 'a.mp4'), 'utf8')).toBe('whole');
  });

  test('of an upload that was never begun is refused', async () => {
    await using study = await openLibrary();
    const file = { uploadId: 'made-up', relativePath: 'clip.mp4', modifiedUtcMs: 0 };
    await expect(study.library.receiveUpload(file, Readable.from(['x']), noAbort)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('a folder for an upload', () => {
  test.each([
    ['export', 'export'],
    ['../../etc', 'etc'],
    ['C:\\footage', 'C footage'],
    ['...', 'upload'],
    ['.hidden', 'hidden'],
    ['Überwachung 店', 'Überwachung 店'],
    ['x'.repeat(300), 'x'.repeat(100)],
  ])('of the name %j is called %j', async (name, expected) => {
    await using study = await openLibrary();
    const { folder } = await begun(study, name);
    expect(basename(folder)).toBe(expected);
    expect(join(folder, '..')).toBe(study.session.store.layout.sources);
  });

  test('is a new one each time', async () => {
    await using study = await openLibrary();
    const folders = [await begun(study), await begun(study)].map(({ folder }) => basename(folder));
    expect(folders).toEqual(['export', 'export 2']);
  });

  test('is refused when the disk cannot hold what is announced', async () => {
    await using study = await openLibrary();
    await expect(study.library.beginUpload({ name: 'export', totalBytes: 1e18 })).rejects.toMatchObject({
      code: 'DISK_FULL',
      hint: expect.stringContaining('folder picker'),
    });
  });
});

test('copies go with their recordings', async () => {
  await using study = await openLibrary();
  const { writeTestVideo } = await import('../../fixtures/media/test-video.ts');
  const { folder } = await begun(study);
  const copy = join(folder, 'ch01_20261120100000.mp4');
  writeTestVideo(copy, { durationMs: 400 });
  await study.scan(folder);
  await study.library.remove({ ids: [study.recording('ch01_20261120100000.mp4').id] });
  expect(existsSync(copy)).toBe(false);
});
