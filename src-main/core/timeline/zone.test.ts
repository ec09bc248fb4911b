import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wallTime, wallToMs } from './wall-time.ts';
import { formatInZone, utcToWall, wallToUtc, zoneOffsetMs } from './zone.ts';

const HOUR_MS = 3_600_000;
const at = (...fields: [number, number, number, number?, number?, number?]) => wallTime(...fields)!;

describe('wallToUtc', () => {
  test.each([
    ['Europe/Berlin', at(2026, 11, 20, 10), '2026-11-20T09:00:00.000Z'],
    ['Europe/Berlin', at(2026, 7, 1, 10), '2026-07-01T08:00:00.000Z'],
    ['America/New_York', at(2026, 11, 20, 10), '2026-11-20T15:00:00.000Z'],
    ['Asia/Kathmandu', at(2026, 11, 20, 10), '2026-11-20T04:15:00.000Z'],
    ['Pacific/Kiritimati', at(2026, 1, 1, 0), '2025-12-31T10:00:00.000Z'],
    ['UTC', at(2026, 11, 20, 10), '2026-11-20T10:00:00.000Z'],
  ])('%s', (zone, wall, expected) => {
    const instant = wallToUtc(wall, zone);
    expect(instant.kind === 'unique' && new Date(instant.utcMs).toISOString()).toBe(expected);
  });

  test('an hour that a clock shows twice has two answers', () => {
    expect(wallToUtc(at(2026, 10, 25, 2, 30), 'Europe/Berlin')).toEqual({
      kind: 'ambiguous',
      earlierUtcMs: Date.UTC(2026, 9, 25, 0, 30),
      laterUtcMs: Date.UTC(2026, 9, 25, 1, 30),
    });
    expect(wallToUtc(at(2026, 10, 25, 3), 'Europe/Berlin').kind).toBe('unique');
  });

  test('an hour that a clock skips has none', () => {
    expect(wallToUtc(at(2026, 3, 29, 2, 30), 'Europe/Berlin')).toEqual({
      kind: 'skipped',
      utcMs: Date.UTC(2026, 2, 29, 1, 30),
    });
  });

  test('a half hour is shown twice where the clock moves by half an hour', () => {
    expect(wallToUtc(at(2026, 4, 5, 1, 45), 'Australia/Lord_Howe')).toMatchObject({ kind: 'ambiguous' });
    expect(wallToUtc(at(2026, 4, 5, 1, 15), 'Australia/Lord_Howe')).toMatchObject({ kind: 'unique' });
  });

  test('a day that a zone skipped altogether has none', () => {
    expect(wallToUtc(at(2011, 12, 30, 12), 'Pacific/Apia').kind).toBe('skipped');
  });

  test('every instant is among the answers for its own reading', () => {
    const zones = [
      'Europe/Berlin',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Asia/Tehran',
      'Pacific/Apia',
      'UTC',
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2035, 0, 1) }),
        fc.constantFrom(...zones),
        (utcMs, zone) => {
          const instant = wallToUtc(utcToWall(utcMs, zone), zone);
          const answers =
            instant.kind === 'ambiguous' ? [instant.earlierUtcMs, instant.laterUtcMs] : [instant.utcMs];
          expect(instant.kind).not.toBe('skipped');
          expect(answers).toContain(utcMs);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('instants around each change of the clock are told apart', () => {
    for (const changeUtcMs of [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)]) {
      for (let utcMs = changeUtcMs - 3 * HOUR_MS; utcMs < changeUtcMs + 3 * HOUR_MS; utcMs += HOUR_MS / 4) {
        const instant = wallToUtc(utcToWall(utcMs, 'Europe/Berlin'), 'Europe/Berlin');
        const answers =
          instant.kind === 'ambiguous' ? [instant.earlierUtcMs, instant.laterUtcMs] : [instant.utcMs];
        expect(answers).toContain(utcMs);
      }
    }
  });

  test('an unknown zone is refused', () => {
    expect(() => wallToUtc(at(2026, 1, 1), 'Europe/Nowhere')).toThrow(RangeError);
  });
});

test('offsets and texts of a zone', () => {
  expect(zoneOffsetMs(Date.UTC(2026, 6, 1), 'Europe/Berlin')).toBe(2 * HOUR_MS);
  expect(formatInZone(Date.UTC(2026, 6, 1, 22), 'Europe/Berlin')).toBe('2026-07-02 00:00:00');
});

describe('wallTime', () => {
  test('accepts what clocks show, and the ways in which recorders end a day', () => {
    expect(wallTime(2028, 2, 29)).toMatchObject({ day: 29 });
    expect(wallTime(2026, 11, 20, 23, 59, 60)).toMatchObject({ day: 21, hour: 0, second: 0 });
    expect(wallTime(2026, 11, 20, 24)).toMatchObject({ day: 21, hour: 0 });
  });

  test.each([
    [2026, 2, 29],
    [2026, 13, 1],
    [2026, 0, 1],
    [2026, 1, 0],
    [2026, 1, 1, 25],
    [2026, 1, 1, 24, 1],
    [2026, 1, 1, 0, 60],
    [2026, 1, 1, 0, 0, 61],
    [Number.NaN, 1, 1],
  ])('refuses %s-%s-%s %s:%s:%s', (...fields) => {
    expect(wallTime(...(fields as [number, number, number]))).toBeNull();
  });

  test('readings and their count agree', () => {
    expect(wallToMs(at(2026, 11, 20, 10))).toBe(Date.UTC(2026, 10, 20, 10));
  });
});
