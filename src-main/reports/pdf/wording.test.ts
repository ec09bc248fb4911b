import { describe, expect, it } from 'vitest';
import { niceTop } from './footfall-pages.ts';
import { timeTicks } from './time-axis.ts';
import { countText, durationText, numberText, percentText, periodText } from './wording.ts';

const START = Date.UTC(2026, 10, 20, 9);

it.each([
  [0, '0 s'],
  [59_400, '59 s'],
  [59_600, '1 min 00 s'],
  [200_000, '3 min 20 s'],
  [7_500_000, '2 h 05 min'],
  [4_690_800_000, '1\u00a0303 h'],
])('durationText(%i) is %j', (ms, expected) => {
  expect(durationText(ms)).toBe(expected);
});

it.each([
  [0.996, '99 %'],
  [1, '100 %'],
  [0.504, '50 %'],
])('percentText(%d) is %j: nearly sure is not sure', (share, expected) => {
  expect(percentText(share)).toBe(expected);
});

it('numberText groups by three', () => {
  expect([7, 1234, 1_234_567].map(numberText)).toEqual(['7', '1\u00a0234', '1\u00a0234\u00a0567']);
});

it('countText knows one from many', () => {
  expect([countText(1, 'link'), countText(0, 'link')]).toEqual(['1 link', '0 links']);
});

describe('periodText', () => {
  it('names the second day only where it is another', () => {
    const hourMs = 3_600_000;
    expect(periodText({ startUtcMs: START, endUtcMs: START + hourMs }, 'Europe/Berlin')).toBe(
      '2026-11-20 10:00 – 11:00',
    );
    expect(periodText({ startUtcMs: START, endUtcMs: START + 15 * hourMs }, 'Europe/Berlin')).toBe(
      '2026-11-20 10:00 – 2026-11-21 01:00',
    );
    expect(periodText({ startUtcMs: START, endUtcMs: START + 79_500 }, 'UTC')).toBe(
      '2026-11-20 09:00:00 – 09:01:19',
    );
  });
});

describe('timeTicks', () => {
  it('are round wall times, no more than asked for, and name days at midnight', () => {
    const ticks = timeTicks({ startUtcMs: START, endUtcMs: START + 36 * 3_600_000 }, 'Europe/Berlin', 7);
    expect(ticks.map(({ label }) => label)).toEqual(['12:00', '18:00', '11-21', '06:00', '12:00', '18:00']);
  });

  const labels = (startUtcMs: number, endUtcMs: number, timeZone = 'Europe/Berlin') =>
    timeTicks({ startUtcMs, endUtcMs }, timeZone, 7).map(({ label }) => label);

  it('name each day once, at its midnight, where clocks are set back or forward', () => {
    const autumn = timeTicks(
      { startUtcMs: Date.UTC(2026, 9, 23, 6), endUtcMs: Date.UTC(2026, 9, 28, 20) },
      'Europe/Berlin',
      7,
    );
    expect(autumn.map(({ label }) => label)).toEqual(['10-24', '10-25', '10-26', '10-27', '10-28']);
    expect(autumn[2]!.utcMs - autumn[1]!.utcMs).toBe(25 * 3_600_000);
    expect(labels(Date.UTC(2026, 2, 27, 6), Date.UTC(2026, 3, 1, 20))).toEqual([
      ...['03-28', '03-29', '03-30', '03-31', '04-01'],
    ]);
    expect(labels(Date.UTC(2026, 9, 24, 8), Date.UTC(2026, 9, 25, 20))).toEqual([
      ...['12:00', '18:00', '10-25', '06:00', '12:00', '18:00'],
    ]);
  });

  it('go on through an hour that a clock shows twice, and leave out one that it skips', () => {
    expect(labels(Date.UTC(2026, 9, 24, 23), Date.UTC(2026, 9, 25, 3))).toEqual([
      ...['01:00', '02:00', '02:00', '03:00', '04:00'],
    ]);
    expect(labels(Date.UTC(2026, 9, 25, 0, 50), Date.UTC(2026, 9, 25, 1, 20))).toEqual([
      ...['02:50', '02:55', '02:00', '02:05', '02:10', '02:15', '02:20'],
    ]);
    expect(labels(Date.UTC(2026, 2, 28, 23), Date.UTC(2026, 2, 29, 3))).toEqual([
      ...['03-29', '01:00', '03:00', '04:00', '05:00'],
    ]);
  });

  it('name a day whose midnight is skipped', () => {
    // Beirut goes from 23:59 on 28 March to 01:00 on 29 March.
    expect(labels(Date.UTC(2026, 2, 27, 10), Date.UTC(2026, 2, 30, 10), 'Asia/Beirut')).toContain('03-29');
  });

  it('show seconds in a short clip', () => {
    const ticks = timeTicks({ startUtcMs: START, endUtcMs: START + 20_000 }, 'UTC', 5);
    expect(ticks.map(({ label }) => label)).toEqual([
      '09:00:00',
      '09:00:05',
      '09:00:10',
      '09:00:15',
      '09:00:20',
    ]);
  });
});

it.each([
  [0, 1],
  [1, 1],
  [3, 4],
  [51, 60],
  [101, 200],
])('niceTop(%i) is %i', (most, expected) => {
  expect(niceTop(most)).toBe(expected);
});
