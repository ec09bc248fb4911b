import { expect, it } from 'vitest';
import { findGroups } from './find-groups.ts';
import { type ContinuedStop, joinContinued, partsOf } from './join-continued.ts';

const BORDER_S = 600;

function tracklet(
  trackletId: number,
  fromS: number,
  toS: number,
  { continuedId = null, cameraId = 1 }: Partial<Pick<ContinuedStop, 'continuedId' | 'cameraId'>> = {},
): ContinuedStop {
  return {
    trackletId,
    cameraId,
    startUtcMs: fromS * 1_000,
    endUtcMs: toS * 1_000,
    vector: null,
    continuedId,
  };
}

it('makes one stop of the tracklets that borders part, also where another camera sees the person meanwhile', () => {
  const stops = joinContinued([
    tracklet(1, 0, 10),
    tracklet(5, 8, 40, { cameraId: 2 }),
    tracklet(2, 10, 20, { continuedId: 1 }),
    tracklet(3, 20, 31, { continuedId: 2 }),
    tracklet(4, 50, 60),
  ]);
  expect(stops.map((stop) => partsOf(stop).map(({ trackletId }) => trackletId))).toEqual([
    [1, 2, 3],
    [5],
    [4],
  ]);
  expect(stops[0]).toMatchObject({ trackletId: 1, cameraId: 1, startUtcMs: 0, endUtcMs: 31_000 });
});

it('begins anew where the tracklet before is in another journey', () => {
  expect(joinContinued([tracklet(2, 10, 20, { continuedId: 1 })])).toHaveLength(1);
});

it('leaves strangers whom a border parts at once no group', () => {
  // Both come and leave within four seconds of each other, once.
  const one = [tracklet(1, BORDER_S - 20, BORDER_S), tracklet(2, BORDER_S, BORDER_S + 9, { continuedId: 1 })];
  const two = [
    tracklet(3, BORDER_S - 18, BORDER_S),
    tracklet(4, BORDER_S, BORDER_S + 12, { continuedId: 3 }),
  ];
  const traffic = Array.from({ length: 60 }, (_, at) => ({
    id: 10 + at,
    stops: [tracklet(100 + at, at * 120 + 60, at * 120 + 75)],
  }));
  const cut = [
    { id: 1, stops: one },
    { id: 2, stops: two },
  ];
  expect(findGroups([...cut, ...traffic]).map(({ journeyIds }) => journeyIds)).toEqual([[1, 2]]);
  const whole = cut.map(({ id, stops }) => ({ id, stops: joinContinued(stops) }));
  expect(findGroups([...whole, ...traffic])).toEqual([]);
});
