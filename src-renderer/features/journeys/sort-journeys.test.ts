import { expect, test } from 'vitest';
import type { Journey } from '#shared/contract/journeys.ts';
import { sortJourneys } from './sort-journeys.ts';

function journey(
  id: number,
  startUtcMs: number,
  durationMs: number,
  stops: number,
  confidence: number,
): Journey {
  return {
    id,
    label: `V${id}`,
    startUtcMs,
    endUtcMs: startUtcMs + durationMs,
    durationMs,
    inViewMs: 0,
    cameraCount: stops,
    confidence,
    outfit: { top: null, bottom: null, shoes: null },
    // Only the number of stops matters to the order.
    stops: Array.from({ length: stops }, () => null as unknown as Journey['stops'][number]),
  };
}

const journeys = [journey(1, 300, 50, 2, 0.9), journey(2, 100, 10, 2, 0.5), journey(3, 200, 90, 4, 0.5)];
const idsBy = (sort: Parameters<typeof sortJourneys>[1]) => sortJourneys(journeys, sort).map(({ id }) => id);

test('sorts by the chosen order, and equal ones by their start', () => {
  expect(idsBy('start')).toEqual([2, 3, 1]);
  expect(idsBy('duration')).toEqual([3, 1, 2]);
  expect(idsBy('stops')).toEqual([3, 2, 1]);
  expect(idsBy('confidence')).toEqual([2, 3, 1]);
  expect(journeys.map(({ id }) => id)).toEqual([1, 2, 3]);
});
