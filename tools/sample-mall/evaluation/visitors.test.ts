import { describe, expect, it } from 'vitest';
import type { OutputTracklet } from './study-output.ts';
import { staffTracklets, visitorScores } from './visitors.ts';

const path = { timesMs: Float64Array.of(0), boxesPx: Float32Array.of(0, 0, 40, 100) };
const found = (id: number, journeyId: number): OutputTracklet => ({ id, journeyId, path });
const known = (id: number, person: number | null) => ({ id, person, startUtcMs: 0, durationMs: 1_000 });

describe('staffTracklets', () => {
  it('names those of journeys that show staff most of the time, whatever else they show', () => {
    const recordings = [
      {
        path: '/a.mp4',
        startUtcMs: 0,
        durationMs: 1_000,
        tracklets: [found(1, 10), found(2, 10), found(3, 10), found(4, 20), found(5, 20)],
      },
      {
        path: '/b.mp4',
        startUtcMs: 0,
        durationMs: 1_000,
        tracklets: [found(6, 30), found(7, 40), found(8, 40)],
      },
    ];
    const tracklets = [
      ...[known(1, 7), known(2, 7), known(3, 1)],
      ...[known(4, 7), known(5, 2)],
      known(6, null),
      ...[known(7, null), known(8, 8)],
    ];
    expect(staffTracklets({ tracklets }, { recordings }, new Set([7, 8]))).toEqual([1, 2, 3, 7, 8]);
  });
});

describe('visitorScores', () => {
  const people = new Set([1, 2, 3, 4, 9]);

  it('compares the number with whom the footage shows, without staff', () => {
    const scores = visitorScores({ expected: 5, from: 4, to: 6 }, { people }, new Set([9, 10]));
    const values = Object.fromEntries(scores.map(({ key, value }) => [key, value]));
    expect(values).toMatchObject({ trueVisitors: 4, visitorsEstimate: 5, visitorsError: 0.25 });
  });

  it('says nothing of a study that states no number', () => {
    expect(visitorScores(null, { people }, new Set())).toEqual([]);
  });
});
