import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { sourceError } from '../../media/source-file.ts';
import type { TaskRunner } from '../tasks.ts';

const BLOCK_BYTES = 1024 * 1024;

/**
 * SHA-256 of a whole file, in blocks, so that a recording of any length takes the same memory. Errors: FILE_MISSING,
 * PERMISSION_DENIED.
 */
export const hash: TaskRunner<'hash'> = async ({ path }, { signal, progress }) => {
  const failed = (error: unknown): never => {
    throw sourceError(path, error);
  };
  await using file = await open(path, 'r').catch(failed);
  const { size } = await file.stat();
  const digest = createHash('sha256');
  const block = new Uint8Array(BLOCK_BYTES);
  let sizeBytes = 0;
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(block, 0, BLOCK_BYTES, sizeBytes).catch(failed);
    if (bytesRead === 0) break;
    digest.update(block.subarray(0, bytesRead));
    sizeBytes += bytesRead;
    progress({ progress: Math.min(1, sizeBytes / size), phase: 'hash' });
  }
  return { kind: 'hash', sha256: digest.digest('hex'), sizeBytes };
};
