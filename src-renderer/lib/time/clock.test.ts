import { describe, expect, test } from 'vitest';
import { formatClock, formatClockMs, formatDate, formatDuration, formatOffset, formatZone } from './clock.ts';

const beforeMidnightUtcMs = Date.UTC(2026, 6, 1, 22, 30, 5, 42);

describe('wall clock in the study zone', () => {
  test('uses the zone, not the workstation', () => {
    expect(formatClock(beforeMidnightUtcMs, 'Europe/Berlin')).toBe('00:30:05');
    expect(formatDate(beforeMidnightUtcMs, 'Europe/Berlin')).toBe('2 Jul 2026');
    expect(formatClockMs(beforeMidnightUtcMs, 'UTC')).toBe('22:30:05.042');
  });

  test('tells both two o’clocks of the autumn change apart', () => {
    const firstUtcMs = Date.UTC(2026, 9, 25, 0, 30);
    const secondUtcMs = Date.UTC(2026, 9, 25, 1, 30);
    expect(formatClock(firstUtcMs, 'Europe/Berlin')).toBe(formatClock(secondUtcMs, 'Europe/Berlin'));
    expect(formatZone(firstUtcMs, 'Europe/Berlin')).toBe('GMT+2');
    expect(formatZone(secondUtcMs, 'Europe/Berlin')).toBe('GMT+1');
  });
});

test.each([
  [850, '850 ms'],
  [12_400, '12 s'],
  [245_000, '4 min 05 s'],
  [59_600, '1 min 00 s'],
  [7_620_000, '2 h 07 min'],
])('a duration of %d ms reads %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

test.each([
  [-3, '00:00.00'],
  [12_409, '00:12.40'],
  [3_723_400, '1:02:03.40'],
])('an offset of %d ms reads %s', (offsetMs, text) => {
  expect(formatOffset(offsetMs)).toBe(text);
});
