/**
 * What every user of FFmpeg's C interface here needs: return codes as errors, time stamps as numbers.
 *
 * [Note: synchronous FFmpeg] The calls used are node-av's `…Sync` ones. They run in a worker process, whose only
 * work this is; the threads of the codec run beside it, and `breathe` lets messages (cancel!) in between.
 */

import { AV_LOG_QUIET, AV_NOPTS_VALUE, AVERROR_EOF } from 'node-av/constants';
import { FFmpegError, Log, type PosixError } from 'node-av/lib';
import { AppError } from '#shared/errors.ts';

// Damaged files make FFmpeg print thousands of lines; what matters comes back as codes and is counted.
Log.setLevel(AV_LOG_QUIET);

const posix = (name: `${PosixError}`): number => FFmpegError.AVERROR(name as PosixError);
const EAGAIN = posix('EAGAIN');
const ENOSPC = posix('ENOSPC');
const EACCES = posix('EACCES');
const ENOENT = posix('ENOENT');

export function isEof(code: number): boolean {
  return code === AVERROR_EOF;
}

/** The codec wants its output taken, or more input, first. */
export function isAgain(code: number): boolean {
  return code === EAGAIN;
}

/**
 * Returns `code` unless it is an error. Throws DISK_FULL, PERMISSION_DENIED or FILE_MISSING where the code says so,
 * otherwise DECODE_FAILED; `doing` completes "FFmpeg could not …".
 */
export function check(code: number, doing: string): number {
  if (code >= 0) return code;
  const cause = new Error(FFmpegError.strerror(code));
  if (code === ENOSPC) {
    throw new AppError(
      'DISK_FULL',
      'The disk is full.',
      'Free some space on the disk that holds the study, then retry the job. Nothing was lost.',
      { cause },
    );
  }
  if (code === EACCES) {
    throw new AppError(
      'PERMISSION_DENIED',
      `Permission denied: could not ${doing}.`,
      'Ask for the right to it.',
      {
        cause,
      },
    );
  }
  if (code === ENOENT) {
    throw new AppError('FILE_MISSING', `Not found: could not ${doing}.`, 'Connect the disk that holds it.', {
      cause,
    });
  }
  throw new AppError(
    'DECODE_FAILED',
    `FFmpeg could not ${doing}: ${cause.message}.`,
    'Export the recording again from the recorder.',
    { cause },
  );
}

/** Null for "no time stamp". */
export function ticks(value: bigint): number | null {
  return value === AV_NOPTS_VALUE ? null : Number(value);
}

export function toTicks(value: number | null): bigint {
  return value === null ? AV_NOPTS_VALUE : BigInt(Math.round(value));
}

/** Lets the event loop turn, so that an abort can arrive, then throws if it did. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}
