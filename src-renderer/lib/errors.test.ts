import { ORPCError } from '@orpc/client';
import { expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { ConnectionLostError, describeError, isCancellation } from './errors.ts';

it('keeps the words of an error of the contract', () => {
  const error = new ORPCError('STUDY_LOCKED', {
    message: 'The study is open in another window.',
    data: { hint: 'Close it there.' },
  });
  expect(describeError(error)).toEqual({
    code: 'STUDY_LOCKED',
    message: 'The study is open in another window.',
    hint: 'Close it there.',
  });
});

it('takes a stored error as it is', () => {
  expect(describeError(new AppError('DISK_FULL', 'The disk is full.', 'Free some space.').toInfo())).toEqual({
    code: 'DISK_FULL',
    message: 'The disk is full.',
    hint: 'Free some space.',
  });
});

it('says something of whatever was thrown', () => {
  expect(describeError(new TypeError('x is undefined'))).toMatchObject({
    code: 'INTERNAL',
    message: 'x is undefined',
  });
  expect(describeError('boom')).toMatchObject({ code: 'INTERNAL', message: 'boom' });
  expect(describeError(null).message).toBe('null');
  expect(describeError(new ConnectionLostError()).code).toBe('CONNECTION_LOST');
});

it('tells a cancellation from an error', () => {
  expect(isCancellation(new DOMException('', 'AbortError'))).toBe(true);
  expect(isCancellation(new AppError('CANCELLED', 'Cancelled.'))).toBe(true);
  expect(isCancellation(new AppError('INTERNAL', 'x'))).toBe(false);
  expect(isCancellation(null)).toBe(false);
});
