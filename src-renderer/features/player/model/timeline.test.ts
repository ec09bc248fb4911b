import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { followHead, packLanes, panWindow, peopleOverTime, tickStepMs, zoomWindow } from './timeline.ts';

const interval = fc
  .tuple(fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: 9_000 }))
  .map(([startOffsetMs, lengthMs]) => ({ startOffsetMs, endOffsetMs: startOffsetMs + lengthMs }));

describe('lanes', () => {
  test('no two bars of one lane touch', () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 60 }), (intervals) => {
        const { laneOf, count } = packLanes(intervals);
        for (const [i, a] of intervals.entries()) {
          expect(laneOf[i]).toBeLessThan(count);
          for (const [j, b] of intervals.entries()) {
            if (i >= j || laneOf[i] !== laneOf[j]) continue;
            expect(a.endOffsetMs < b.startOffsetMs || b.endOffsetMs < a.startOffsetMs).toBe(true);
          }
        }
      }),
    );
  });

  test('visits one after the other share a lane', () => {
    const intervals = [
      { startOffsetMs: 2000, endOffsetMs: 3000 },
      { startOffsetMs: 0, endOffsetMs: 1000 },
      { startOffsetMs: 500, endOffsetMs: 2500 },
    ];
    expect([...packLanes(intervals).laneOf]).toEqual([0, 0, 1]);
  });
});

test('people over time adds up to the time that people were in view', () => {
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 40 }), (intervals) => {
      const durationMs = 60_000;
      const mean = peopleOverTime(intervals, durationMs, 25);
      const seenMs = mean.reduce((sum, value) => sum + value, 0) * (durationMs / 25);
      const expectedMs = intervals.reduce((sum, i) => sum + i.endOffsetMs - i.startOffsetMs, 0);
      expect(Math.abs(seenMs - expectedMs)).toBeLessThan(1 + expectedMs * 1e-4);
    }),
  );
});

describe('window', () => {
  const whole = { fromMs: 0, toMs: 100_000 };

  test('zooming keeps the anchor in place', () => {
    expect(zoomWindow(whole, 2, 40_000, 100_000)).toEqual({ fromMs: 20_000, toMs: 70_000 });
    expect(zoomWindow({ fromMs: 20_000, toMs: 70_000 }, 0.5, 40_000, 100_000)).toEqual(whole);
  });

  test('zooming and panning stay inside the recording', () => {
    expect(zoomWindow(whole, 1e6, 100_000, 100_000)).toEqual({ fromMs: 95_000, toMs: 100_000 });
    expect(panWindow({ fromMs: 10_000, toMs: 20_000 }, -50_000, 100_000)).toEqual({
      fromMs: 0,
      toMs: 10_000,
    });
    expect(zoomWindow({ fromMs: 0, toMs: 3000 }, 4, 1000, 3000)).toEqual({ fromMs: 0, toMs: 3000 });
  });

  test('turns the page only when the head has left', () => {
    const window = { fromMs: 10_000, toMs: 20_000 };
    expect(followHead(window, 15_000, 100_000)).toBe(window);
    expect(followHead(window, 20_001, 100_000)).toEqual({ fromMs: 19_001, toMs: 29_001 });
  });
});

test('ticks are round and far enough apart', () => {
  expect(tickStepMs({ fromMs: 0, toMs: 80_000 }, 800, 80)).toBe(10_000);
  expect(tickStepMs({ fromMs: 0, toMs: 86_400_000 }, 1000, 90)).toBe(10_800_000);
});
