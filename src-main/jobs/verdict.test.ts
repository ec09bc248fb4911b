import { describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { WorkerFailure } from '../workers/worker-failure.ts';
import { verdictOf } from './verdict.ts';

const crash = new WorkerFailure('crash', 'The worker process ended with signal SIGSEGV.', ['bad frame']);

describe('verdictOf', () => {
  test('what the user or a pause stopped is judged by that, whatever the run then threw', () => {
    for (const error of [crash, new AppError('DISK_FULL', 'Full.'), new Error('bug')]) {
      expect(verdictOf(error, 'cancel', 1, 2)).toEqual({ to: 'cancelled', crashes: 1, error: null });
      expect(verdictOf(error, 'give-back', 1, 2)).toEqual({
        to: 'queue',
        crashes: 1,
        error: null,
        pausesQueue: false,
      });
    }
  });

  test('a crash is tried again until it happened too often, and tells the last words', () => {
    expect(verdictOf(crash, null, 0, 2)).toMatchObject({ to: 'queue', crashes: 1, pausesQueue: false });
    expect(verdictOf(crash, null, 1, 2)).toMatchObject({
      to: 'quarantined',
      crashes: 2,
      error: {
        code: 'WORKER_CRASHED',
        message: expect.stringMatching(/SIGSEGV\. Its last line: bad frame$/),
      },
    });
  });

  test('a worker that hung counts as one that crashed', () => {
    const hang = WorkerFailure.hung(600_000, []);
    expect(verdictOf(hang, null, 0, 2)).toMatchObject({ to: 'queue', crashes: 1, pausesQueue: false });
    expect(verdictOf(hang, null, 1, 2)).toMatchObject({
      to: 'quarantined',
      error: { code: 'WORKER_CRASHED', message: expect.stringContaining('for 10 minutes') },
    });
  });

  test('a worker that could not start pauses the queue; one stopped from outside is nobody’s fault', () => {
    expect(verdictOf(new WorkerFailure('start', 'No.', []), null, 0, 2)).toMatchObject({
      to: 'queue',
      crashes: 0,
      pausesQueue: true,
      error: { message: 'No.' },
    });
    expect(verdictOf(new WorkerFailure('stopped', 'SIGTERM.', []), null, 0, 2)).toEqual({
      to: 'queue',
      crashes: 0,
      error: null,
      pausesQueue: false,
    });
  });

  test.each([
    ['ENOSPC', Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })],
    ['SQLITE_FULL', Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })],
    [
      'wrapped',
      new Error('Failed to run', { cause: Object.assign(new Error('full'), { code: 'SQLITE_FULL' }) }),
    ],
  ])('a full disk (%s) pauses the queue and fails no job', (_name, error) => {
    expect(verdictOf(error, null, 0, 2)).toMatchObject({
      to: 'queue',
      pausesQueue: true,
      error: { code: 'DISK_FULL' },
    });
  });

  test('other errors fail the job with what they say', () => {
    const error = new AppError('NOT_A_VIDEO', 'This is a text file.', 'Leave it out.');
    expect(verdictOf(error, null, 0, 2)).toEqual({ to: 'failed', crashes: 0, error: error.toInfo() });
    expect(verdictOf(new Error('bug'), null, 0, 2)).toMatchObject({
      to: 'failed',
      error: { code: 'INTERNAL' },
    });
  });

  test('a task that stops unasked has failed; it was not cancelled', () => {
    const unasked = new DOMException('This operation was aborted', 'AbortError');
    expect(verdictOf(unasked, null, 0, 2)).toMatchObject({ to: 'failed', error: { code: 'INTERNAL' } });
  });
});
