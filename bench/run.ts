/**
 * @file `npm run bench`: how long analysing a recording takes, as a ratio to FFmpeg's plain decoding of the same file
 * in the same run; then how linking and search grow with the study. Options: `--json`, `--seconds <of generated
 * footage>`, `--threads <n>`, `--fps <sampled>`, `--stages` to tell what an analysis' main thread does, `--large` for
 * 10^6 tracklets, which takes a quarter of an hour. npm starts it with the flags of a worker (`workers/worker-process-options.ts`).
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { workerFlags } from '../src-main/workers/worker-process-options.ts';
import { makeFullHdClip, petsClip } from './clips.ts';
import type { LinkingMeasurement } from './linking.ts';
import { type AnalysisMeasurement, measureAnalysis, measureDetector } from './measure.ts';
import { measureDecision } from './measure-decision.ts';
import { measureCropNetwork, measureFrameNetwork } from './measure-network.ts';
import { growthExponent, measureAtScale } from './measure-scale.ts';
import type { SearchMeasurement } from './search.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '8' },
    threads: { type: 'string', default: String(Math.min(4, availableParallelism())) },
    fps: { type: 'string', default: '6' },
    large: { type: 'boolean', default: false },
    stages: { type: 'boolean', default: false },
  },
});
if (!workerFlags.every((flag) => process.execArgv.includes(flag)))
  throw new Error(`a worker runs with ${workerFlags.join(' ')}, and so must this: npm run bench`);
/** Most that analysing a clip of 1080p25 may take, as a multiple of decoding it (design, section 14). */
const GOALS: Readonly<Record<string, number>> = Object.freeze({ walkers: 1.5, still: 1.1 });
/** What recorders are set to for 1080p25 H.264 unless somebody changes it. */
const RECORDER_BITS_PER_S = 4_000_000;
const say = values.json ? () => {} : (line: string) => process.stdout.write(`${line}\n`);
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
const folder = mkdtempSync(join(tmpdir(), 'wandr-bench-'));
try {
  const detectorPath = join(import.meta.dirname, '../models/person-detector.onnx');
  const options = {
    threads: Number(values.threads),
    sampleFps: Number(values.fps),
    detectorPath,
    parserPath: join(import.meta.dirname, '../models/garment-parser.onnx'),
    outfitPath: join(import.meta.dirname, '../models/outfit-embedding.onnx'),
    cropsFolder: join(folder, 'crops'),
  };
  const detectorMs = await measureDetector(detectorPath, stop.signal);
  say(`person detector, 640×384, 1 thread: ${detectorMs.toFixed(1)} ms (median)`);
  const detectorNetworkMs = await measureFrameNetwork(detectorPath);
  const yoloxNano = join(import.meta.dirname, '../../shared/models/yolox-nano.onnx');
  const yoloxNanoMs = existsSync(yoloxNano) ? await measureFrameNetwork(yoloxNano) : null;
  say(
    `its network alone, processor time: ${detectorNetworkMs.toFixed(1)} ms` +
      (yoloxNanoMs === null ? '' : `, yolox-nano ${yoloxNanoMs.toFixed(1)} ms`),
  );
  const embeddingMs = await measureCropNetwork(options.outfitPath);
  const reid0288 = join(import.meta.dirname, '../../shared/models/intel-reid-0288.onnx');
  const reid0288Ms = existsSync(reid0288) ? await measureCropNetwork(reid0288) : null;
  const compared = reid0288Ms === null ? '' : `, intel-reid-0288 ${reid0288Ms.toFixed(2)} ms`;
  say(`outfit embedding, processor time per crop, 1 thread: ${embeddingMs.toFixed(2)} ms${compared}`);
  const parserMs = await measureCropNetwork(options.parserPath);
  say(`garment parser, processor time per crop, 1 thread: ${parserMs.toFixed(2)} ms`);
  const pets = petsClip();
  if (pets === null) say('PETS S2L1: skipped, ../shared/eval is not here');
  say(`making ${values.seconds} s of 1080p25 …`);
  const seconds = Number(values.seconds);
  const clips = [
    ...(pets === null ? [] : [pets]),
    await makeFullHdClip(folder, seconds, 'walkers', stop.signal),
    await makeFullHdClip(folder, seconds, 'still', stop.signal),
    await makeFullHdClip(folder, seconds, 'walkers', stop.signal, RECORDER_BITS_PER_S),
    await makeFullHdClip(folder, seconds, 'still', stop.signal, RECORDER_BITS_PER_S),
  ];
  const analyses: AnalysisMeasurement[] = [];
  for (const clip of clips) {
    const measured = await measureAnalysis(clip, options, stop.signal, { withStages: values.stages });
    analyses.push(measured);
    say(describe(measured));
  }
  const decision = await measureDecision(stop.signal);
  say(
    `a decision among ${decision.tracklets} tracklets: ${decision.medianCpuMs.toFixed(0)} ms of processor time ` +
      `(median; slowest ${decision.slowestCpuMs.toFixed(0)} ms), linking them all ${decision.linkCpuMs.toFixed(0)} ms`,
  );
  const linking: LinkingMeasurement[] = [];
  for (const size of [10_000, 100_000, ...(values.large ? [1_000_000] : [])]) {
    const measured = await measureAtScale<LinkingMeasurement>('linking', size, stop.signal);
    linking.push(measured);
    say(describeLinking(measured, linking[0]!));
  }
  const searchSize = values.large ? 1_000_000 : 100_000;
  const search = await measureAtScale<SearchMeasurement>('search', searchSize, stop.signal);
  say(describeSearch(search));
  if (values.json) {
    const { threads, sampleFps } = options;
    const report = {
      detectorMs,
      detectorNetworkMs,
      yoloxNanoMs,
      embeddingMs,
      parserMs,
      reid0288Ms,
      threads,
      sampleFps,
      analyses,
      decision,
      linking,
      search,
    };
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function describe(m: AnalysisMeasurement): string {
  return (
    `${m.clip}: ${m.footageS.toFixed(0)} s of footage, decode ${m.decodeMs.toFixed(0)} ms, ` +
    `analysis ${m.analysisMs.toFixed(0)} ms = ${m.ratioToDecode.toFixed(2)} × decode${goalOf(m.clip)} ` +
    `(${m.cpuRatioToDecode.toFixed(2)} × its processor time, ${m.speedXRealtime.toFixed(1)} × real time), ${m.tracklets} tracklets, peak ${m.peakRssMb.toFixed(0)} MB${describeStages(m)}`
  );
}

function goalOf(clip: string): string {
  const scene = Object.keys(GOALS).find((name) => clip.endsWith(name));
  return scene === undefined ? '' : `, goal ${GOALS[scene]!.toFixed(1)}`;
}

function describeStages({ stages }: AnalysisMeasurement): string {
  if (stages === null) return '';
  const byTime = Object.entries(stages).sort(([, a], [, b]) => b - a);
  const told = byTime.map(([stage, ms]) => `${stage} ${ms.toFixed(0)}`).join(', ');
  return `; main thread in ms: ${told}`;
}

function describeLinking(m: LinkingMeasurement, smallest: LinkingMeasurement): string {
  const growth =
    m === smallest
      ? ''
      : `, growing as (n log n)^${growthExponent(smallest, m).toFixed(2)} from ${smallest.tracklets}`;
  return (
    `linking ${m.tracklets} tracklets: ${m.cpuS.toFixed(1)} s of processor time, ` +
    `peak ${m.peakRssMb.toFixed(0)} MB${growth}`
  );
}

function describeSearch(m: SearchMeasurement): string {
  return (
    `search among ${m.tracklets} tracklets, processor time: first ${m.firstMs.toFixed(0)} ms, by example ` +
    `${m.exampleMs.toFixed(0)} ms (${m.ratioToProducts.toFixed(2)} × the products), of one camera ` +
    `${m.oneCameraMs.toFixed(0)} ms, by outfit ${m.outfitMs.toFixed(0)} ms, peak ${m.peakRssMb.toFixed(0)} MB`
  );
}
