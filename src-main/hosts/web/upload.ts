import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { AppError } from '#shared/errors.ts';
import type { IncomingFile } from '../../services/library/uploads.ts';

export const uploadPrefix = '/upload/';

/** Stores the file inside the study. Errors: INVALID_INPUT, NOT_FOUND, DISK_FULL. */
export type ReceiveUpload = (file: IncomingFile, body: Readable, signal: AbortSignal) => Promise<void>;

/** Errors: INVALID_INPUT when the address does not name a file. */
export function parseUpload(url: URL): IncomingFile {
  const uploadId = url.pathname.slice(uploadPrefix.length);
  const relativePath = url.searchParams.get('path');
  const modifiedUtcMs = Number(url.searchParams.get('modified'));
  if (
    !/^[\w-]+$/.test(uploadId) ||
    !relativePath ||
    !Number.isSafeInteger(modifiedUtcMs) ||
    modifiedUtcMs <= 0
  ) {
    throw new AppError('INVALID_INPUT', 'The upload names no file.', 'Drop the folder again.');
  }
  return { uploadId, relativePath, modifiedUtcMs };
}

/** Aborts when the browser breaks off (a closed tab, a lost connection). */
export function abortWithRequest(request: IncomingMessage): AbortSignal {
  const controller = new AbortController();
  request.once('close', () => {
    if (!request.complete) controller.abort();
  });
  return controller.signal;
}
