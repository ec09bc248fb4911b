import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttle } from './throttle.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

test('acts at once, then once per interval while asked, and never loses the last request', () => {
  const action = vi.fn();
  using throttled = throttle(action, 100);
  for (let ms = 0; ms < 350; ms += 10) {
    throttled.request();
    vi.advanceTimersByTime(10);
  }
  expect(action).toHaveBeenCalledTimes(4);
  vi.advanceTimersByTime(1_000);
  expect(action).toHaveBeenCalledTimes(5);
  vi.advanceTimersByTime(1_000);
  expect(action).toHaveBeenCalledTimes(5);
});

test('does nothing any more once disposed', () => {
  const action = vi.fn();
  const throttled = throttle(action, 100);
  throttled.request();
  throttled.request();
  throttled[Symbol.dispose]();
  vi.advanceTimersByTime(1_000);
  expect(action).toHaveBeenCalledTimes(1);
});
