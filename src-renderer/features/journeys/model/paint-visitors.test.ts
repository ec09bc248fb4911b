import { expect, test } from 'vitest';
import type { Itinerary } from './itinerary.ts';
import { dotsOf } from './paint-visitors.ts';

/** Stands at one place of one floor for ten seconds. */
function standing(journeyId: number, floorId: number, fromUtcMs: number): Itinerary {
  const place = { floorId, posM: { x: 10, y: 20 }, spread: 1 };
  const toUtcMs = fromUtcMs + 10_000;
  const leg = { fromUtcMs, toUtcMs, from: place, to: place, stop: 0, grade: null };
  return { journeyId, label: `V${journeyId}`, startUtcMs: fromUtcMs, endUtcMs: toUtcMs, legs: [leg] };
}

const toScreen = ({ x, y }: { x: number; y: number }) => ({ x: x * 5 + 100, y: y * 5 });

test('draws who is on the shown floor now, near the camera and beside each other', () => {
  const candidates = [standing(1, 1, 0), standing(2, 1, 0), standing(3, 2, 0), standing(4, 1, 60_000)];
  const dots = dotsOf({ candidates, utcMs: 5_000, floorId: 1, toScreen });
  expect(dots.map((dot) => dot.itinerary.journeyId)).toEqual([1, 2]);
  for (const dot of dots) expect(Math.hypot(dot.x - 150, dot.y - 100)).toBeLessThanOrEqual(22);
  expect(Math.hypot(dots[0]!.x - dots[1]!.x, dots[0]!.y - dots[1]!.y)).toBeGreaterThan(4);
});

test('a dot keeps its place beside the camera while others come and go', () => {
  const alone = dotsOf({ candidates: [standing(2, 1, 0)], utcMs: 1, floorId: 1, toScreen });
  const together = dotsOf({
    candidates: [standing(1, 1, 0), standing(2, 1, 0)],
    utcMs: 1,
    floorId: 1,
    toScreen,
  });
  expect(together[1]).toEqual(alone[0]);
});

test('a dot is where the visitor walks, not beside it', () => {
  const [leg] = standing(2, 1, 0).legs;
  const place = { ...leg!.from, spread: 0 };
  const walker = { ...standing(2, 1, 0), legs: [{ ...leg!, from: place, to: place }] };
  const [dot] = dotsOf({ candidates: [walker], utcMs: 1, floorId: 1, toScreen });
  expect([dot!.x, dot!.y]).toEqual([150, 100]);
});
