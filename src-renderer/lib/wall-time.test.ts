import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatWallTime, parseShift, parseWallTime } from './wall-time.ts';

const berlin = 'Europe/Berlin';

describe('parseWallTime', () => {
  it('reads a time in the zone, not in that of the computer', () => {
    expect(parseWallTime('2026-11-22 10:00:00', berlin)).toEqual({
      kind: 'valid',
      utcMs: Date.UTC(2026, 10, 22, 9),
    });
    expect(parseWallTime('2026-11-22T10:00', 'Asia/Tokyo')).toEqual({
      kind: 'valid',
      utcMs: Date.UTC(2026, 10, 22, 1),
    });
  });

  it('offers both instants of a time that happened twice', () => {
    expect(parseWallTime('2026-10-25 02:30:00', berlin)).toEqual({
      kind: 'ambiguous',
      choices: [
        { utcMs: Date.UTC(2026, 9, 25, 0, 30), offset: '+02:00' },
        { utcMs: Date.UTC(2026, 9, 25, 1, 30), offset: '+01:00' },
      ],
    });
  });

  it('knows a time that never happened', () => {
    expect(parseWallTime('2026-03-29 02:30:00', berlin)).toEqual({ kind: 'skipped' });
  });

  it.each(['', 'yesterday', '2026-02-30 10:00', '2026-11-22 25:00', '22.11.2026 10:00'])(
    'refuses %j',
    (text) => {
      expect(parseWallTime(text, berlin)).toEqual({ kind: 'invalid' });
    },
  );

  it('reads back every instant that it writes', () => {
    const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(instants, fc.constantFrom(berlin, 'America/New_York', 'Asia/Kolkata'), (utcMs, zone) => {
        const read = parseWallTime(formatWallTime(utcMs, zone), zone);
        const candidates = read.kind === 'ambiguous' ? read.choices : [read];
        expect(candidates.map((one) => ('utcMs' in one ? one.utcMs : null))).toContain(utcMs);
      }),
    );
  });
});

describe('parseShift', () => {
  it.each([
    ['-1:00:00', -3_600_000],
    ['+0:30', 1_800_000],
    ['90 s', 90_000],
    ['2h', 7_200_000],
    ['−1.5 min', -90_000],
    ['45', 45_000],
    ['250ms', 250],
  ])('reads %s', (text, shiftMs) => {
    expect(parseShift(text)).toBe(shiftMs);
  });

  it('refuses what is no shift', () => {
    expect(parseShift('soon')).toBeNull();
    expect(parseShift('')).toBeNull();
  });
});
