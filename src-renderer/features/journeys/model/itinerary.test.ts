import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Journey, JourneyStop, LinkGrade, Walk } from '#shared/contract/journeys.ts';
import { compileItinerary, positionAt } from './itinerary.ts';
import { indexPresence, visitorsOverTime } from './presence.ts';

const noOutfit = { top: null, bottom: null, shoes: null };

function link(grade: LinkGrade) {
  return {
    fromTrackletId: 1,
    confidence: 0.9,
    grade,
    isByHuman: false,
    appearanceLlr: 3,
    transitLlr: 1,
    colourLlr: 0.5,
  };
}

function stop(
  ordinal: number,
  enterUtcMs: number,
  exitUtcMs: number,
  over: Partial<JourneyStop> = {},
): JourneyStop {
  return {
    ordinal,
    trackletId: ordinal + 1,
    recordingId: 1,
    cameraId: ordinal + 1,
    cameraName: `cam${ordinal + 1}`,
    enterUtcMs,
    exitUtcMs,
    floorId: 1,
    posM: { x: ordinal * 10, y: 0 },
    arrival: null,
    link: ordinal === 0 ? null : link('confirmed'),
    ...over,
  };
}

function journey(stops: JourneyStop[], id = 1): Journey {
  return {
    id,
    label: `V000${id}`,
    startUtcMs: stops[0]!.enterUtcMs,
    endUtcMs: Math.max(...stops.map(({ exitUtcMs }) => exitUtcMs)),
    durationMs: 0,
    inViewMs: 0,
    cameraCount: stops.length,
    confidence: 0.9,
    outfit: noOutfit,
    stops,
  };
}

describe('position at an instant', () => {
  const walk = compileItinerary(
    journey([stop(0, 1000, 3000), stop(1, 5000, 6000), stop(2, 9000, 9500, { link: link('tentative') })]),
  );

  test('stands at a stop while a camera sees the visitor', () => {
    expect(positionAt(walk, 1000)).toEqual({
      floorId: 1,
      posM: { x: 0, y: 0 },
      spread: 1,
      stop: 0,
      grade: null,
    });
    expect(positionAt(walk, 5500)).toMatchObject({ posM: { x: 10, y: 0 }, stop: 1, grade: null });
  });

  test('walks a straight line between two stops, with the grade of the link', () => {
    expect(positionAt(walk, 4000)).toMatchObject({ posM: { x: 5, y: 0 }, stop: 1, grade: 'confirmed' });
    expect(positionAt(walk, 7500)).toMatchObject({ posM: { x: 15, y: 0 }, grade: 'tentative' });
  });

  test('is nowhere before the first and after the last stop', () => {
    expect(positionAt(walk, 999)).toBeNull();
    expect(positionAt(walk, 9501)).toBeNull();
  });

  test('is not drawn at, or on the way to, a camera without a place', () => {
    const unplaced = { floorId: null, posM: null };
    const partly = compileItinerary(
      journey([stop(0, 0, 1000), stop(1, 2000, 3000, unplaced), stop(2, 4000, 5000)]),
    );
    expect(positionAt(partly, 500)).not.toBeNull();
    for (const utcMs of [1500, 2500, 3500]) expect(positionAt(partly, utcMs)).toBeNull();
    expect(positionAt(partly, 4500)).toMatchObject({ posM: { x: 20, y: 0 } });
  });

  test('changes floors half way without crossing the plan', () => {
    const lift = compileItinerary(journey([stop(0, 0, 1000), stop(1, 3000, 4000, { floorId: 2 })]));
    expect(positionAt(lift, 1900)).toMatchObject({ floorId: 1, posM: { x: 0, y: 0 } });
    expect(positionAt(lift, 2100)).toMatchObject({ floorId: 2, posM: { x: 10, y: 0 } });
  });

  test('stays at the first camera while two see the visitor together', () => {
    const both = compileItinerary(journey([stop(0, 0, 3000), stop(1, 2000, 5000)]));
    expect(positionAt(both, 2500)).toMatchObject({ stop: 0 });
    expect(positionAt(both, 3500)).toMatchObject({ stop: 1 });
  });

  test('stays at a camera that sees the visitor all along while others glimpse them, and leaves from there', () => {
    const long = compileItinerary(
      journey([stop(0, 0, 8000), stop(1, 1000, 2000), stop(2, 4000, 5000), stop(3, 10_000, 11_000)]),
    );
    for (const utcMs of [1500, 3000, 4500, 6000]) expect(positionAt(long, utcMs)).toMatchObject({ stop: 0 });
    // Half way from the first camera to the last one.
    expect(positionAt(long, 9000)).toMatchObject({ posM: { x: 15, y: 0 }, stop: 3 });
  });
});

describe('with walks', () => {
  /** The first stop's visitor walks down and is lost a second before the stop ends; the second's stands at (30, 8). */
  const walks = new Map<number, Walk>([
    [
      1,
      {
        trackletId: 1,
        points: [
          [0, 2, 0],
          [2000, 2, 4],
          [4000, 6, 4],
        ],
      },
    ],
    [
      2,
      {
        trackletId: 2,
        points: [
          [9000, 30, 8],
          [9500, 30, 8],
        ],
      },
    ],
  ]);
  const walked = compileItinerary(
    journey([stop(0, 0, 5000), stop(1, 9000, 10_000), stop(2, 11_000, 12_000)]),
    walks,
  );

  test('follows where the visitor walked, and waits where a walk ends before the stop', () => {
    expect(positionAt(walked, 1000)).toMatchObject({ posM: { x: 2, y: 2 }, spread: 0, grade: null });
    expect(positionAt(walked, 3000)).toMatchObject({ posM: { x: 4, y: 4 } });
    expect(positionAt(walked, 4900)).toMatchObject({ posM: { x: 6, y: 4 }, stop: 0 });
  });

  test('goes on from where the visitor was seen last to where they are seen next', () => {
    expect(positionAt(walked, 7000)).toMatchObject({ posM: { x: 18, y: 6 }, stop: 1, grade: 'confirmed' });
  });

  test('spreads visitors only where nothing tells their place', () => {
    expect(positionAt(walked, 9500)?.spread).toBe(0);
    expect(positionAt(walked, 10_500)?.spread).toBeCloseTo(0.5);
    expect(positionAt(walked, 11_500)).toMatchObject({ posM: { x: 20, y: 0 }, spread: 1 });
  });

  test('takes up a walk where the camera before lost sight', () => {
    const both = compileItinerary(journey([stop(1, 0, 1000), stop(0, 0, 5000)]), walks);
    expect(positionAt(both, 1000)).toMatchObject({ posM: { x: 2, y: 2 }, stop: 0 });
    expect(positionAt(both, 3000)).toMatchObject({ posM: { x: 4, y: 4 } });
  });
});

describe('legs', () => {
  test('follow each other in time, however stops overlap', () => {
    const overlapping = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 1, max: 6000 })), { minLength: 1 })
      .map((spans) =>
        spans
          .sort(([a], [b]) => a - b)
          .map(([start, length], ordinal) => stop(ordinal, start, start + length)),
      );
    fc.assert(
      fc.property(overlapping, (stops) => {
        const { legs, startUtcMs, endUtcMs } = compileItinerary(journey(stops));
        legs.slice(1).forEach((leg, i) => {
          expect(leg.fromUtcMs).toBe(legs[i]!.toUtcMs);
        });
        expect([legs[0]!.fromUtcMs, legs.at(-1)!.toUtcMs]).toEqual([startUtcMs, endUtcMs]);
      }),
    );
  });
});

describe('presence', () => {
  const journeys = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 20_000 })), {
      minLength: 1,
      maxLength: 60,
    })
    .map((spans) =>
      spans.map(([start, length], i) => compileItinerary(journey([stop(0, start, start + length)], i + 1))),
    );

  test('the index finds everyone who is there', () => {
    fc.assert(
      fc.property(journeys, fc.integer({ min: -10, max: 120_010 }), (itineraries, utcMs) => {
        const found = new Set(indexPresence(itineraries)!.candidatesAt(utcMs));
        for (const itinerary of itineraries) {
          if (positionAt(itinerary, utcMs)) expect(found.has(itinerary)).toBe(true);
        }
      }),
    );
  });

  test('is null without journeys', () => {
    expect(indexPresence([])).toBeNull();
  });

  test('counts visitors over time', () => {
    const two = [journey([stop(0, 0, 4000)]), journey([stop(0, 6000, 10_000)], 2)].map((one) =>
      compileItinerary(one),
    );
    expect([...visitorsOverTime(two, 0, 10_000, 5)]).toEqual([1, 1, 1, 1, 1]);
    expect([...visitorsOverTime(two, 0, 20_000, 4)]).toEqual([1, 1, 1, 0]);
  });
});
