import { expect, test } from 'vitest';
import { advance, suggestedSpeed } from './playback-clock.ts';

test('runs at its speed and stops at the end', () => {
  expect(advance(1000, 16, 60, 1e9)).toBe(1960);
  expect(advance(1000, 16, 60, 1500)).toBe(1500);
});

test('a window that slept does not jump ahead', () => {
  expect(advance(0, 60_000, 10, 1e9)).toBe(2500);
});

test('suggests a speed that can be watched', () => {
  expect(suggestedSpeed(80_000)).toBe(1);
  expect(suggestedSpeed(3_600_000)).toBe(30);
  expect(suggestedSpeed(86_400_000 * 3)).toBe(600);
});
