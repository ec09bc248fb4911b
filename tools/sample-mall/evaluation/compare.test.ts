import { describe, expect, it } from 'vitest';
import type { SampleFile } from '../../../src-main/services/studies/sample/sample-file.ts';
import { compare } from './compare.ts';
import { sampleScores } from './scores.ts';
import type { OutputTracklet, StudyOutput } from './study-output.ts';
import type { SampleTruth, TruePerson } from './truth.ts';

const FRAMES = 20;
const START = Date.UTC(2026, 10, 14, 10);
const sample: SampleFile = {
  name: 'Test',
  timeZone: 'UTC',
  seed: 1,
  startUtcMs: START,
  durationMs: 2_000,
  fps: 10,
  floors: [],
  cameras: ['a', 'b'].map((key, index) => ({
    key,
    name: key,
    level: 0,
    posM: { x: 0, y: 0 },
    headingDeg: 0,
    fovDeg: 80,
    rangeM: 10,
    clockErrorMs: index * 7_000,
    truth: key,
  })),
  files: ['a', 'b'].map((camera) => ({
    path: `${camera}.mp4`,
    camera,
    fromMs: 0,
    toMs: 2_000,
    trouble: null,
  })),
};
const boxAt = (x: number) => ({ x, y: 0, w: 40, h: 100 });
const person = (id: number, x: number, rest: Partial<TruePerson> = {}): TruePerson => ({
  id,
  boxPx: boxAt(x),
  visibleFraction: 1,
  ...rest,
});
const truthOf = (a: TruePerson[], b: TruePerson[]): SampleTruth => ({
  sample,
  staff: new Set(),
  framesOf: new Map([
    ['a', Array.from({ length: FRAMES }, () => a)],
    ['b', Array.from({ length: FRAMES }, () => b)],
  ]),
});
const tracklet = (id: number, journeyId: number, x: number): OutputTracklet => ({
  id,
  journeyId,
  path: {
    timesMs: Float64Array.from({ length: FRAMES }, (_, i) => i * 100),
    boxesPx: Float32Array.from(Array.from({ length: FRAMES }, () => [x, 0, 40, 100]).flat()),
  },
});
const outputOf = (a: OutputTracklet[], b: OutputTracklet[]): StudyOutput => ({
  recordings: [
    { path: '/study/sources/a.mp4', startUtcMs: START, durationMs: 2_000, tracklets: a },
    { path: '/study/sources/b.mp4', startUtcMs: START + 7_000, durationMs: 2_000, tracklets: b },
  ],
  links: [],
  continuations: [],
  visitors: null,
  journeys: [...Map.groupBy([...a, ...b], ({ journeyId }) => journeyId).values()].map((list) =>
    list.map(({ id }) => id),
  ),
});
const scoreOf = (truth: SampleTruth, output: StudyOutput, key: string): number =>
  sampleScores({ comparison: compare(truth, output), output }).find((score) => score.key === key)!.value;

describe('compare', () => {
  const truth = truthOf([person(1, 0)], [person(1, 300)]);

  it('gives full marks to the truth, across cameras too', () => {
    const output = outputOf([tracklet(11, 1, 0)], [tracklet(21, 1, 300)]);
    for (const key of ['recall', 'precision', 'idf1Single', 'idf1Multi', 'hotaMulti'])
      expect(scoreOf(truth, output, key)).toBeCloseTo(1);
    expect(scoreOf(truth, output, 'people')).toBe(1);
    expect(scoreOf(truth, output, 'countError')).toBe(0);
  });

  it('takes a person who was not linked for half in the multi-camera scores only', () => {
    const output = outputOf([tracklet(11, 1, 0)], [tracklet(21, 2, 300)]);
    expect(scoreOf(truth, output, 'idf1Single')).toBeCloseTo(1);
    expect(scoreOf(truth, output, 'idf1Multi')).toBeCloseTo(0.5);
    expect(scoreOf(truth, output, 'countError')).toBe(1);
  });

  it('asks one camera for people as long as they stay, and as one across the border of a file', () => {
    /** Ten seconds of person 1, whom camera a shows like this in the six in the middle. */
    const seenLater = (meanwhile: TruePerson[]): SampleTruth => ({
      sample: { ...sample, durationMs: 10_000, files },
      staff: new Set(),
      framesOf: new Map([
        ['a', Array.from({ length: 100 }, (_, at) => (at < 20 || at >= 80 ? [person(1, 0)] : meanwhile))],
        ['b', Array.from({ length: 100 }, (): TruePerson[] => [])],
      ]),
    });
    const files = [0, 8_000, 9_000].map((fromMs, index) => ({
      path: `a${index}.mp4`,
      camera: 'a',
      fromMs,
      toMs: fromMs + [2_000, 1_000, 1_000][index]!,
      trouble: null,
    }));
    const output: StudyOutput = {
      recordings: files.map(({ path, fromMs, toMs }, index) => ({
        path: `/study/${path}`,
        startUtcMs: START + fromMs,
        durationMs: toMs - fromMs,
        tracklets: [tracklet(11 + index, 1, 0)],
      })),
      links: [],
      continuations: [{ fromTrackletId: 12, toTrackletId: 13 }],
      journeys: [[11, 12, 13]],
      visitors: null,
    };
    const back = seenLater([]);
    expect(scoreOf(back, output, 'idf1Single')).toBeCloseTo(1);
    expect(scoreOf(back, { ...output, continuations: [] }, 'idf1Single')).toBeCloseTo(0.75);
    expect(scoreOf(back, output, 'idf1Multi')).toBeCloseTo(1);
    // Who was there all the time, too small to be expected or half hidden, is one presence and was to be followed.
    const small = seenLater([person(1, 0, { boxPx: { x: 0, y: 0, w: 16, h: 40 } })]);
    expect(scoreOf(small, output, 'idf1Single')).toBeCloseTo(0.5);
    expect(scoreOf(seenLater([person(1, 0, { visibleFraction: 0.5 })]), output, 'idf1Single')).toBeCloseTo(
      0.5,
    );
    expect(scoreOf(seenLater([person(1, 0, { visibleFraction: 0.1 })]), output, 'idf1Single')).toBeCloseTo(1);
  });

  it('takes the error of the clock out of a tracklet’s time, and names its person', () => {
    const output = outputOf([tracklet(11, 1, 0)], [tracklet(21, 1, 300)]);
    expect(compare(truth, output).tracklets).toEqual([
      { id: 11, startUtcMs: START, durationMs: 1_900, person: 1, alsoShows: [], isExpected: true },
      { id: 21, startUtcMs: START, durationMs: 1_900, person: 1, alsoShows: [], isExpected: true },
    ]);
  });

  it('takes a box around two people for one of both, unless one cannot be seen', () => {
    const behind = (visibleFraction: number) =>
      person(2, 4, { visibleFraction, boxPx: { x: 4, y: 0, w: 40, h: 96 } });
    const shownWith = (visibleFraction: number) =>
      compare(truthOf([person(1, 0), behind(visibleFraction)], []), outputOf([tracklet(11, 1, 0)], []))
        .tracklets[0];
    expect(shownWith(0.5)).toMatchObject({ person: 1, alsoShows: [2] });
    expect(shownWith(0.1)).toMatchObject({ person: 1, alsoShows: [] });
  });

  it('counts a decision once: a border, and what another camera sees across it', () => {
    const output: StudyOutput = {
      ...outputOf([tracklet(11, 1, 0), tracklet(12, 1, 400)], [tracklet(21, 1, 300)]),
      links: [
        { fromTrackletId: 11, toTrackletId: 21, posterior: 0.9, grade: 'confirmed' },
        { fromTrackletId: 21, toTrackletId: 12, posterior: 0.9, grade: 'confirmed' },
      ],
      continuations: [{ fromTrackletId: 11, toTrackletId: 12 }],
    };
    // Tracklet 12 shows nobody: of the border and the link, the link is right.
    expect(scoreOf(truth, output, 'linkPrecision')).toBeCloseTo(0.5);
  });

  it('counts boxes on nobody as wrong, boxes on hidden or small people not at all', () => {
    const hidden = person(2, 100, { visibleFraction: 0.4 });
    const output = outputOf([tracklet(11, 1, 0), tracklet(12, 2, 100)], [tracklet(21, 1, 300)]);
    expect(scoreOf(truthOf([person(1, 0), hidden], [person(1, 300)]), output, 'precision')).toBe(1);
    expect(scoreOf(truth, output, 'precision')).toBeCloseTo(2 / 3);
    expect(compare(truth, output).tracklets[1]!.person).toBeNull();
  });

  it('knows the person of a box on the visible half of somebody', () => {
    const half = person(2, 100, { visibleFraction: 0.5, boxPx: { x: 100, y: -150, w: 40, h: 250 } });
    const output = outputOf([tracklet(11, 1, 0), tracklet(12, 2, 100)], []);
    expect(compare(truthOf([person(1, 0), half], []), output).tracklets[1]).toMatchObject({
      person: 2,
      isExpected: false,
    });
  });

  it('refuses footage that is not of the sample', () => {
    const output = {
      ...outputOf([], []),
      recordings: [{ path: '/other.mp4', startUtcMs: 0, durationMs: 1, tracklets: [] }],
    };
    expect(() => compare(truth, output)).toThrow(/no file of the sample/);
  });
});
