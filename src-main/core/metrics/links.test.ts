import { describe, expect, it } from 'vitest';
import { expectedCalibrationError } from './calibration.ts';
import { type KnownTracklet, linkScores, type StatedLink } from './links.ts';

const link = (from: number, to: number, posterior = 0.9): StatedLink => ({
  fromTrackletId: from,
  toTrackletId: to,
  posterior,
  grade: posterior >= 0.9 ? 'confirmed' : 'tentative',
});
/** Person 1 is seen three times, person 2 twice, once nobody. */
const tracklets: KnownTracklet[] = [
  { id: 5, startUtcMs: 50, durationMs: 10, person: 1 },
  { id: 1, startUtcMs: 10, durationMs: 10, person: 1 },
  { id: 2, startUtcMs: 20, durationMs: 10, person: 2 },
  { id: 3, startUtcMs: 30, durationMs: 10, person: 1 },
  { id: 4, startUtcMs: 40, durationMs: 10, person: 2 },
  { id: 6, startUtcMs: 60, durationMs: 10, person: null },
];

describe('linkScores', () => {
  it('is perfect for the truth', () => {
    const links = [link(1, 3, 1), link(3, 5, 1), link(2, 4, 1)];
    expect(
      linkScores(
        tracklets.slice(0, 5),
        links,
        [
          [1, 3, 5],
          [2, 4],
        ],
        2,
      ),
    ).toEqual({
      idf1: 1,
      precision: 1,
      recall: 1,
      confirmedPrecision: 1,
      confirmedShare: 1,
      confirmedRecall: 1,
      overMergeRate: 0,
      countError: 0,
      calibrationError: 0,
      links: 3,
      trueSteps: 3,
    });
  });

  it('tells precision, recall, merging and counting apart', () => {
    // 1→5 skips a step but joins one person; 3→4 joins two; 5→6 joins a person and nobody.
    const links = [link(1, 5, 0.95), link(3, 4, 0.6), link(5, 6, 0.9)];
    const scores = linkScores(tracklets, links, [[1, 5, 6], [3, 4], [2]], 2);
    expect(scores.precision).toBeCloseTo(1 / 3);
    expect(scores.recall).toBe(0);
    expect(scores.confirmedPrecision).toBe(1 / 2);
    expect(scores.confirmedShare).toBeCloseTo(2 / 3);
    expect(scores.confirmedRecall).toBe(0);
    // Person 1 keeps 20 of 30 ms, person 2 gets 10 of 20; the 10 ms of nobody are in the output too.
    expect(scores.idf1).toBeCloseTo((2 * 30) / (50 + 60));
    expect(scores.overMergeRate).toBeCloseTo(1 / 3);
    expect(scores.countError).toBe(0.5);
    expect(scores.trueSteps).toBe(3);
  });

  it('takes a step as made that goes by way of another tracklet', () => {
    const links = [link(1, 5, 0.95), link(3, 5, 0.6)];
    const scores = linkScores(tracklets, links, [[1, 3, 5], [2], [4], [6]], 2);
    expect(scores.recall).toBeCloseTo(2 / 3);
    expect(scores.confirmedRecall).toBe(0);
  });

  it('asks for no steps of those who are not expected, and judges no link between two of them', () => {
    const some = tracklets.map((tracklet) => ({ ...tracklet, isExpected: tracklet.person === 1 }));
    const links = [link(1, 3), link(2, 4), link(2, 6), link(4, 5)];
    const scores = linkScores(some, links, [[1, 3], [2, 4, 5], [6]], 2);
    expect(scores).toMatchObject({ trueSteps: 2, recall: 0.5, links: 2, precision: 0.5 });
  });

  it('has no complaint where nothing was linked and nothing was to be', () => {
    expect(linkScores([tracklets[5]!], [], [[6]], 1)).toMatchObject({
      precision: 1,
      recall: 1,
      countError: 0,
    });
  });

  it('takes a tracklet of two people for one of either', () => {
    const both = tracklets.map((tracklet) =>
      tracklet.id === 2 ? { ...tracklet, alsoShows: [1] } : tracklet,
    );
    expect(linkScores(tracklets, [link(2, 3)], [[2, 3]], 2)).toMatchObject({
      precision: 0,
      overMergeRate: 1,
    });
    expect(linkScores(both, [link(2, 3)], [[2, 3]], 2)).toMatchObject({
      precision: 1,
      overMergeRate: 0,
    });
  });

  it('refuses links of tracklets that it does not know', () => {
    expect(() => linkScores(tracklets, [link(1, 99)], [], 1)).toThrow(RangeError);
  });
});

describe('expectedCalibrationError', () => {
  const forecasts = (probability: number, right: number, wrong: number) => [
    ...Array.from({ length: right }, () => ({ probability, isTrue: true })),
    ...Array.from({ length: wrong }, () => ({ probability, isTrue: false })),
  ];

  it('is 0 for stated shares that come true, and the distance where they do not', () => {
    expect(expectedCalibrationError([...forecasts(0.8, 8, 2), ...forecasts(0.5, 5, 5)])).toBeCloseTo(0);
    expect(expectedCalibrationError(forecasts(0.95, 5, 5))).toBeCloseTo(0.45);
    // 1 is of the last bin, as 0.9 is: 19 of 20 stated, 10 came true.
    expect(expectedCalibrationError([...forecasts(1, 10, 0), ...forecasts(0.9, 0, 10)])).toBeCloseTo(0.45);
    expect(expectedCalibrationError([])).toBe(0);
  });

  it('weighs bins by how many forecasts they hold', () => {
    expect(expectedCalibrationError([...forecasts(0.1, 0, 90), ...forecasts(0.9, 9, 1)])).toBeCloseTo(0.09);
  });

  it('refuses what is no probability', () => {
    expect(() => expectedCalibrationError([{ probability: 1.2, isTrue: true }])).toThrow(RangeError);
    expect(() => expectedCalibrationError([{ probability: Number.NaN, isTrue: true }])).toThrow(RangeError);
  });
});
