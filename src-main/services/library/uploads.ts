import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, statfs, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError, toAppError } from '#shared/errors.ts';
import type { ServiceContext } from '../session/session.ts';
import { safeFolderName, uploadTarget } from './upload-path.ts';

/** Left free for the database, proxies and crops, which grow while footage is copied. */
const RESERVE_BYTES = 512 * 1024 * 1024;

/** A file that a page sends, as its address names it. */
export interface IncomingFile {
  readonly uploadId: string;
  readonly relativePath: string;
  readonly modifiedUtcMs: number;
}

/** Copies of footage that was dropped in a browser, which hides where it lies. */
export class Uploads {
  readonly #context: ServiceContext;
  /** By id: the folder inside the study's `sources/`. Ids end with the study that they were given in. */
  readonly #open = new Map<string, { readonly study: string; readonly folder: string }>();

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** Errors: DISK_FULL when the announced bytes would not fit, PERMISSION_DENIED. */
  async begin(input: { name: string; totalBytes: number }): Promise<{ folder: string; uploadUrl: string }> {
    const { layout } = this.#context.session().store;
    const { bavail, bsize } = await statfs(layout.folder);
    const freeBytes = bavail * bsize;
    if (freeBytes < input.totalBytes + RESERVE_BYTES) throw doesNotFit(input.totalBytes, freeBytes);
    const folder = await makeNewFolder(layout.sources, safeFolderName(input.name));
    const uploadId = randomUUID();
    this.#open.set(uploadId, { study: layout.folder, folder });
    return { folder, uploadUrl: `/upload/${uploadId}` };
  }

  /**
   * Writes one file, whole or not at all, and keeps its modified time. A file that fails ends its upload: the page
   * sends no more, and what has arrived would fill the disk without the study naming it. So aborting, or a page that
   * goes away, leaves nothing behind. Errors: NOT_FOUND, INVALID_INPUT, DISK_FULL, PERMISSION_DENIED, CANCELLED.
   */
  async receive(file: IncomingFile, body: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
    const upload = this.#open.get(file.uploadId);
    if (!upload || upload.study !== this.#context.session().store.layout.folder) throw unknownUpload();
    try {
      await writeWhole(uploadTarget(upload.folder, file.relativePath), file.modifiedUtcMs, body, signal);
    } catch (error) {
      this.#open.delete(file.uploadId);
      // The page is told why the file failed; that some of it could not be removed would say nothing more.
      await rm(upload.folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
      throw error;
    }
  }

  /** Takes no more files into the folder: what is there belongs to the study now. */
  finish(folder: string): void {
    for (const [id, upload] of this.#open) if (upload.folder === folder) this.#open.delete(id);
  }
}

async function writeWhole(
  target: string,
  modifiedUtcMs: number,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  // Hidden, so that a scan passes over it.
  const partial = join(dirname(target), `.${randomUUID()}.part`);
  try {
    await mkdir(dirname(target), { recursive: true });
    await pipeline(body, createWriteStream(partial, { flags: 'wx', flush: true }), { signal });
    await utimes(partial, new Date(), new Date(modifiedUtcMs));
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw uploadError(error, basename(target), signal);
  }
}

/** `name`, or `name 2`, `name 3`… when taken: two drops never mix. */
async function makeNewFolder(parent: string, name: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (let n = 1; ; n += 1) {
    const folder = join(parent, n === 1 ? name : `${name} ${n}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw toAppError(error);
    }
  }
}

function uploadError(error: unknown, fileName: string, signal: AbortSignal): AppError {
  const code = (error as NodeJS.ErrnoException).code;
  if (signal.aborted || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET') {
    return new AppError('CANCELLED', `The page stopped sending ${fileName}.`, '', { cause: error });
  }
  if (code === 'ENOSPC') {
    return new AppError(
      'DISK_FULL',
      `The disk was full before ${fileName} was copied into the study.`,
      'Free some space and drop the folder again, or choose it with the folder picker, which copies nothing.',
      { cause: error },
    );
  }
  return toAppError(error);
}

function doesNotFit(totalBytes: number, freeBytes: number): AppError {
  return new AppError(
    'DISK_FULL',
    `The footage takes ${gigabytes(totalBytes)} GB and the study's disk has ${gigabytes(freeBytes)} GB free.`,
    'Choose the folder with the folder picker instead: footage is then read where it lies. Or free some space.',
  );
}

function unknownUpload(): AppError {
  return new AppError(
    'NOT_FOUND',
    'This upload does not belong to the open study.',
    'Drop the folder again.',
  );
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
