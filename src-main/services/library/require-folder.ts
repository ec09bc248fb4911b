import { statSync } from 'node:fs';
import { AppError, toAppError } from '#shared/errors.ts';

/** Errors: FOLDER_NOT_FOUND, PERMISSION_DENIED. */
export function requireFolder(folder: string): void {
  try {
    statSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw toAppError(error);
    throw new AppError(
      'FOLDER_NOT_FOUND',
      `${folder} is not there.`,
      'Connect the disk that holds the footage, or choose another folder.',
      { cause: error },
    );
  }
}
