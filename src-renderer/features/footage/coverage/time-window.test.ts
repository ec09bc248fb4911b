import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../../lib/format.ts';
import { zoneOffsetMs } from '../../../lib/wall-time.ts';
import {
  barsOf,
  clampWindow,
  fitWindow,
  minWindowMs,
  panWindow,
  type TimeWindow,
  ticksOf,
  timeAt,
  xOf,
  zoomWindow,
} from './time-window.ts';

const hourMs = 3_600_000;
const widest: TimeWindow = { startUtcMs: 0, endUtcMs: 72 * hourMs };
const windows = fc
  .tuple(fc.integer({ min: 0, max: 60 * hourMs }), fc.integer({ min: minWindowMs, max: 12 * hourMs }))
  .map(([startUtcMs, lengthMs]): TimeWindow => ({ startUtcMs, endUtcMs: startUtcMs + lengthMs }));

describe('the window of the coverage chart', () => {
  it('holds all spans with some air around them', () => {
    const window = fitWindow([
      { startUtcMs: 5 * hourMs, endUtcMs: 6 * hourMs },
      { startUtcMs: 1 * hourMs, endUtcMs: 2 * hourMs },
    ]);
    expect(window?.startUtcMs).toBeLessThan(1 * hourMs);
    expect(window?.endUtcMs).toBeGreaterThan(6 * hourMs);
    expect(fitWindow([])).toBeNull();
  });

  it('keeps the instant under the pointer when it zooms inside the footage', () => {
    const window = { startUtcMs: 20 * hourMs, endUtcMs: 30 * hourMs };
    const anchor = 23 * hourMs;
    const zoomed = zoomWindow(window, 0.5, anchor, widest);
    expect(xOf(anchor, zoomed, 1000)).toBeCloseTo(xOf(anchor, window, 1000), 6);
    expect(zoomed.endUtcMs - zoomed.startUtcMs).toBeCloseTo(5 * hourMs, 6);
  });

  it('never leaves the widest window nor comes closer than the closest zoom', () => {
    fc.assert(
      fc.property(
        windows,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: -100 * hourMs, max: 100 * hourMs }),
        (window, factor, share, byMs) => {
          const anchor = window.startUtcMs + share * (window.endUtcMs - window.startUtcMs);
          const result = panWindow(zoomWindow(window, factor, anchor, widest), byMs, widest);
          expect(result.startUtcMs).toBeGreaterThanOrEqual(widest.startUtcMs - 1e-3);
          expect(result.endUtcMs).toBeLessThanOrEqual(widest.endUtcMs + 1e-3);
          expect(result.endUtcMs - result.startUtcMs).toBeGreaterThanOrEqual(minWindowMs - 1e-3);
        },
      ),
    );
  });

  it('turns a place on the screen into the instant drawn there', () => {
    fc.assert(
      fc.property(windows, fc.double({ min: 0, max: 1200, noNaN: true }), (window, x) => {
        expect(xOf(timeAt(x, window, 1200), window, 1200)).toBeCloseTo(x, 3);
      }),
    );
  });

  it('shortens a window that is longer than the widest', () => {
    expect(clampWindow({ startUtcMs: -hourMs, endUtcMs: 100 * hourMs }, widest)).toEqual(widest);
  });
});

describe('bars', () => {
  it('joins spans whose gap is thinner than a pixel, and keeps wide gaps', () => {
    const window = { startUtcMs: 0, endUtcMs: 1_000_000 };
    const spans = [
      { startUtcMs: 0, endUtcMs: 100_000 },
      { startUtcMs: 100_100, endUtcMs: 200_000 },
      { startUtcMs: 500_000, endUtcMs: 600_000 },
    ];
    expect(barsOf(spans, window, 1_000)).toEqual([
      { xPx: 0, widthPx: 200 },
      { xPx: 500, widthPx: 100 },
    ]);
  });

  it('draws no more bars than there are pixels, however many spans there are', () => {
    const spans = Array.from({ length: 20_000 }, (_, index) => ({
      startUtcMs: index * 10_000,
      endUtcMs: index * 10_000 + 9_000,
    }));
    const bars = barsOf(spans, { startUtcMs: 0, endUtcMs: 200_000_000 }, 800);
    expect(bars.length).toBeLessThanOrEqual(800);
  });
});

describe('ticks', () => {
  it('puts days at the midnight of the zone', () => {
    const window = { startUtcMs: Date.UTC(2026, 10, 20), endUtcMs: Date.UTC(2026, 10, 24) };
    const ticks = ticksOf(window, 400, 90, () => 9 * hourMs);
    expect(ticks.utcMs[0]).toBe(Date.UTC(2026, 10, 20, 15));
  });

  it('keeps them there when the clocks change', () => {
    const timeZone = 'Europe/Berlin';
    const offsetAt = (utcMs: number) => zoneOffsetMs(utcMs, timeZone);
    const shown = (from: number, to: number, widthPx: number) =>
      ticksOf({ startUtcMs: from, endUtcMs: to }, widthPx, 90, offsetAt).utcMs.map((at) =>
        formatInstant(at, timeZone),
      );
    // Back an hour on the 25th of October, ahead one on the 28th of March.
    expect(shown(Date.UTC(2026, 9, 23, 12), Date.UTC(2026, 9, 27, 12), 400)).toEqual([
      '2026-10-24 00:00:00',
      '2026-10-25 00:00:00',
      '2026-10-26 00:00:00',
      '2026-10-27 00:00:00',
    ]);
    expect(shown(Date.UTC(2027, 2, 26, 12), Date.UTC(2027, 2, 30, 12), 400)).toEqual([
      '2027-03-27 00:00:00',
      '2027-03-28 00:00:00',
      '2027-03-29 00:00:00',
      '2027-03-30 00:00:00',
    ]);
    // Both two o'clocks of the night have their tick.
    expect(shown(Date.UTC(2026, 9, 24, 23, 30), Date.UTC(2026, 9, 25, 3, 30), 400)).toEqual([
      '2026-10-25 02:00:00',
      '2026-10-25 02:00:00',
      '2026-10-25 03:00:00',
      '2026-10-25 04:00:00',
    ]);
  });

  it('keeps its distance', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: 200, max: 3000 }), (window, widthPx) => {
        const { utcMs } = ticksOf(window, widthPx, 80, () => 0);
        for (const [index, at] of utcMs.entries()) {
          const before = utcMs[index - 1];
          if (before !== undefined) {
            expect(xOf(at, window, widthPx) - xOf(before, window, widthPx)).toBeGreaterThanOrEqual(79.9);
          }
        }
      }),
    );
  });
});
