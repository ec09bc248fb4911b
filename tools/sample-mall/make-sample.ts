/**
 * Makes the sample study that ships with Wandr out of rendered masters: exports, floor plans, truth, `sample.json`.
 *
 *   node tools/sample-mall/make-sample.ts --masters <folder> [--out resources/sample] [--cameras west,atrium]
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { SampleFile } from '../../src-main/services/studies/sample/sample-file.ts';
import { drawPlans, METRES_PER_PX } from './sample/plan-pictures.ts';
import { exportRecordings } from './sample/recorder-exports.ts';
import { CAMERAS, OUTLINE } from './world/mall.ts';
import { planGeoJson } from './world/plan.ts';

const { values } = parseArgs({
  options: {
    masters: { type: 'string' },
    out: { type: 'string', default: 'resources/sample' },
    cameras: { type: 'string' },
    start: { type: 'string', default: '2026-11-14T10:00:00Z' },
    seed: { type: 'string', default: '22' },
    seconds: { type: 'string', default: '96' },
    fps: { type: 'string', default: '10' },
    crf: { type: 'string', default: '27' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
if (!values.masters) throw new Error('--masters is needed');
const { masters, out } = values;
const startUtcMs = Date.parse(values.start);
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

const FLOORS = [
  { level: 0, name: 'Ground floor', file: 'ground-floor' },
  { level: 1, name: 'Upper floor', file: 'upper-floor' },
] as const;
/** How far away people are still told apart by these lenses. */
const RANGE_M = 16;

const truthOf = (key: string): string => path.join(masters, `${key}.truth.jsonl`);
const keys =
  values.cameras?.split(',') ?? CAMERAS.map(({ key }) => key).filter((key) => existsSync(truthOf(key)));
const cameras = CAMERAS.filter(({ key }) => keys.includes(key));

for (const part of ['footage', 'plans', 'truth'])
  await rm(path.join(out, part), { recursive: true, force: true });
await mkdir(path.join(out, 'plans'), { recursive: true });
await mkdir(path.join(out, 'truth'), { recursive: true });

const pictures = await drawPlans([0, 1], values.chromium);
for (const { level, file } of FLOORS) {
  const picture = pictures.get(level);
  if (!picture) throw new RangeError(`no picture of level ${level}`);
  await writeFile(path.join(out, `plans/${file}.png`), picture);
  await writeFile(path.join(out, `plans/${file}.geojson`), `${JSON.stringify(planGeoJson(level))}\n`);
}
for (const { key } of cameras) {
  // Fixed level and no time stamp in the header: the same truth gives the same bytes.
  const packed = await promisify(gzip)(await readFile(truthOf(key)), { level: 9 });
  await writeFile(path.join(out, `truth/${key}.jsonl.gz`), packed);
}
await copyFile(path.join(masters, 'people.json'), path.join(out, 'truth/people.json'));

const files = await exportRecordings(
  {
    masters,
    out: path.join(out, 'footage'),
    cameras: cameras.map(({ key }) => key),
    startUtcMs,
    durationMs: Number(values.seconds) * 1000,
    crf: Number(values.crf),
  },
  stop.signal,
);
const sample: SampleFile = {
  name: 'Sample mall',
  timeZone: 'UTC',
  seed: Number(values.seed),
  startUtcMs,
  durationMs: Number(values.seconds) * 1000,
  fps: Number(values.fps),
  floors: FLOORS.map(({ level, name, file }) => ({
    level,
    name,
    picture: `plans/${file}.png`,
    geoJson: `plans/${file}.geojson`,
    metresPerPx: METRES_PER_PX,
    widthPx: Math.round((OUTLINE.x1 - OUTLINE.x0) / METRES_PER_PX),
  })),
  cameras: cameras.map(({ key, name, level, x, y, headingDeg, fovDeg, clockErrorMs }) => ({
    key,
    name,
    level,
    posM: { x, y },
    headingDeg,
    fovDeg,
    rangeM: RANGE_M,
    clockErrorMs,
    truth: `truth/${key}.jsonl.gz`,
  })),
  files,
};
await writeFile(path.join(out, 'sample.json'), `${JSON.stringify(sample, null, 2)}\n`);
let totalBytes = 0;
for (const { path: file } of files) totalBytes += (await stat(path.join(out, 'footage', file))).size;
process.stdout.write(
  `${cameras.length} cameras, ${files.length} files, ${(totalBytes / 1e6).toFixed(1)} MB of footage\n`,
);
