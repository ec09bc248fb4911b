import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { toRpcError } from './errors.ts';

describe('toRpcError', () => {
  const reported: { procedure: string; reportId: string; error: unknown }[] = [];
  const map = (error: unknown) => {
    reported.length = 0;
    return toRpcError(error, 'plan.get', (bug) => reported.push(bug));
  };

  it('keeps code, message and hint of an expected error, and logs nothing', () => {
    const error = map(new AppError('STUDY_LOCKED', 'It is open elsewhere.', 'Close it there.'));
    expect(error).toMatchObject({
      defined: true,
      code: 'STUDY_LOCKED',
      message: 'It is open elsewhere.',
      data: { hint: 'Close it there.' },
    });
    expect(reported).toEqual([]);
  });

  it('never logs a cancellation', () => {
    expect(map(new DOMException('stop', 'AbortError')).code).toBe('CANCELLED');
    expect(reported).toEqual([]);
  });

  it('hides the message of a bug behind a report number that the log has', () => {
    const bug = new TypeError('secret path /x');
    const error = map(bug);
    expect(error.code).toBe('INTERNAL');
    expect(error.message).not.toContain('secret');
    expect(reported).toEqual([{ procedure: 'plan.get', reportId: error.data.reportId, error: bug }]);
    expect(error.message).toContain(error.data.reportId!);
  });

  it('knows a full disk and a missing right by their system codes', () => {
    expect(map(Object.assign(new Error('x'), { code: 'ENOSPC' })).code).toBe('DISK_FULL');
    expect(map(Object.assign(new Error('x'), { code: 'EACCES' })).code).toBe('PERMISSION_DENIED');
  });
});
