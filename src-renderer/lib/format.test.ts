import { expect, it } from 'vitest';
import { formatBytes, formatDuration, formatInstant, formatOffset, formatPlural } from './format.ts';

it.each([
  [0, '0 s'],
  [850, '850 ms'],
  [9_400, '9.4 s'],
  [59_400, '59 s'],
  [200_000, '3 min 20 s'],
  [3_599_600, '1 h 00 min'],
  [86_400_000, '24 h 00 min'],
])('writes a duration of %d ms as %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

it.each([
  [0, '00:00.000'],
  [62_003.4, '01:02.003'],
  [3_723_450, '1:02:03.450'],
])('writes an offset of %d ms as %s', (offsetMs, text) => {
  expect(formatOffset(offsetMs)).toBe(text);
});

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_400, '1.4 kB'],
  [34_000_000, '34 MB'],
  [1_500_000_000_000, '1.5 TB'],
])('writes %d bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it('shows instants in the zone of the study', () => {
  const utcMs = Date.UTC(2026, 10, 22, 23, 30, 5, 250);
  expect(formatInstant(utcMs, 'Europe/Berlin')).toBe('2026-11-23 00:30:05');
  expect(formatInstant(utcMs, 'America/New_York', 'minute')).toBe('18:30');
  expect(formatInstant(utcMs, 'UTC', 'time-ms')).toBe('23:30:05.250');
});

it('counts in words', () => {
  expect(formatPlural(1, 'file')).toBe('1 file');
  expect(formatPlural(1_200, 'file')).toBe('1,200 files');
  expect(formatPlural(0, 'entry', 'entries')).toBe('0 entries');
});
