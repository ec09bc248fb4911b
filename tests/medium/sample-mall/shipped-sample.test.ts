/** Real: the sample study as it ships. Rendering it again needs ../shared/assets and a browser. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBrowser } from '../../../build/tasks/browser.ts';
import { isCounted } from '../../../tools/sample-mall/evaluation/compare.ts';
import { readSampleTruth, type SampleTruth } from '../../../tools/sample-mall/evaluation/truth.ts';
import { simulatePeople } from '../../../tools/sample-mall/simulation/visitors.ts';
import { openStudio } from '../../../tools/sample-mall/studio.ts';
import { CAMERAS } from '../../../tools/sample-mall/world/mall.ts';
import { planGeoJson } from '../../../tools/sample-mall/world/plan.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(root, 'resources/sample');
const peopleFolder = path.resolve(root, '../shared/assets/people');
const inSample = (file: string): string => path.join(folder, file);
/** As `tools/sample-mall/render.ts` has them. */
const VISITORS = 16;
const STAFF = 2;
const simulated = ({ sample }: SampleTruth) =>
  simulatePeople({
    seed: sample.seed,
    visitors: VISITORS,
    staff: STAFF,
    arriveUntilS: (sample.durationMs / 1000) * 0.75,
  });

describe('the shipped sample study', () => {
  test('has all its files, in 25 MB', async () => {
    const { sample } = await readSampleTruth(folder);
    const files = [
      ...sample.files.map((file) => `footage/${file.path}`),
      ...sample.floors.flatMap(({ picture, geoJson }) => [picture, geoJson]),
      ...sample.cameras.map(({ truth }) => truth),
    ];
    expect(files.filter((file) => !existsSync(inSample(file)))).toEqual([]);
    const bytes = files.reduce((sum, file) => sum + statSync(inSample(file)).size, 0);
    expect(bytes).toBeLessThan(25e6);
  });

  test('holds what real exports trouble with', async () => {
    const { sample, framesOf } = await readSampleTruth(folder);
    expect(sample.cameras.length).toBeGreaterThanOrEqual(4);
    expect(sample.durationMs).toBeGreaterThanOrEqual(90_000);
    expect(sample.cameras.map(({ clockErrorMs }) => clockErrorMs)).toContain(7_000);
    expect(
      sample.files
        .map(({ trouble }) => trouble)
        .filter((trouble) => trouble !== null)
        .sort(),
    ).toEqual(['copy', 'sub-stream', 'torn']);
    const atrium = sample.files.filter(({ camera, trouble }) => camera === 'atrium' && trouble === null);
    expect(atrium.map(({ fromMs, toMs }) => toMs - fromMs).reduce((a, b) => a + b)).toBe(84_000);
    const camerasOf = new Map<number, Set<string>>();
    for (const [camera, frames] of framesOf)
      for (const { id } of frames.flat()) camerasOf.set(id, (camerasOf.get(id) ?? new Set()).add(camera));
    expect(camerasOf.size).toBeGreaterThanOrEqual(14);
    const upstairs = [...camerasOf.values()].filter((seen) => seen.has('upper') && seen.size > 1);
    expect(upstairs.length).toBeGreaterThanOrEqual(2);
  });

  test('shows people large enough to follow in two pictures at once for one pair of cameras only', async () => {
    const { framesOf } = await readSampleTruth(folder);
    const clearIn = (key: string, at: number): number[] =>
      framesOf
        .get(key)!
        [at]!.filter(isCounted)
        .map(({ id }) => id);
    const [first] = framesOf.values();
    const share = (one: string, other: string): boolean =>
      first!.some((_, at) => clearIn(one, at).some((id) => clearIn(other, at).includes(id)));
    const keys = [...framesOf.keys()];
    const sharing = keys.flatMap((one, index) =>
      keys
        .slice(index + 1)
        .filter((other) => share(one, other))
        .map((other) => `${one}, ${other}`),
    );
    expect(sharing).toEqual(['atrium, upper']);
  });

  test('has the people and plans that its seed gives', async () => {
    const truth = await readSampleTruth(folder);
    const people = simulated(truth).map(({ legs: _, ...person }) => person);
    expect(JSON.parse(readFileSync(inSample('truth/people.json'), 'utf8'))).toEqual(people);
    for (const { level, geoJson } of truth.sample.floors) {
      const drawn = JSON.parse(readFileSync(inSample(geoJson), 'utf8'));
      expect(drawn).toEqual(planGeoJson(level === 0 ? 0 : 1));
    }
  });

  const browser = findBrowser();
  const missing = [
    ...(existsSync(peopleFolder) ? [] : ['../shared/assets/people']),
    ...(browser ? [] : ['a browser']),
  ];
  test.skipIf(missing.length > 0)(
    `renders again to the same truth and the same pixels${missing.length > 0 ? ` (needs ${missing.join(' and ')})` : ''}`,
    async () => {
      const truth = await readSampleTruth(folder);
      const key = truth.sample.cameras[0]!.key;
      const camera = CAMERAS.find((candidate) => candidate.key === key)!;
      const frames = truth.framesOf.get(key)!;
      const busiest = frames.reduce((best, { length }, at) => (length > frames[best]!.length ? at : best), 0);
      await using studio = await openStudio({
        widthPx: 960,
        heightPx: 540,
        people: simulated(truth),
        peopleFolder,
        chromiumPath: browser!,
      });
      const draw = () => studio.frame(camera, busiest / truth.sample.fps, busiest, [camera.name, 'clock']);
      const first = await draw();
      expect(
        first.truth.map(({ id, boxPx: [x, y, w, h], visibleFraction }) => ({
          id,
          boxPx: { x, y, w, h },
          visibleFraction,
        })),
      ).toEqual(frames[busiest]);
      const second = await draw();
      expect(second.rgba.equals(first.rgba)).toBe(true);
    },
    180_000,
  );
});
