import { open } from 'node:fs/promises';
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

/** What it means that a source file could not be opened or read: FILE_MISSING, PERMISSION_DENIED or INTERNAL. */
export function sourceError(path: string, error: unknown): AppError {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return toAppError(error);
  return new AppError(
    'FILE_MISSING',
    `${basename(path)} is no longer there.`,
    'Connect the disk that holds the footage, or scan its folder again.',
    { cause: error },
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
