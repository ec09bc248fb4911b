import { Packet } from 'node-av/lib';
import { detectorInputSize } from '../src-main/core/geometry/letterbox.ts';
import { PersonDetector } from '../src-main/inference/person-detector.ts';
import { selfTestPicture } from '../src-main/inference/self-test.ts';
import { MediaInput } from '../src-main/media/media-input.ts';
import { resizeRgb } from '../src-main/media/picture-converter.ts';
import { probe } from '../src-main/media/probe.ts';
import { VideoDecoder } from '../src-main/media/video-decoder.ts';
import { analyze } from '../src-main/workers/tasks/analyze.ts';
import type { Clip } from './clips.ts';
import { type StageTimes, stagesOf } from './main-thread-stages.ts';

export interface AnalysisMeasurement {
  readonly clip: string;
  readonly footageS: number;
  /** FFmpeg decoding every picture of the file, nothing else; the mean of a run before and one after. */
  readonly decodeMs: number;
  readonly analysisMs: number;
  readonly ratioToDecode: number;
  /** The same of processor time, which other programs on the machine disturb less. */
  readonly cpuRatioToDecode: number;
  readonly decodeCpuMs: number;
  readonly analysisCpuMs: number;
  /** Only when asked for; the profiler takes some time itself. */
  readonly stages: StageTimes | null;
  readonly speedXRealtime: number;
  readonly tracklets: number;
  readonly sampledFrames: number;
  readonly peakRssMb: number;
}

export interface BenchOptions {
  readonly threads: number;
  readonly sampleFps: number;
  readonly detectorPath: string;
  readonly parserPath: string;
  readonly outfitPath: string;
  readonly cropsFolder: string;
}

export interface MeasureOptions {
  /** Whether to tell what the main thread's time goes to. */
  readonly withStages: boolean;
}

/** Time of the whole analysis of a clip against that of decoding it on as many cores, in one run. */
export async function measureAnalysis(
  clip: Clip,
  options: BenchOptions,
  signal: AbortSignal,
  { withStages }: MeasureOptions = { withStages: false },
): Promise<AnalysisMeasurement> {
  const { durationMs } = await probe(clip.path, signal);
  const before = await timeOf(() => decodeAll(clip.path, plainThreads(options.threads), signal));
  let tracklets = 0;
  let sampledFrames = 0;
  const work = async (): Promise<void> => {
    const result = await analyze(
      {
        kind: 'analyze',
        path: clip.path,
        recordingId: 1,
        chunkIndex: 0,
        fromOffsetMs: 0,
        toOffsetMs: durationMs,
        leadInMs: 0,
        ...options,
      },
      { signal, progress: () => {}, partial: () => {} },
    );
    tracklets = result.tracklets.length;
    sampledFrames = result.sampledFrames;
  };
  let stages: StageTimes | null = null;
  const analysis = await timeOf(async () => {
    if (withStages) stages = await stagesOf(work);
    else await work();
  });
  const after = await timeOf(() => decodeAll(clip.path, plainThreads(options.threads), signal));
  const decodeMs = (before.wallMs + after.wallMs) / 2;
  const decodeCpuMs = (before.cpuMs + after.cpuMs) / 2;
  const analysisMs = analysis.wallMs;
  return {
    clip: clip.name,
    footageS: durationMs / 1_000,
    decodeMs,
    analysisMs,
    ratioToDecode: analysisMs / decodeMs,
    cpuRatioToDecode: analysis.cpuMs / decodeCpuMs,
    decodeCpuMs,
    analysisCpuMs: analysis.cpuMs,
    stages,
    speedXRealtime: durationMs / analysisMs,
    tracklets,
    sampledFrames,
    peakRssMb: process.resourceUsage().maxRSS / 1_024,
  };
}

/** Median time of one detection at the network's size for 16:9 pictures, on one thread, without scaling. */
export async function measureDetector(detectorPath: string, signal: AbortSignal): Promise<number> {
  const RUNS = 25;
  await using detector = await PersonDetector.open(detectorPath, 1, signal);
  const source = { widthPx: 1_920, heightPx: 1_080 };
  const input = detectorInputSize(source.widthPx, source.heightPx, { longSidePx: 640 });
  const picture = selfTestPicture();
  const cache = new Map<string, ReturnType<typeof resizeRgb>>();
  const render = (size: typeof input) => {
    const key = `${size.widthPx}×${size.heightPx}`;
    const known = cache.get(key) ?? resizeRgb(picture, size.widthPx, size.heightPx);
    cache.set(key, known);
    return known;
  };
  const times: number[] = [];
  for (let run = 0; run < RUNS + 3; run++) {
    times.push((await timeOf(async () => await detector.detect(source, render))).wallMs);
  }
  // The first runs set memory up.
  return times.slice(3).sort((a, b) => a - b)[RUNS >> 1]!;
}

/** As many as FFmpeg takes for so many cores when it is not told. */
function plainThreads(cores: number): number {
  return cores + 1;
}

async function decodeAll(path: string, threads: number, signal: AbortSignal): Promise<number> {
  using input = await MediaInput.open(path, { withAudio: false }, signal);
  using decoder = new VideoDecoder(input.video, threads);
  using packet = new Packet();
  packet.alloc();
  let pictures = 0;
  while (input.read(packet) !== null) {
    for (const _frame of decoder.decode(packet)) pictures++;
  }
  for (const _frame of decoder.decode(null)) pictures++;
  return pictures;
}

async function timeOf(work: () => Promise<unknown>): Promise<{ wallMs: number; cpuMs: number }> {
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(startedCpu);
  return { wallMs: performance.now() - startedMs, cpuMs: (user + system) / 1_000 };
}
