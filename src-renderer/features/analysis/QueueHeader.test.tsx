// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { QueueState } from '#shared/contract/jobs.ts';
import { isolateViewTests, showView } from '../../lib/view-test.test-support.tsx';
import { QueueHeader } from './QueueHeader.tsx';

isolateViewTests();

const paused: QueueState = {
  isPaused: true,
  pausedBecause: null,
  workers: 1,
  counts: { queued: 3, running: 0, done: 0, failed: 0, cancelled: 0, quarantined: 0 },
  progress: 0,
  etaMs: null,
};

it('says why the queue paused by itself and what to do', () => {
  const pausedBecause = {
    code: 'DISK_FULL',
    message: 'The disk is full.',
    hint: 'Free some space.',
  } as const;
  showView(<QueueHeader queue={{ ...paused, pausedBecause }} jobs={[]} />);
  expect(screen.getByRole('alert').textContent).toBe('The disk is full.Free some space.');
});

it('gives no reason for a pause that the user asked for', () => {
  showView(<QueueHeader queue={paused} jobs={[]} />);
  expect(screen.queryByRole('alert')).toBeNull();
});
