import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { PinnedPack } from '#shared/contract/models.ts';
import { AppError } from '#shared/errors.ts';
import { modelInvalid } from '../../inference/model-card.ts';

/** As much as a pack may have when it comes from a folder. */
const MAX_BYTES = 512 << 20;

/**
 * Fetches a pack into the new file `target`, on the user's explicit request only: nothing else in Wandr asks a network.
 * Plain `http` will do, because the hash says what may arrive.
 * Errors: MODEL_INVALID when it is something else or too large, DOWNLOAD_FAILED.
 */
export async function downloadPack(
  { url, sha256 }: PinnedPack,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  const response = await request(url, signal);
  const hash = createHash('sha256');
  let bytes = 0;
  await using file = await open(target, 'wx');
  for await (const part of partsOf(response, url, signal)) {
    bytes += part.byteLength;
    if (bytes > MAX_BYTES) throw modelInvalid(url, `it has more than ${MAX_BYTES >> 20} MB`);
    hash.update(part);
    await file.write(part);
  }
  const actual = hash.digest('hex');
  if (actual !== sha256.toLowerCase())
    throw modelInvalid(url, `its SHA-256 is ${actual}, not the one that was given`);
}

async function request(url: string, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    // No cookies, no referrer: the server learns the address that asks, and no more.
    response = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch (error) {
    throw failed(url, error, signal);
  }
  if (response.ok) return response;
  throw new AppError(
    'DOWNLOAD_FAILED',
    `The server answers ${response.status} for ${url}.`,
    'Check the address, or bring the pack on a disk and add it from its folder.',
  );
}

async function* partsOf(response: Response, url: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  if (response.body === null) return;
  try {
    yield* response.body;
  } catch (error) {
    throw failed(url, error, signal);
  }
}

function failed(url: string, error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  return new AppError(
    'DOWNLOAD_FAILED',
    `${url} could not be fetched.`,
    'Check the address and the connection, or bring the pack on a disk and add it from its folder.',
    { cause: error },
  );
}
