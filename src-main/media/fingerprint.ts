import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { sourceError } from './source-file.ts';

const EDGE_BYTES = 1024 * 1024;

/**
 * SHA-256 over the first MiB, the last MiB and the size, as hex: equal for copies of a file, and read in
 * milliseconds however long the file is. A hint for duplicates; the full hash decides. Errors: FILE_MISSING,
 * PERMISSION_DENIED.
 */
export async function fingerprint(path: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  // Opening succeeds on a disk whose sectors cannot be read.
  const failed = (error: unknown): never => {
    throw sourceError(path, error);
  };
  await using file = await open(path, 'r').catch(failed);
  const { size } = await file.stat();
  const hash = createHash('sha256');
  hash.update(await readAt(file, 0, Math.min(size, EDGE_BYTES)).catch(failed));
  signal.throwIfAborted();
  if (size > EDGE_BYTES) {
    const tailBytes = Math.min(size - EDGE_BYTES, EDGE_BYTES);
    hash.update(await readAt(file, size - tailBytes, tailBytes).catch(failed));
  }
  hash.update(`size=${size}`);
  return hash.digest('hex');
}

type FileHandle = Awaited<ReturnType<typeof open>>;

async function readAt(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
