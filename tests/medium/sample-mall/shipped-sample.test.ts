/** Real: the sample study as it ships. Rendering it again needs ../shared/assets and a browser. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBrowser } from '../../../build/tasks/browser.ts';
import { decodeSampled } from '../../../src-main/media/decode.ts';
import { burnedIn } from '../../../tools/sample-mall/burned-in.ts';
import { isCounted } from '../../../tools/sample-mall/evaluation/compare.ts';
import {
  readSampleTruth,
  type SampleTruth,
  truePeople,
} from '../../../tools/sample-mall/evaluation/truth.ts';
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
const SIZE = { widthPx: 960, heightPx: 540 };
/** The footage is compressed at CRF 27 and the picture is noisy; a person elsewhere or missing costs more than this. */
const MIN_PSNR_DB = 28;
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
    const people = simulated(truth).map(({ trajectory: _, ...person }) => person);
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
    `renders again to the same truth and the same pictures${missing.length > 0 ? ` (needs ${missing.join(' and ')})` : ''}`,
    async () => {
      const truth = await readSampleTruth(folder);
      const { sample, framesOf } = truth;
      await using studio = await openStudio({
        ...SIZE,
        people: simulated(truth),
        peopleFolder,
        chromiumPath: browser!,
      });
      for (const { key } of sample.cameras) {
        const camera = CAMERAS.find((candidate) => candidate.key === key)!;
        const frames = framesOf.get(key)!;
        const busiest = frames.reduce(
          (best, { length }, at) => (length > frames[best]!.length ? at : best),
          0,
        );
        for (const at of [busiest, frames.length - 1 - busiest]) {
          const timeS = at / sample.fps;
          const drawn = await studio.frame(camera, timeS, at, burnedIn(camera, sample.startUtcMs, timeS));
          expect(truePeople(drawn.truth), `${key}, frame ${at}`).toEqual(frames[at]);
          const shipped = await shippedPicture(sample, key, at);
          if (shipped)
            expect(psnrDb(drawn.rgba, shipped), `${key}, frame ${at}`).toBeGreaterThan(MIN_PSNR_DB);
        }
      }
    },
    400_000,
  );
});

/** The frame as it lies in the footage, RGB; null in the gap and where the file is torn. */
async function shippedPicture(
  { files, fps }: SampleTruth['sample'],
  key: string,
  at: number,
): Promise<Uint8Array | null> {
  const atMs = (at / fps) * 1000;
  const file = files.find(
    ({ camera, trouble, fromMs, toMs }) =>
      camera === key && trouble === null && fromMs <= atMs && atMs < toMs,
  );
  if (!file) return null;
  const offsetMs = atMs - file.fromMs;
  const span = { fromMs: offsetMs, toMs: offsetMs + 1000 / fps, sampleFps: fps, threads: 1 };
  const { signal } = new AbortController();
  for await (const frame of decodeSampled(inSample(`footage/${file.path}`), span, signal))
    return frame.toRgbScaled(SIZE.widthPx, SIZE.heightPx).data.slice();
  return null;
}

/** Peak signal-to-noise ratio of an RGBA picture against an RGB one, without what the recorder wrote into the picture. */
function psnrDb(rgba: Uint8Array, rgb: Uint8Array): number {
  let squares = 0;
  let values = 0;
  for (let pixel = 0; 3 * pixel < rgb.length; pixel++) {
    if (isBurnedIn(pixel % SIZE.widthPx, Math.floor(pixel / SIZE.widthPx))) continue;
    for (let channel = 0; channel < 3; channel++, values++)
      squares += (rgba[4 * pixel + channel]! - rgb[3 * pixel + channel]!) ** 2;
  }
  return 10 * Math.log10(255 ** 2 / (squares / values));
}

/** Clock and camera's name: drawn in whatever the machine has for a monospaced font. */
function isBurnedIn(x: number, y: number): boolean {
  return (y < 45 && x < 340) || (y >= SIZE.heightPx - 45 && x >= SIZE.widthPx - 280);
}
