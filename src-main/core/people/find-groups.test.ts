import { describe, expect, it } from 'vitest';
import { findGroups } from './find-groups.ts';
import { distanceInHeights, joinPaths } from './stop-distance.ts';
import type { PersonJourney } from './types.ts';

/** Views of ten seconds: camera and second. */
function walk(id: number, views: readonly (readonly [cameraId: number, second: number])[]): PersonJourney {
  return {
    id,
    stops: views.map(([cameraId, second], at) => ({
      trackletId: id * 100 + at,
      cameraId,
      startUtcMs: second * 1_000,
      endUtcMs: (second + 10) * 1_000,
      vector: null,
    })),
  };
}

const way = [
  [1, 100],
  [2, 150],
  [3, 220],
] as const;
const later = (seconds: number) => way.map(([camera, second]) => [camera, second + seconds] as const);
/** Traffic, so that coming at the same time says something. */
const crowd = Array.from({ length: 30 }, (_, at) => walk(900 + at, [[(at % 3) + 1, 300 + at * 60]]));
const ids = (groups: ReturnType<typeof findGroups>) => groups.map(({ journeyIds }) => journeyIds);

/** All pairs, judged to be together. */
const pairsOf = (named: readonly number[]) =>
  named.flatMap((firstJourneyId, at) =>
    named.slice(at + 1).map((secondJourneyId) => ({ firstJourneyId, secondJourneyId, areTogether: true })),
  );

describe('findGroups', () => {
  it('joins visitors who enter and leave views together', () => {
    const groups = findGroups([
      walk(1, way),
      walk(2, later(1)),
      walk(3, later(2)),
      walk(4, later(40)),
      ...crowd,
    ]);
    expect(ids(groups)).toEqual([[1, 2, 3]]);
    expect(groups[0]!.confidence).toBeGreaterThan(0.9);
    expect(groups[0]!.sharedStops).toBe(3);
  });

  it('does not join strangers who pass one door together and part', () => {
    const other = walk(2, [
      [1, 101],
      [4, 170],
      [5, 260],
    ]);
    expect(findGroups([walk(1, way), other, ...crowd])).toEqual([]);
  });

  it('makes no more of one view that was cut into fragments', () => {
    const one = walk(1, [
      [1, 100],
      [1, 102],
    ]);
    const other = walk(2, [
      [1, 101],
      [4, 400],
    ]);
    expect(findGroups([one, other, ...crowd])).toEqual([]);
  });

  it('makes no more of one moment that two cameras saw', () => {
    const one = walk(1, [
      [1, 100],
      [2, 104],
    ]);
    const other = walk(2, [
      [1, 101],
      [2, 105],
    ]);
    expect(findGroups([one, other, ...crowd])).toEqual([]);
  });

  it('keeps people apart whom the boxes show far apart', () => {
    const journeys = [walk(1, way), walk(2, later(1)), ...crowd];
    expect(ids(findGroups(journeys, { distance: () => 5 }))).toEqual([]);
    expect(ids(findGroups(journeys, { distance: () => 1 }))).toEqual([[1, 2]]);
  });

  it('makes a place no quieter by the time that nobody recorded', () => {
    // An hour each on two days, with somebody every 30 s; two strangers meet at two cameras by chance.
    const dayS = 24 * 3_600;
    const sessions = [0, dayS];
    const traffic = sessions.flatMap((fromS) =>
      Array.from({ length: 240 }, (_, at) => walk(1_000 + fromS + at, [[(at % 2) + 1, fromS + at * 15]])),
    );
    const strangers = [
      walk(1, [
        [1, 1_007],
        [2, 1_067],
        [3, 1_200],
      ]),
      walk(2, [
        [1, 1_010],
        [2, 1_070],
        [4, 1_250],
      ]),
    ];
    const hours = sessions.map((fromS) => ({
      startUtcMs: fromS * 1_000,
      endUtcMs: (fromS + 3_600) * 1_000,
    }));
    const observed = new Map([1, 2, 3, 4].map((cameraId) => [cameraId, hours]));
    const all = [...strangers, ...traffic];
    expect(ids(findGroups(all))).toContainEqual([1, 2]);
    expect(ids(findGroups(all, { observed }))).toEqual([]);
    const oneDay = all.filter(({ stops }) => stops[0]!.startUtcMs < 3_600_000);
    expect(ids(findGroups(oneDay))).toEqual([]);
    expect(findGroups(oneDay, { observed })).toEqual(findGroups(oneDay));
  });

  it('believes what people said', () => {
    const journeys = [walk(1, way), walk(2, later(1)), walk(3, later(300)), ...crowd];
    const apart = { firstJourneyId: 1, secondJourneyId: 2, areTogether: false };
    const together = { firstJourneyId: 2, secondJourneyId: 3, areTogether: true };
    expect(ids(findGroups(journeys, { judged: [apart] }))).toEqual([]);
    const [group] = findGroups(journeys, { judged: [apart, together] });
    expect(group).toMatchObject({ journeyIds: [2, 3], confidence: 1 });
  });

  it('counts the stops that judged pairs share as it did before', () => {
    const journeys = [walk(1, way), walk(2, later(1)), walk(3, later(300)), ...crowd];
    const together = [{ journeyIds: [1, 2], confidence: 1, sharedStops: 3 }];
    expect(findGroups(journeys, { judged: pairsOf([1, 2]) })).toEqual(together);
    expect(findGroups(crowd, { judged: pairsOf([900, 901]) })[0]!.sharedStops).toBe(0);
  });

  it('keeps as many together as one answer names, and adds nobody by chance', () => {
    const party = Array.from({ length: 20 }, (_, at) => walk(at + 1, later(at * 0.1)));
    const named = party.map(({ id }) => id);
    expect(ids(findGroups([...party, ...crowd], { judged: pairsOf(named) }))).toEqual([named]);
    const ten = named.slice(0, 10);
    const groups = ids(findGroups([...party, ...crowd], { judged: pairsOf(ten) }));
    expect(groups[0]).toEqual(ten);
  });

  it('puts what people said before what seems as sure', () => {
    // Twelve shared stops are as good as certain to a double.
    const long = Array.from({ length: 12 }, (_, at) => [at + 1, at * 60] as const);
    const after = long.map(([camera, second]) => [camera, second + 1] as const);
    const journeys = [walk(1, long), walk(2, after), walk(3, [[1, 5_000]])];
    const traffic = Array.from({ length: 60 }, (_, at) =>
      walk(900 + at, [[(at % 12) + 1, 3_000 + at * 600]]),
    );
    const judged = [
      { firstJourneyId: 2, secondJourneyId: 3, areTogether: true },
      { firstJourneyId: 1, secondJourneyId: 3, areTogether: false },
    ];
    expect(ids(findGroups([...journeys, ...traffic], { judged }))).toEqual([[2, 3]]);
  });

  it('makes a crowd no group', () => {
    const tour = Array.from({ length: 12 }, (_, at) => walk(at + 1, later(at * 0.3)));
    for (const { journeyIds } of findGroups([...tour, ...crowd]))
      expect(journeyIds.length).toBeLessThanOrEqual(8);
  });
});

describe('distanceInHeights', () => {
  const path = (x: number, fromMs = 0) => ({
    zeroUtcMs: 1_000,
    path: {
      timesMs: Float64Array.of(fromMs, fromMs + 500, fromMs + 1_000),
      boxesPx: Float32Array.of(x, 0, 40, 100, x, 0, 40, 100, x, 0, 40, 100),
    },
  });

  it('is the distance of the feet in body heights', () => {
    expect(distanceInHeights(path(0), path(150))).toBeCloseTo(1.5);
    expect(distanceInHeights(path(0), path(0))).toBe(0);
  });

  it('follows a view over the border of a file, and one through chunks that overlap', () => {
    const nextFile = { ...path(300), zeroUtcMs: 2_040 };
    const view = joinPaths([path(0), nextFile]);
    expect(view.zeroUtcMs).toBe(1_000);
    expect(Array.from(view.path.timesMs)).toEqual([0, 500, 1_000, 1_040, 1_540, 2_040]);
    expect(distanceInHeights(view, nextFile)).toBe(0);
    expect(distanceInHeights(view, path(0))).toBe(0);
    expect(Array.from(joinPaths([path(0), path(9, 500)]).path.timesMs)).toEqual([0, 500, 1_000, 1_500]);
  });

  it('is unknown when they are never in view at once', () => {
    expect(distanceInHeights(path(0), path(10, 5_000))).toBeNull();
  });
});
