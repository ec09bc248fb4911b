/** Real: FFmpeg, ONNX Runtime with the shipped detector, tracker, files. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boxAt, boxIou } from '../../../src-main/core/geometry/box.ts';
import { defaultTrackerConfig } from '../../../src-main/core/tracking/config.ts';
import { boxAtTime } from '../../../src-main/core/tracking/path.ts';
import { decodePath } from '../../../src-main/core/tracking/path-codec.ts';
import { trackletId } from '../../../src-main/core/tracking/tracklet-id.ts';
import { decodeImage } from '../../../src-main/media/jpeg.ts';
import { type AnalysisConfig, defaultAnalysisConfig } from '../../../src-main/workers/analysis/config.ts';
import { analyze, analyzeChunk } from '../../../src-main/workers/tasks/analyze.ts';
import { analyzeResultSchema, type ResultOf, type TaskProgress } from '../../../src-main/workers/tasks.ts';
import {
  type Clothes,
  drawFigure,
  movingBlocks,
  type Painter,
  stillFloor,
} from '../../fixtures/media/painters.ts';
import { type TestVideo, writeTestVideo } from '../../fixtures/media/test-video.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const folder = makeTempFolder();
afterAll(() => folder[Symbol.dispose]());
const never = new AbortController().signal;
const detectorPath = join(import.meta.dirname, '../../../models/person-detector.onnx');
const parserPath = join(import.meta.dirname, '../../../models/garment-parser.onnx');
const petsPath = join(import.meta.dirname, '../../../../shared/eval/pets-s2l1/clip.mp4');

const red: Clothes = { top: [180, 40, 45], bottom: [35, 40, 70], shoes: [20, 20, 20] };
const white: Clothes = { top: [228, 228, 224], bottom: [60, 95, 60], shoes: [90, 50, 30] };

/** One figure walks right from the start, another walks left from 3 s on; the floor is empty from 9 s on. */
const twoWalkers: Painter = (canvas, timeMs) => {
  stillFloor(canvas, timeMs);
  const seconds = timeMs / 1_000;
  if (seconds < 9) drawFigure(canvas, 60 + 45 * seconds, 90, 160, red, seconds * 6);
  if (seconds >= 3 && seconds < 9) drawFigure(canvas, 660 - 45 * seconds, 170, 170, white, seconds * 6);
};

/** One figure walks slowly right and cannot be seen between 4.5 and 7.5 s. */
const behindAWall: Painter = (canvas, timeMs) => {
  stillFloor(canvas, timeMs);
  const seconds = timeMs / 1_000;
  if (seconds >= 4.5 && seconds < 7.5) return;
  drawFigure(canvas, 120 + 30 * seconds, 110, 160, red, seconds * 6);
};

const walkers = join(folder.path, 'walkers.mp4');
beforeAll(() => {
  writeTestVideo(walkers, { widthPx: 640, heightPx: 360, fps: 12, durationMs: 14_000, paint: twoWalkers });
});

interface Run {
  readonly result: ResultOf<'analyze'>;
  readonly cropsFolder: string;
}

let runs = 0;
async function run(
  path: string,
  options: { fromMs?: number; toMs: number; leadInMs?: number; threads?: number },
  changes: Partial<AnalysisConfig> = {},
): Promise<Run> {
  const cropsFolder = join(folder.path, `crops-${runs++}`);
  const config = { ...defaultAnalysisConfig, ...changes };
  const result = await analyzeChunk(taskFor(path, cropsFolder, options), contextFor(never), config);
  return { result, cropsFolder };
}

function taskFor(
  path: string,
  cropsFolder: string,
  options: { fromMs?: number; toMs: number; leadInMs?: number; threads?: number },
) {
  return {
    kind: 'analyze' as const,
    path,
    recordingId: 7,
    chunkIndex: 2,
    fromOffsetMs: options.fromMs ?? 0,
    toOffsetMs: options.toMs,
    leadInMs: options.leadInMs ?? 0,
    sampleFps: 6,
    cropsFolder,
    detectorPath,
    parserPath,
    threads: options.threads ?? 1,
  };
}

function contextFor(signal: AbortSignal, onProgress: (progress: TaskProgress) => void = () => {}) {
  return { signal, progress: onProgress, partial: () => {} };
}

/** Everything that a run left, as one hash. */
function digest({ result, cropsFolder }: Run): string {
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify(result, (_, value) => (ArrayBuffer.isView(value) ? Object.values(value) : value)),
  );
  for (const name of readdirSync(cropsFolder).sort()) {
    hash.update(name).update(readFileSync(join(cropsFolder, name)));
  }
  return hash.digest('hex');
}

describe('analyze', () => {
  it('finds two walkers, where and when they walk, and what they wear', async () => {
    const { result, cropsFolder } = await run(walkers, { toMs: 14_000 });
    expect(analyzeResultSchema.parse(result)).toEqual(result);
    expect(result).toMatchObject({ sampledFrames: 84, decodeErrors: 0, gaps: [], provider: 'cpu' });
    expect(result.tracklets).toHaveLength(2);
    const [first, second] = result.tracklets as [(typeof result.tracklets)[0], (typeof result.tracklets)[0]];
    expect([first.ordinal, second.ordinal]).toEqual([0, 1]);
    expect(first.startOffsetMs).toBeLessThan(500);
    expect(second.startOffsetMs).toBeGreaterThanOrEqual(3_000);
    for (const { endOffsetMs } of result.tracklets) expect(Math.abs(endOffsetMs - 9_000)).toBeLessThan(700);
    expect(first.outfit.top?.name).toMatch(/red/);
    expect(second.outfit.top?.name).toMatch(/white|grey/);

    const path = decodePath(first.path);
    expect(path.timesMs).toHaveLength(first.boxCount);
    path.timesMs.forEach((timeMs, at) => {
      const box = boxAt(path.boxesPx, at);
      expect(Math.abs(box.x + box.w / 2 - (60 + 0.045 * timeMs))).toBeLessThan(20);
    });

    for (const tracklet of result.tracklets) {
      expect(tracklet.embedding).toHaveLength(128);
      expect(tracklet.crops.length).toBeGreaterThan(3);
      const id = trackletId(7, 2, tracklet.ordinal);
      for (const [at, crop] of tracklet.crops.entries()) {
        expect(crop.fileName).toBe(`${id}-${at}.jpg`);
        const image = decodeImage(await readFile(join(cropsFolder, crop.fileName)));
        expect(Math.abs(image.widthPx - crop.boxPx.w)).toBeLessThanOrEqual(1);
        expect(Math.abs(image.heightPx - crop.boxPx.h)).toBeLessThanOrEqual(1);
      }
    }
    expect(readdirSync(cropsFolder)).toHaveLength(result.tracklets.flatMap(({ crops }) => crops).length);
  });

  it('finds people who are small wherever the camera looks', async () => {
    const overAHall = join(folder.path, 'hall.mp4');
    writeTestVideo(overAHall, {
      widthPx: 1920,
      heightPx: 1080,
      fps: 6,
      durationMs: 9_000,
      paint: (canvas, timeMs) => {
        stillFloor(canvas, timeMs);
        const seconds = timeMs / 1_000;
        drawFigure(canvas, 300 + 40 * seconds, 300, 46, red, seconds * 6);
        drawFigure(canvas, 1_200 - 40 * seconds, 600, 46, white, seconds * 6);
      },
    });
    const { result } = await run(overAHall, { toMs: 9_000 });
    expect(result.tracklets).toHaveLength(2);
    for (const { startOffsetMs, endOffsetMs } of result.tracklets)
      expect(endOffsetMs - startOffsetMs).toBeGreaterThan(4_000);
  });

  it('joins who was hidden behind a wall for three seconds, and describes them from both sides of it', async () => {
    const hidden = join(folder.path, 'hidden.mp4');
    writeTestVideo(hidden, { widthPx: 640, heightPx: 360, fps: 12, durationMs: 12_000, paint: behindAWall });
    const wholeRun = await run(hidden, { toMs: 12_000 });
    const [person, ...others] = wholeRun.result.tracklets;
    expect(others).toEqual([]);
    expect(person!.startOffsetMs).toBeLessThan(500);
    expect(person!.endOffsetMs).toBeGreaterThan(11_000);
    const { timesMs } = decodePath(person!.path);
    const gapsMs = [...timesMs].slice(1).map((timeMs, at) => timeMs - timesMs[at]!);
    expect(Math.max(...gapsMs)).toBeGreaterThan(defaultTrackerConfig.maxGapMs);
    const cropTimes = person!.crops.map(({ offsetMs }) => offsetMs);
    expect(cropTimes.some((timeMs) => timeMs < 4_500)).toBe(true);
    expect(cropTimes.some((timeMs) => timeMs > 7_500)).toBe(true);
    expect(cropTimes.length).toBeLessThanOrEqual(12);
    expect(readdirSync(wholeRun.cropsFolder)).toHaveLength(cropTimes.length);
    expect(person!.outfit.top?.name).toMatch(/red/);
    expect(digest(await run(hidden, { toMs: 12_000 }))).toBe(digest(wholeRun));
  });

  it('gives the same bytes in every run, with any number of threads', async () => {
    const reference = digest(await run(walkers, { toMs: 14_000 }));
    expect(digest(await run(walkers, { toMs: 14_000 }))).toBe(reference);
    expect(digest(await run(walkers, { toMs: 14_000, threads: 2 }))).toBe(reference);
  });

  it('loses nobody by passing over still scenes', async () => {
    const gated = await run(walkers, { toMs: 14_000 });
    const full = await run(walkers, { toMs: 14_000 }, { skipsStillScenes: false });
    expect(gated.result.tracklets.map(({ path }) => [...path])).toEqual(
      full.result.tracklets.map(({ path }) => [...path]),
    );
    expect(gated.result.sampledFrames).toBe(full.result.sampledFrames);
  });

  it('passes over frames while people go where they were going, and follows them all the same', async () => {
    const calm = await run(walkers, { toMs: 14_000 });
    const full = await run(walkers, { toMs: 14_000 }, { passOverMs: 0 });
    const boxes = ({ result }: typeof calm) => result.tracklets.map(({ path }) => decodePath(path));
    expect(calm.result.tracklets).toHaveLength(full.result.tracklets.length);
    for (const [index, path] of boxes(calm).entries()) {
      const whole = boxes(full)[index]!;
      expect(path.timesMs.length).toBeLessThan(0.7 * whole.timesMs.length);
      // Whoever comes or goes is looked back for.
      expect(path.timesMs[0]).toBe(whole.timesMs[0]);
      expect(path.timesMs.at(-1)).toBe(whole.timesMs.at(-1));
      for (const [at, timeMs] of path.timesMs.entries()) {
        const found = boxAt(path.boxesPx, at);
        const expected = boxAtTime(whole, timeMs, 1_000);
        if (expected) expect(boxIou(found, expected)).toBeGreaterThan(0.7);
      }
    }
  });

  it('warms up before the chunk and tells only what lies inside it', async () => {
    const { result } = await run(walkers, { fromMs: 5_000, toMs: 8_000, leadInMs: 2_000 });
    expect(result.sampledFrames).toBe(18);
    expect(result.tracklets).toHaveLength(2);
    for (const tracklet of result.tracklets) {
      // A tracker without a warm-up needs three sightings to be sure; the path begins with the chunk all the same.
      expect(tracklet.startOffsetMs).toBeLessThan(5_200);
      expect(tracklet.startOffsetMs).toBeGreaterThanOrEqual(5_000);
      expect(tracklet.endOffsetMs).toBeLessThan(8_000);
      for (const crop of tracklet.crops) expect(crop.offsetMs).toBeGreaterThanOrEqual(5_000);
    }
    const [left, right] = result.tracklets.map(({ path }) => boxAt(decodePath(path).boxesPx, 0).x);
    expect(left).toBeLessThan(right!);
  });

  it.each([
    ['colour bars and blocks', movingBlocks],
    ['an empty floor', stillFloor],
  ])('finds nobody in %s', async (name, paint) => {
    const path = join(folder.path, `${name}.mp4`);
    writeTestVideo(path, { widthPx: 640, heightPx: 360, fps: 12, durationMs: 6_000, paint });
    const { result, cropsFolder } = await run(path, { toMs: 6_000 });
    expect(result.tracklets).toEqual([]);
    expect(result.sampledFrames).toBe(36);
    expect(readdirSync(cropsFolder)).toEqual([]);
  });

  it('reports the part of a damaged recording that could not be seen', async () => {
    const path = join(folder.path, 'damaged.ts');
    const video: TestVideo = { widthPx: 640, heightPx: 360, fps: 12, durationMs: 12_000, paint: twoWalkers };
    writeTestVideo(path, { ...video, format: 'mpegts' });
    const bytes = readFileSync(path);
    bytes.fill(0xa5, bytes.length * 0.3, bytes.length * 0.6);
    const damaged = join(folder.path, 'damaged2.ts');
    writeFileSync(damaged, bytes);
    const { result } = await run(damaged, { fromMs: 1_000, toMs: 12_000 });
    expect(result.decodeErrors).toBeGreaterThan(0);
    expect(result.gaps).toHaveLength(1);
    expect(result.gaps[0]!.startOffsetMs).toBeGreaterThanOrEqual(1_000);
  });

  it('stops within a frame when told to, and leaves no half-made crops', async () => {
    const stop = new AbortController();
    const cropsFolder = join(folder.path, 'aborted');
    const seen: TaskProgress[] = [];
    const context = contextFor(stop.signal, (progress) => {
      seen.push(progress);
      if (progress.progress > 0.8) stop.abort();
    });
    await expect(analyze(taskFor(walkers, cropsFolder, { toMs: 14_000 }), context)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(seen.at(-1)!.speedXRealtime).toBeGreaterThan(0);
    expect(seen.filter(({ progress }) => progress > 0.8)).toHaveLength(1);
    expect(readdirSync(cropsFolder)).toEqual([]);
  });

  it.skipIf(!existsSync(petsPath))('finds people in real footage (needs ../shared/eval)', async () => {
    const { result } = await run(petsPath, { fromMs: 10_000, toMs: 22_000, leadInMs: 2_000 });
    expect(result.tracklets.length).toBeGreaterThanOrEqual(5);
    expect(result.tracklets.length).toBeLessThanOrEqual(20);
    // Far and brief people may have no picture worth keeping, then there is no embedding either.
    for (const { crops, embedding } of result.tracklets) expect(embedding === null).toBe(crops.length === 0);
    const withCrops = result.tracklets.filter(({ crops }) => crops.length > 0);
    expect(withCrops.length).toBeGreaterThanOrEqual(5);
  });
});
