import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SilenceWatch } from './silence-watch.ts';

describe('SilenceWatch', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('calls once when nothing is heard for the time allowed', () => {
    const onSilence = vi.fn();
    using _watch = new SilenceWatch(10_000, onSilence);
    vi.advanceTimersByTime(9_999);
    expect(onSilence).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60_000);
    expect(onSilence).toHaveBeenCalledOnce();
  });

  test('begins anew with each sign of life', () => {
    const onSilence = vi.fn();
    using watch = new SilenceWatch(10_000, onSilence);
    for (let heard = 0; heard < 5; heard += 1) {
      vi.advanceTimersByTime(8_000);
      watch.heard();
    }
    expect(onSilence).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(onSilence).toHaveBeenCalledOnce();
  });

  test('hours of sleep, in which no timer runs, are no silence', () => {
    const onSilence = vi.fn();
    using _watch = new SilenceWatch(10_000, onSilence);
    vi.advanceTimersByTime(5_000);
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    vi.advanceTimersByTime(4_000);
    expect(onSilence).not.toHaveBeenCalled();
  });

  test('says nothing once it is let go', () => {
    const onSilence = vi.fn();
    const watch = new SilenceWatch(10_000, onSilence);
    watch[Symbol.dispose]();
    vi.advanceTimersByTime(60_000);
    expect(onSilence).not.toHaveBeenCalled();
  });
});
