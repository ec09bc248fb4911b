import { expect, it } from 'vitest';
import type { LabelledBox } from '../../../src-main/core/metrics/trajectories.ts';
import { type JudgedMall, pool } from './pool.ts';
import { sampleScores } from './scores.ts';

const boxPx = { x: 0, y: 0, w: 40, h: 100 };
const boxes = (...ids: number[]): LabelledBox[] =>
  ids.map((id, at) => ({ id, boxPx: { ...boxPx, x: at * 200 } }));

/** Two people whom each of two cameras sees once; the journeys, and the one link made, as given. */
function mall(journeysAtSecond: readonly [number, number], linked: readonly [number, number]): JudgedMall {
  const frames = (journeys: readonly number[]) => [{ truth: boxes(7, 8), output: boxes(...journeys) }];
  const tracklet = (id: number, person: number, startUtcMs: number) => ({
    id,
    person,
    startUtcMs,
    durationMs: 1_000,
  });
  const link = {
    fromTrackletId: linked[0],
    toTrackletId: linked[1],
    posterior: 0.9,
    grade: 'confirmed' as const,
  };
  const ofCamera = [{ truth: boxes(0, 1), output: boxes(0, 1) }];
  return {
    comparison: {
      byTracklet: [ofCamera, ofCamera],
      byJourney: [frames([1, 2]), frames(journeysAtSecond)],
      tracklets: [tracklet(1, 7, 0), tracklet(2, 8, 0), tracklet(11, 7, 9_000), tracklet(12, 8, 9_000)],
      people: new Set([7, 8]),
    },
    output: { links: [link], continuations: [], journeys: [[1, linked[1]], [2]] },
  };
}

const right = mall([1, 2], [1, 11]);
const wrong = mall([3, 1], [1, 12]);
const scoresOf = (judged: JudgedMall) =>
  Object.fromEntries(sampleScores(judged).map(({ key, value }) => [key, value]));

it('counts what several malls hold together, though their numbers are the same', () => {
  const { tracklets, people, linkPrecision, linkRecall, idf1Single, idf1Multi, calibration } = scoresOf(
    pool([right, wrong, right]),
  );
  expect({ tracklets, people, idf1Single }).toEqual({ tracklets: 12, people: 6, idf1Single: 1 });
  expect(linkPrecision).toBeCloseTo(2 / 3);
  expect(linkRecall).toBeCloseTo(2 / 6);
  // Of the wrong one, each person is who they were in one camera.
  expect(idf1Multi).toBeCloseTo((4 + 2 + 4) / 12);
  expect(calibration).toBeCloseTo(0.9 - 2 / 3);
});

it('leaves one mall as it is', () => {
  expect(scoresOf(pool([wrong]))).toEqual(scoresOf(wrong));
});
