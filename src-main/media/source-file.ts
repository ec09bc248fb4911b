import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { FFmpegError } from 'node-av/lib';
import { AppError, toAppError } from '#shared/errors.ts';

/** The first `bytes` of a file. Errors: FILE_MISSING, FILE_EMPTY, PERMISSION_DENIED. */
export async function readHeader(path: string, bytes: number): Promise<Uint8Array> {
  try {
    await using file = await open(path, 'r');
    const header = new Uint8Array(bytes);
    const { bytesRead } = await file.read(header, 0, bytes, 0);
    if (bytesRead === 0) {
      throw new AppError(
        'FILE_EMPTY',
        `${basename(path)} is empty (0 bytes).`,
        'Export the recording again; the copy from the recorder did not finish.',
      );
    }
    return header.subarray(0, bytesRead);
  } catch (error) {
    throw sourceError(path, error);
  }
}

/** What a disk or network drive says that stopped answering; "UNKNOWN" is Windows' for most of what a network can do. */
const LOST_DISK_CODES = new Set([
  'EIO',
  'ENXIO',
  'ENODEV',
  'ESTALE',
  'ETIMEDOUT',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTCONN',
  'ECONNRESET',
  'ECONNABORTED',
  'UNKNOWN',
]);

/** What it means that a source file could not be opened or read: FILE_MISSING, PERMISSION_DENIED or INTERNAL. */
export function sourceError(path: string, error: unknown): AppError {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && LOST_DISK_CODES.has(code)) return cannotRead(path, error);
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return toAppError(error);
  return new AppError(
    'FILE_MISSING',
    `${basename(path)} is no longer there.`,
    'Connect the disk that holds the footage, or scan its folder again.',
    { cause: error },
  );
}

/** The file may be there, but its disk does not give it. */
export function cannotRead(path: string, cause: unknown): AppError {
  return new AppError(
    'FILE_MISSING',
    `${basename(path)} could not be read to the end: the disk or network drive that holds it stopped answering.`,
    'Connect it again, then retry. If it happens again, copy the footage to another disk.',
    { cause },
  );
}

const TAIL_BYTES = 1_024;

/**
 * Makes sure that a file which had `sizeBytes` can be read to its end: FFmpeg takes the loss of a disk for the end of the
 * file. Errors: FILE_MISSING, FILE_CHANGED, PERMISSION_DENIED.
 */
export async function checkReadable(path: string, sizeBytes: number): Promise<void> {
  try {
    await using file = await open(path, 'r');
    await readTail(file, sizeBytes, path);
  } catch (error) {
    throw sourceError(path, error);
  }
}

async function readTail(file: FileHandle, sizeBytes: number, path: string): Promise<void> {
  const length = Math.min(TAIL_BYTES, sizeBytes);
  const { bytesRead } = await file.read(new Uint8Array(length), 0, length, sizeBytes - length);
  if (bytesRead === length) return;
  throw new AppError(
    'FILE_CHANGED',
    `${basename(path)} became shorter while it was read.`,
    'Scan its folder again once nothing writes to it any more.',
  );
}

/** `code`: what FFmpeg said, if it was asked. */
export function notAVideo(path: string, code?: number): AppError {
  return new AppError(
    'NOT_A_VIDEO',
    `${basename(path)} is not a video that Wandr can read: its content is of no known video format.`,
    'If it comes from a recorder, export it again as MP4 or AVI without encryption; otherwise leave it out.',
    code === undefined ? undefined : { cause: new Error(FFmpegError.strerror(code)) },
  );
}
