/**
 * The closed union of error codes that cross a process boundary.
 *
 * Three kinds: *expected* (shown to the user with what to do), *cancelled* (the user asked; never logged as
 * an error) and *bug* (logged with a report id).
 */

export const errorCodes = [
  'NO_STUDY_OPEN',
  'STUDY_NOT_FOUND',
  'STUDY_EXISTS',
  'STUDY_LOCKED',
  'STUDY_READ_ONLY',
  'STUDY_CORRUPT',
  'STUDY_TOO_NEW',
  'FOLDER_NOT_FOUND',
  'FOLDER_HAS_NO_VIDEO',
  'FILE_MISSING',
  'FILE_CHANGED',
  'FILE_EMPTY',
  'NOT_A_VIDEO',
  'NO_VIDEO_STREAM',
  'VIDEO_INCOMPLETE',
  'DECODE_FAILED',
  'DISK_FULL',
  'PERMISSION_DENIED',
  'MODEL_INVALID',
  'DOWNLOAD_FAILED',
  'PLAN_IMAGE_INVALID',
  'INVALID_INPUT',
  'NOT_FOUND',
  'CONFLICT',
  'WORKER_CRASHED',
  'CANCELLED',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];
export type ErrorKind = 'expected' | 'cancelled' | 'bug';

export function errorKind(code: ErrorCode): ErrorKind {
  if (code === 'CANCELLED') return 'cancelled';
  if (code === 'INTERNAL') return 'bug';
  return 'expected';
}

/** What of an error is stored, or sent to another process. */
export interface ErrorInfo {
  readonly code: ErrorCode;
  /** What happened, in one sentence. */
  readonly message: string;
  /** What the user can do next, in one sentence; empty for a bug. */
  readonly hint: string;
}

/** An error that a user may see. `message` says what happened, `hint` what to do next. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint = '', options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }

  toInfo(): ErrorInfo {
    return { code: this.code, message: this.message, hint: this.hint };
  }

  static fromInfo(info: ErrorInfo, options?: { cause?: unknown }): AppError {
    return new AppError(info.code, info.message, info.hint, options);
  }
}

export function isCancelled(error: unknown): boolean {
  return (
    (error instanceof AppError && error.code === 'CANCELLED') ||
    (error instanceof Error && error.name === 'AbortError')
  );
}

/** A system or SQLite error, also when a library wrapped it. */
function systemError(error: unknown): { code?: string; path?: unknown } {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at as { code: string };
  }
  return {};
}

/** Turns whatever was thrown into an `AppError`: an abort becomes CANCELLED, an unknown error INTERNAL. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isCancelled(error)) return new AppError('CANCELLED', 'Cancelled.', '', { cause: error });
  const { code, path } = systemError(error);
  if (code === 'ENOSPC' || code === 'SQLITE_FULL') {
    return new AppError(
      'DISK_FULL',
      'The disk is full.',
      'Free some space on the disk that holds the study, then go on from here. Nothing was lost.',
      { cause: error },
    );
  }
  if (code === 'ENOENT' && typeof path === 'string') {
    return new AppError(
      'FILE_MISSING',
      `${path} is not there.`,
      'If it is on a removable or network disk, connect the disk; if it was moved, move it back. Then retry.',
      { cause: error },
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new AppError(
      'PERMISSION_DENIED',
      error instanceof Error ? error.message : 'Permission denied.',
      'Choose a folder that you may write to, or ask for the right to it.',
      { cause: error },
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  return new AppError('INTERNAL', message, '', { cause: error });
}
