import { type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError, toAppError } from '#shared/errors.ts';

export interface SourceFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedUtcMs: number;
}

/**
 * Makes sure that a source is still the file that was imported: results must never be of another one.
 * Errors: FILE_MISSING, FILE_CHANGED, PERMISSION_DENIED.
 */
export function checkSource({ path, sizeBytes, modifiedUtcMs }: SourceFile): void {
  const stats = statsOf(path);
  if (stats.size === sizeBytes && Math.trunc(stats.mtimeMs) === Math.trunc(modifiedUtcMs)) return;
  throw new AppError(
    'FILE_CHANGED',
    `${basename(path)} is not the file that was imported: its size or date changed.`,
    'Take it out of the study and scan its folder again.',
  );
}

function statsOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw toAppError(error);
    throw new AppError(
      'FILE_MISSING',
      `${basename(path)} is not at ${path} any more.`,
      'Connect the disk that holds it, or put the file back, then retry the job.',
      { cause: error },
    );
  }
}
