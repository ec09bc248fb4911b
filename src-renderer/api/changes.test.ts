import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { resetStudyData, TopicRefresher } from './changes.ts';
import { createStudyState } from './study-state.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('fetches a topic once for a burst, and once more for what came meanwhile', async () => {
  const refresh = vi.fn(() => Promise.resolve());
  const refresher = new TopicRefresher(refresh, 400);
  refresher.markChanged(['jobs', 'recordings']);
  refresher.markChanged(['jobs']);
  refresher.markChanged(['jobs']);
  expect(refresh.mock.calls).toEqual([['jobs'], ['recordings']]);
  await vi.advanceTimersByTimeAsync(400);
  expect(refresh.mock.calls).toEqual([['jobs'], ['recordings'], ['jobs']]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(refresh).toHaveBeenCalledTimes(3);
});

it('never fetches a topic twice at a time, however slow the fetch is', async () => {
  let running = 0;
  let most = 0;
  const refresh = vi.fn(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    running -= 1;
  });
  const refresher = new TopicRefresher(refresh, 400);
  for (let i = 0; i < 20; i += 1) {
    refresher.markChanged(['recordings']);
    await vi.advanceTimersByTimeAsync(200);
  }
  await vi.advanceTimersByTimeAsync(5_000);
  expect(most).toBe(1);
  // 20 changes over 4 s, 1 s per fetch: the first, those in between, and the last.
  expect(refresh).toHaveBeenCalledTimes(5);
});

it('keeps of one study nothing for the next, whichever part of the contract it came by', async () => {
  const queryClient = new QueryClient();
  const keys = [
    ...Object.keys(contract).map((part) => [[part, 'list'], { type: 'query' }]),
    ['media', { id: 1 }],
  ];
  for (const key of keys) queryClient.setQueryData(key, 'of the study that was open');
  const state = createStudyState<{ readonly cameraId: number | null }>(() => ({ cameraId: null }));
  state.setState({ cameraId: 3 });
  await resetStudyData(queryClient);
  const kept = keys.filter((key) => queryClient.getQueryData(key) !== undefined).map(([path]) => path);
  expect(kept).toEqual([
    ['system', 'list'],
    ['studies', 'list'],
  ]);
  expect(state.getState()).toEqual({ cameraId: null });
});
