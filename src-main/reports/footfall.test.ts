import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { footfallByHour } from './footfall.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 10, 20, 9, 40);
const span = (fromMin: number, toMin: number) => ({
  startUtcMs: START + fromMin * 60_000,
  endUtcMs: START + toMin * 60_000,
});

describe('footfallByHour', () => {
  it('counts starts per hour and says how much of it was observed', () => {
    const hours = footfallByHour([span(0, 50)], [START, START + 19 * 60_000, START + 21 * 60_000], 'UTC');
    expect(hours).toEqual([
      { startUtcMs: Date.UTC(2026, 10, 20, 9), observedMs: 20 * 60_000, presenceCount: 2 },
      { startUtcMs: Date.UTC(2026, 10, 20, 10), observedMs: 30 * 60_000, presenceCount: 1 },
    ]);
  });

  it('keeps hours that nobody observed, as not observed', () => {
    const hours = footfallByHour([span(0, 10), span(190, 200)], [], 'UTC');
    expect(hours.map(({ observedMs }) => observedMs / 60_000)).toEqual([10, 0, 0, 10]);
  });

  it('begins hours where clocks of the zone do', () => {
    // India is 5 h 30 min ahead: 09:40 UTC is 15:10 there.
    const [first] = footfallByHour([span(0, 10)], [], 'Asia/Kolkata');
    expect(first!.startUtcMs).toBe(Date.UTC(2026, 10, 20, 9, 30));
  });

  it('is empty where nothing was observed', () => {
    expect(footfallByHour([], [START], 'UTC')).toEqual([]);
  });

  it('loses no observed time and no start inside it, and no hour is observed for more than an hour', () => {
    const spans = fc
      .uniqueArray(fc.integer({ min: 0, max: 5_000 }), { minLength: 2, maxLength: 12 })
      .map((minutes) => minutes.sort((a, b) => a - b))
      .map((minutes) =>
        minutes.flatMap((from, i) =>
          i % 2 === 0 && minutes[i + 1] !== undefined ? [span(from, minutes[i + 1]!)] : [],
        ),
      );
    fc.assert(
      fc.property(spans, fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata'), (observed, zone) => {
        const starts = observed.map(({ startUtcMs }) => startUtcMs);
        const hours = footfallByHour(observed, starts, zone);
        const total = observed.reduce((sum, { startUtcMs, endUtcMs }) => sum + endUtcMs - startUtcMs, 0);
        expect(hours.reduce((sum, hour) => sum + hour.observedMs, 0)).toBe(total);
        expect(hours.reduce((sum, hour) => sum + hour.presenceCount, 0)).toBe(starts.length);
        for (const { observedMs } of hours) expect(observedMs).toBeLessThanOrEqual(HOUR_MS);
      }),
    );
  });
});
