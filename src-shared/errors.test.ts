import { describe, expect, test } from 'vitest';
import { AppError, errorKind, isCancelled, toAppError } from './errors.ts';

const systemError = (code: string, path?: string) =>
  Object.assign(new Error(`${code}: it failed`), { code, path });

describe('toAppError', () => {
  test.each([
    ['ENOSPC', 'DISK_FULL'],
    ['SQLITE_FULL', 'DISK_FULL'],
    ['EACCES', 'PERMISSION_DENIED'],
    ['EROFS', 'PERMISSION_DENIED'],
    ['ECONNRESET', 'INTERNAL'],
  ])('%s becomes %s and keeps its cause', (code, expected) => {
    const error = systemError(code);
    expect(toAppError(error)).toMatchObject({ code: expected, cause: error });
  });

  test('a missing file is named; a missing thing without a name is a bug', () => {
    expect(toAppError(systemError('ENOENT', '/nas/a.mp4'))).toMatchObject({
      code: 'FILE_MISSING',
      message: '/nas/a.mp4 is not there.',
    });
    expect(toAppError(systemError('ENOENT'))).toMatchObject({ code: 'INTERNAL' });
  });

  test('sees through what a library wrapped around the error', () => {
    const wrapped = new Error('Failed to run the query', { cause: systemError('SQLITE_FULL') });
    expect(toAppError(wrapped)).toMatchObject({ code: 'DISK_FULL', cause: wrapped });
  });

  test('an abort is a cancel, not an error of its own', () => {
    const aborted = toAppError(AbortSignal.abort().reason);
    expect(isCancelled(aborted)).toBe(true);
    expect(errorKind(aborted.code)).toBe('cancelled');
  });

  test('leaves an AppError as it is, and makes one of whatever else was thrown', () => {
    const own = new AppError('CONFLICT', 'No.', 'Do that.');
    expect(toAppError(own)).toBe(own);
    expect(AppError.fromInfo(own.toInfo())).toMatchObject({
      code: 'CONFLICT',
      message: 'No.',
      hint: 'Do that.',
    });
    expect(toAppError('a string')).toMatchObject({ code: 'INTERNAL', message: 'a string' });
  });
});
