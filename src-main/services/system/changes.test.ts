import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { topicSchema } from '#shared/contract/system.ts';
import { createChangeBus } from '../session/change-bus.ts';
import { changeStream } from './changes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells all topics first, then gathers changes for 200 ms at a time', async () => {
  const bus = createChangeBus();
  const stop = new AbortController();
  const stream = changeStream(bus, stop.signal);
  expect((await stream.next()).value).toEqual({ topics: topicSchema.options });

  const second = stream.next();
  bus.publish('jobs');
  bus.publish('plan', 'jobs');
  await vi.advanceTimersByTimeAsync(199);
  let isTold = false;
  void second.then(() => {
    isTold = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(isTold).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect((await second).value).toEqual({ topics: ['jobs', 'plan'] });
  stop.abort();
});

it('is silent while nothing changes, and wakes at once after a quiet time', async () => {
  const bus = createChangeBus();
  const stop = new AbortController();
  const stream = changeStream(bus, stop.signal);
  await stream.next();
  const next = stream.next();
  await vi.advanceTimersByTimeAsync(60_000);
  bus.publish('reports');
  expect((await next).value).toEqual({ topics: ['reports'] });
  stop.abort();
});

it('ends when the caller leaves: while waiting, while pausing, and before it began', async () => {
  const bus = createChangeBus();
  const waiting = new AbortController();
  const first = changeStream(bus, waiting.signal);
  await first.next();
  const pending = first.next();
  await vi.advanceTimersByTimeAsync(1_000);
  waiting.abort();
  expect(await pending).toEqual({ done: true, value: undefined });

  const pausing = new AbortController();
  const second = changeStream(bus, pausing.signal);
  await second.next();
  const paused = second.next();
  pausing.abort();
  expect((await paused).done).toBe(true);

  expect((await changeStream(bus, AbortSignal.abort()).next()).done).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
