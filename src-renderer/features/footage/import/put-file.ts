import { AppError } from '#shared/errors.ts';
import { ConnectionLostError } from '../../../lib/errors.ts';
import type { DroppedFile } from './dropped-files.ts';

/**
 * Sends one file to the host. `onSent` gets the bytes sent so far. XMLHttpRequest, because fetch tells nothing of
 * an upload's progress. Errors: the host's, ConnectionLostError, the signal's reason.
 */
export function putFile(
  uploadUrl: string,
  { relativePath, file }: DroppedFile,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const url = new URL(uploadUrl, window.location.href);
  url.searchParams.set('path', relativePath);
  url.searchParams.set('modified', String(file.lastModified));
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const onAbort = () => request.abort();
    const settle = (outcome: () => void) => {
      signal.removeEventListener('abort', onAbort);
      outcome();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    request.upload.addEventListener('progress', (event) => onSent(event.loaded));
    request.addEventListener('load', () =>
      settle(() => (request.status < 300 ? resolve() : reject(refusal(request, relativePath)))),
    );
    request.addEventListener('error', () => settle(() => reject(new ConnectionLostError())));
    request.addEventListener('abort', () => settle(() => reject(signal.reason)));
    request.open('PUT', url);
    request.send(file);
  });
}

/** The host answers a refused upload with an error of the contract as JSON. */
function refusal(request: XMLHttpRequest, relativePath: string): Error {
  try {
    const { code, message, hint } = JSON.parse(request.responseText);
    return new AppError(code, message, hint);
  } catch (error) {
    return new AppError(
      'INTERNAL',
      `${relativePath} could not be copied into the study (HTTP ${request.status}).`,
      'Drop the folder again.',
      { cause: error },
    );
  }
}
