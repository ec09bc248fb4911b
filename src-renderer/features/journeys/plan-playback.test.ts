import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PlanPlayback } from './plan-playback.ts';

beforeEach(() => {
  // Node has no frames: one every 20 ms, on the fake clock.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) =>
    setTimeout(() => callback(performance.now()), 20),
  );
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function playbackOver(fromUtcMs: number, toUtcMs: number, speed: number) {
  const playback = new PlanPlayback();
  playback.setSpan(fromUtcMs, toUtcMs, speed);
  return playback;
}

test('study time runs at its speed and stops at the end', () => {
  const playback = playbackOver(10_000, 20_000, 10);
  const times: number[] = [];
  playback.onTick((utcMs) => times.push(utcMs));
  playback.play();
  vi.advanceTimersByTime(500);
  expect(playback.utcMs).toBe(15_000);
  vi.advanceTimersByTime(5_000);
  expect(playback.utcMs).toBe(20_000);
  expect(playback.state.getState().isPlaying).toBe(false);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  playback.play();
  expect(playback.utcMs).toBe(10_000);
});

test('pausing stops the clock, seeking tells listeners and stays inside the span', () => {
  const playback = playbackOver(0, 1_000, 1);
  const seen = vi.fn();
  playback.play();
  vi.advanceTimersByTime(100);
  playback.pause();
  const stop = playback.onTick(seen);
  vi.advanceTimersByTime(1_000);
  expect(seen).not.toHaveBeenCalled();
  playback.seek(5_000);
  expect(seen).toHaveBeenCalledExactlyOnceWith(1_000);
  stop();
  playback.seek(0);
  expect(seen).toHaveBeenCalledTimes(1);
});

test('another span keeps an instant that lies inside both', () => {
  const playback = playbackOver(0, 10_000, 1);
  playback.seek(6_000);
  playback.setSpan(5_000, 20_000, 30);
  expect(playback.utcMs).toBe(6_000);
  playback.setSpan(8_000, 20_000, 30);
  expect(playback.utcMs).toBe(8_000);
});
