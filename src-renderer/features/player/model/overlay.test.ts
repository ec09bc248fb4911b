import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxAt, footTrail, HOLD_MS, pickBox } from './overlay.ts';

const at = (offsetMs: number, x: number) => ({ offsetMs, boxPx: { x, y: 10, w: 20, h: 50 } });
const walk = [at(1000, 0), at(1200, 20), at(1400, 40), at(3400, 240)];

describe('box at an instant', () => {
  test('lies on the line between its neighbours', () => {
    expect(boxAt(walk, 1000)?.boxPx.x).toBe(0);
    expect(boxAt(walk, 1300)).toEqual({ boxPx: { x: 30, y: 10, w: 20, h: 50 }, isObserved: true });
  });

  test('is marked as a guess inside a gap in the detections', () => {
    expect(boxAt(walk, 2400)).toMatchObject({ boxPx: { x: 140 }, isObserved: false });
  });

  test('is absent before the first point and after the hold', () => {
    expect(boxAt(walk, 999)).toBeNull();
    expect(boxAt(walk, 3400 + HOLD_MS)?.boxPx.x).toBe(240);
    expect(boxAt(walk, 3401 + HOLD_MS)).toBeNull();
    expect(boxAt([], 0)).toBeNull();
  });

  test('never leaves the span of its path', () => {
    const path = fc
      .uniqueArray(
        fc.record({ offsetMs: fc.integer({ min: 0, max: 10_000 }), x: fc.integer({ min: -50, max: 2000 }) }),
        {
          selector: (point) => point.offsetMs,
          minLength: 1,
          maxLength: 30,
        },
      )
      .map((points) => points.toSorted((a, b) => a.offsetMs - b.offsetMs).map((p) => at(p.offsetMs, p.x)));
    fc.assert(
      fc.property(path, fc.double({ min: -100, max: 10_200, noNaN: true }), (points, offsetMs) => {
        const box = boxAt(points, offsetMs);
        const first = points[0]!.offsetMs;
        const last = points.at(-1)!.offsetMs;
        expect(box !== null).toBe(offsetMs >= first && offsetMs <= last + HOLD_MS);
        if (!box) return;
        const xs = points.map((point) => point.boxPx.x);
        expect(box.boxPx.x).toBeGreaterThanOrEqual(Math.min(...xs) - 1e-9);
        expect(box.boxPx.x).toBeLessThanOrEqual(Math.max(...xs) + 1e-9);
      }),
    );
  });
});

test('the trail holds the feet of the last while and ends at the present', () => {
  expect(footTrail(walk, 1300, 250)).toEqual([
    { x: 30, y: 60 },
    { x: 40, y: 60 },
  ]);
  expect(footTrail(walk, 900, 250)).toEqual([]);
});

test('a click picks the smallest box under it', () => {
  const large = { id: 1, boxPx: { x: 0, y: 0, w: 100, h: 100 } };
  const small = { id: 2, boxPx: { x: 40, y: 40, w: 20, h: 20 } };
  expect(pickBox([large, small], { x: 50, y: 50 })?.id).toBe(2);
  expect(pickBox([large, small], { x: 5, y: 5 })?.id).toBe(1);
  expect(pickBox([large, small], { x: 200, y: 5 })).toBeNull();
});
