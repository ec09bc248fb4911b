/** Real: the store, the job queue, worker processes, FFmpeg. The sample is a small one of this test's own. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { AnalysisService } from '../../../src-main/services/analysis/analysis-service.ts';
import { PlanService } from '../../../src-main/services/plan/plan-service.ts';
import type { SampleFile } from '../../../src-main/services/studies/sample/sample-file.ts';
import { SampleStudy } from '../../../src-main/services/studies/sample/sample-study.ts';
import { writeTestVideo } from '../../fixtures/media/test-video.ts';
import { type OpenLibrary, openLibrary } from '../support/open-library.ts';
import { planPicture } from '../support/plan-picture.ts';

const STREAM = 'NVR A/2026-11-14/002/dav/10/10.00.00-10.00.02[R][0@0][0].mp4';
const COPY = `copy/${path.posix.basename(STREAM)}`;
const UPPER = 'NVR B/Camera 05_NVR_20261114100007_20261114100009_1005.mp4';
const signal = new AbortController().signal;

const sample: SampleFile = {
  name: 'Small sample',
  timeZone: 'UTC',
  seed: 1,
  startUtcMs: Date.UTC(2026, 10, 14, 10),
  durationMs: 2_000,
  fps: 10,
  floors: [0, 1].map((level) => ({
    level,
    name: `Level ${level}`,
    picture: 'plan.png',
    geoJson: 'plan.geojson',
    metresPerPx: 0.05,
    widthPx: 400,
  })),
  cameras: [
    { key: 'hall', name: 'Hall', level: 0, posM: { x: 3, y: 4 }, clockErrorMs: 0 },
    { key: 'upper', name: 'Landing', level: 1, posM: { x: 5, y: 6 }, clockErrorMs: 7_000 },
  ].map((camera) => ({ ...camera, headingDeg: 90, fovDeg: 80, rangeM: 16, truth: 'none' })),
  files: [
    { path: STREAM, camera: 'hall', fromMs: 0, toMs: 2_000, trouble: null },
    { path: COPY, camera: 'hall', fromMs: 0, toMs: 2_000, trouble: 'copy' },
    { path: UPPER, camera: 'upper', fromMs: 0, toMs: 2_000, trouble: null },
  ],
};

function makeSample(study: OpenLibrary): { plan: PlanService; sampleStudy: SampleStudy } {
  // `study.footage` is an empty folder outside the study.
  const folder = study.footage;
  for (const file of [STREAM, COPY, UPPER]) {
    const target = path.join(folder, 'footage', file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeTestVideo(target, { durationMs: 2_000, ...(file === UPPER && { widthPx: 352 }) });
  }
  writeFileSync(path.join(folder, 'plan.png'), planPicture(400, 240));
  const plan = new PlanService(study.context);
  const services = { library: study.library, plan, analysis: new AnalysisService(study.context) };
  return { plan, sampleStudy: new SampleStudy(study.context, services, folder) };
}

const analyses = (study: OpenLibrary) =>
  study.session.queue.list(100).filter(({ type }) => type === 'analyze');

test('imports the sample into the study, names and places its cameras, queues the analysis', async () => {
  await using study = await openLibrary('UTC');
  const { plan, sampleStudy } = makeSample(study);
  await sampleStudy.setUp(sample, signal);

  const recordings = study.library.recordings();
  const accepted = recordings.filter(({ status }) => status === 'accepted');
  expect(accepted.map(({ cameraName }) => cameraName).sort()).toEqual(['Hall', 'Landing']);
  expect(recordings.filter(({ status }) => status === 'duplicate')).toHaveLength(1);
  // The study is whole by itself: the installation may move.
  const { layout } = study.session.store;
  for (const recording of recordings) expect(recording.path.startsWith(layout.sources)).toBe(true);

  const { floors, cameras } = plan.get();
  expect(floors.map(({ level, image }) => [level, image?.isScaleSet, image?.metresPerPx])).toEqual([
    [0, true, expect.closeTo(0.05)],
    [1, true, expect.closeTo(0.05)],
  ]);
  expect(cameras.find(({ name }) => name === 'Landing')).toMatchObject({
    floorId: floors.find(({ level }) => level === 1)!.id,
    posM: { x: 5, y: 6 },
    rangeM: 16,
  });
  expect(analyses(study)).toHaveLength(2);
});

test('does only what is missing when it is set up again, and leaves what was changed', async () => {
  await using study = await openLibrary('UTC');
  const { plan, sampleStudy } = makeSample(study);
  await sampleStudy.setUp(sample, signal);
  const [floor] = plan.get().floors;
  const hall = plan.get().cameras.find(({ name }) => name === 'Hall')!;
  plan.editCamera({ id: hall.id, floorId: floor!.id, posM: { x: 9, y: 9 } });
  await study.session.whenIdle();
  const before = study.library.recordings().length;

  await sampleStudy.setUp(sample, signal);
  expect(study.library.recordings()).toHaveLength(before);
  expect(plan.get().floors).toHaveLength(2);
  expect(plan.get().cameras.find(({ name }) => name === 'Hall')!.posM).toEqual({ x: 9, y: 9 });
});

test('leaves footage alone that the operator added and has yet to review', async () => {
  await using study = await openLibrary('UTC');
  const { sampleStudy } = makeSample(study);
  await sampleStudy.setUp(sample, signal);
  await study.session.whenIdle();
  const { layout } = study.session.store;
  const own = path.join(layout.folder, '..', 'own');
  mkdirSync(own);
  writeTestVideo(path.join(own, 'ch07_20261120100000.mp4'), { durationMs: 1_000, widthPx: 160 });
  writeTestVideo(path.join(own, 'unnamed.mp4'), { durationMs: 1_000, widthPx: 176 });
  await study.scan(own);

  await sampleStudy.setUp(sample, signal);
  expect(study.recording('ch07_20261120100000.mp4')).toMatchObject({ status: 'proposed' });
  expect(study.recording('unnamed.mp4')).toMatchObject({ status: 'proposed' });
});

test('brings back what is missing of the sample, however much the operator added', async () => {
  await using study = await openLibrary('UTC');
  const { sampleStudy } = makeSample(study);
  await sampleStudy.setUp(sample, signal);
  await study.session.whenIdle();
  await study.library.remove({ ids: [study.recording(path.posix.basename(UPPER)).id] });
  const own = path.join(study.session.store.layout.folder, '..', 'own');
  mkdirSync(own);
  writeTestVideo(path.join(own, 'unnamed.mp4'), { durationMs: 1_000, widthPx: 176 });
  await study.scan(own);

  await sampleStudy.setUp(sample, signal);
  expect(study.recording(path.posix.basename(UPPER))).toMatchObject({ status: 'accepted' });
});

test('goes on after it was interrupted, and leaves no half files', async () => {
  await using study = await openLibrary('UTC');
  const { plan, sampleStudy } = makeSample(study);
  const interrupted = sampleStudy.setUp(sample, AbortSignal.abort());
  await expect(interrupted).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(existsSync(path.join(study.session.store.layout.sources, 'Sample mall', STREAM))).toBe(false);

  await sampleStudy.setUp(sample, signal);
  expect(
    plan
      .get()
      .cameras.map(({ name }) => name)
      .sort(),
  ).toEqual(['Hall', 'Landing']);
});
