import { stripeEmbedder } from '../../core/outfit/stripe-embedder.ts';
import { defaultTrackerConfig } from '../../core/tracking/config.ts';
import { encodePath } from '../../core/tracking/path-codec.ts';
import { isCalm } from '../../core/tracking/sampling.ts';
import type { Track } from '../../core/tracking/track.ts';
import { createTrackerState, finish, step, type TrackerState } from '../../core/tracking/tracker.ts';
import { trackletId } from '../../core/tracking/tracklet-id.ts';
import { OnnxGarmentParser } from '../../inference/garment-parser.ts';
import { OnnxOutfitEmbedder } from '../../inference/outfit-embedder.ts';
import { PersonDetector } from '../../inference/person-detector.ts';
import { type DecodeReport, decodeSampled, type SampledFrame } from '../../media/decode.ts';
import { encodeJpeg } from '../../media/jpeg.ts';
import { compareTracks, leftToRight, meanScore, trackFrom } from '../analysis/chunk.ts';
import { ColourCast } from '../analysis/colour-cast.ts';
import { type AnalysisConfig, decoderThreads, defaultAnalysisConfig } from '../analysis/config.ts';
import { CropFiles } from '../analysis/crop-files.ts';
import { type Describers, describe, type OutfitDescription } from '../analysis/describe.ts';
import { type LiveCrop, LiveCrops } from '../analysis/live-crops.ts';
import { SceneWatch } from '../analysis/scene-watch.ts';
import type { AnalyzedTracklet, ResultOf, TaskContext, TaskOf, TaskRunner } from '../tasks.ts';

/**
 * Analyses one chunk of a recording: decode → detect → track → best crops → outfit. The same chunk gives the same
 * bytes in every run: one frame after the other, thread counts fixed by the task, nothing depends on the clock.
 */
export const analyze: TaskRunner<'analyze'> = (task, context) =>
  analyzeChunk(task, context, defaultAnalysisConfig);

/** A person found in the chunk, described; crops are staged on disk. */
interface FoundPerson extends OutfitDescription {
  readonly track: Track;
  readonly crops: readonly Omit<LiveCrop, 'image'>[];
}

export async function analyzeChunk(
  task: TaskOf<'analyze'>,
  context: TaskContext,
  config: AnalysisConfig,
): Promise<ResultOf<'analyze'>> {
  const { signal } = context;
  const { threads, provider = 'cpu' } = task;
  await using detector = await PersonDetector.open(task.detectorPath, threads, signal, { provider });
  await using network =
    task.outfitPath === undefined
      ? null
      : await OnnxOutfitEmbedder.open(task.outfitPath, threads, signal, { provider });
  await using parser = await OnnxGarmentParser.open(task.parserPath, threads, signal, { provider });
  await using files = await CropFiles.open(task.cropsFolder, task.recordingId, task.chunkIndex);
  const decoding = decodeSampled(
    task.path,
    {
      fromMs: Math.max(0, task.fromOffsetMs - task.leadInMs),
      toMs: task.toOffsetMs,
      sampleFps: task.sampleFps,
      threads: decoderThreads(task.threads),
    },
    signal,
  );
  const eyes = { detector, parser, embedder: network ?? stripeEmbedder };
  const chunk = new ChunkAnalysis(task, config, eyes, files);
  const progress = new ProgressMeter(task, context);
  for await (const frame of decoding) {
    await chunk.look(frame);
    progress.at(frame.offsetMs);
  }
  signal.throwIfAborted();
  return {
    ...(await chunk.result(decoding.report)),
    embeddingSpace: (network ?? stripeEmbedder).space,
    provider,
    models: [detector.card, parser.card, ...(network ? [network.card] : [])].map((card) => ({
      role: card.role,
      name: card.name,
      sha256: card.sha256,
      card,
    })),
  };
}

/** What looks at the frames. */
interface Eyes extends Describers {
  readonly detector: PersonDetector;
}

/** What the frames showed, without what looked at them. */
type Findings = Omit<ResultOf<'analyze'>, 'embeddingSpace' | 'provider' | 'models'>;

class ChunkAnalysis {
  readonly #task: TaskOf<'analyze'>;
  readonly #config: AnalysisConfig;
  readonly #eyes: Eyes;
  readonly #files: CropFiles;
  readonly #scene: SceneWatch;
  readonly #cast: ColourCast;
  readonly #crops: LiveCrops;
  readonly #found: FoundPerson[] = [];
  #state: TrackerState = createTrackerState();
  #sampledFrames = 0;
  #lookedMs = Number.NEGATIVE_INFINITY;

  constructor(task: TaskOf<'analyze'>, config: AnalysisConfig, eyes: Eyes, files: CropFiles) {
    this.#task = task;
    this.#config = config;
    this.#eyes = eyes;
    this.#files = files;
    this.#scene = new SceneWatch(config);
    this.#cast = new ColourCast(config.whiteBalanceEveryMs);
    this.#crops = new LiveCrops(config.maxCropHeightPx);
  }

  async look(frame: SampledFrame): Promise<void> {
    const isInChunk = frame.offsetMs >= this.#task.fromOffsetMs;
    if (isInChunk) this.#sampledFrames++;
    if (!this.#scene.needsLook(frame, this.#state.tracks.length > 0) || this.#mayWait(frame.offsetMs)) return;
    this.#lookedMs = frame.offsetMs;
    const detections = leftToRight(
      await this.#eyes.detector.detect(frame, ({ widthPx, heightPx }) =>
        frame.toRgbScaled(widthPx, heightPx),
      ),
    );
    this.#state = step(this.#state, detections, frame.offsetMs, defaultTrackerConfig);
    this.#cast.observe(frame.offsetMs, () => frame.toRgb());
    if (isInChunk && this.#state.sightings.length > 0) {
      this.#crops.consider(frame, frame.offsetMs, detections, this.#state.sightings);
    }
    await this.#settle();
  }

  /** Whether a later frame will do. */
  #mayWait(offsetMs: number): boolean {
    const { calmEveryMs, calmReach } = this.#config;
    // Frames come when they come: half a frame early is in time.
    const earlyMs = 500 / this.#task.sampleFps;
    return offsetMs - this.#lookedMs < calmEveryMs - earlyMs && isCalm(this.#state, calmReach);
  }

  async result(report: DecodeReport): Promise<Findings> {
    this.#state = finish(this.#state, defaultTrackerConfig);
    await this.#settle();
    const { fromOffsetMs } = this.#task;
    return {
      kind: 'analyze',
      tracklets: await this.#publish(),
      sampledFrames: this.#sampledFrames,
      decodeErrors: report.decodeErrors,
      gaps: report.gaps
        .filter((gap) => gap.endOffsetMs > fromOffsetMs)
        .map((gap) => ({ ...gap, startOffsetMs: Math.max(fromOffsetMs, gap.startOffsetMs) })),
    };
  }

  /** Describes the people whose tracks the last step ended, and forgets those it dropped. */
  async #settle(): Promise<void> {
    for (const ordinal of this.#state.dropped) this.#crops.take(ordinal);
    for (const whole of this.#state.ended) {
      const crops = this.#crops.take(whole.ordinal);
      const track = trackFrom(whole, this.#task.fromOffsetMs);
      if (track.timesMs.length < this.#config.minSightings) continue;
      const description = await describe(crops, this.#cast.balance, this.#eyes);
      await this.#files.stage(
        track.ordinal,
        crops.map(({ image }) => encodeJpeg(image)),
      );
      this.#found.push({
        ...description,
        track,
        crops: crops.map(({ timeMs, quality, boxPx }) => ({ timeMs, quality, boxPx })),
      });
    }
  }

  async #publish(): Promise<AnalyzedTracklet[]> {
    const inOrder = this.#found.toSorted((a, b) => compareTracks(a.track, b.track));
    const tracklets: AnalyzedTracklet[] = [];
    for (const [ordinal, { track, crops, embedding, outfit }] of inOrder.entries()) {
      const id = trackletId(this.#task.recordingId, this.#task.chunkIndex, ordinal);
      const fileNames = await this.#files.publish(track.ordinal, id);
      tracklets.push({
        ordinal,
        startOffsetMs: track.timesMs[0]!,
        endOffsetMs: track.timesMs.at(-1)!,
        boxCount: track.timesMs.length,
        meanScore: meanScore(track),
        path: Uint8Array.from(encodePath(track)),
        crops: crops.map(({ timeMs, quality, boxPx }, at) => ({
          fileName: fileNames[at]!,
          offsetMs: timeMs,
          boxPx,
          quality,
        })),
        embedding: embedding && Int8Array.from(embedding),
        outfit,
      });
    }
    return tracklets;
  }
}

/** Reports how much of the chunk is done, and how fast, at most a few times a second. */
class ProgressMeter {
  readonly #fromMs: number;
  readonly #toMs: number;
  readonly #context: TaskContext;
  readonly #startedMs = performance.now();
  #reportedMs = 0;

  constructor(task: TaskOf<'analyze'>, context: TaskContext) {
    this.#fromMs = Math.max(0, task.fromOffsetMs - task.leadInMs);
    this.#toMs = task.toOffsetMs;
    this.#context = context;
  }

  at(offsetMs: number): void {
    const nowMs = performance.now();
    if (nowMs - this.#reportedMs < REPORT_EVERY_MS) return;
    this.#reportedMs = nowMs;
    const doneMs = offsetMs - this.#fromMs;
    this.#context.progress({
      progress: Math.min(1, doneMs / Math.max(1, this.#toMs - this.#fromMs)),
      phase: 'analyze',
      ...(doneMs > 0 && { speedXRealtime: doneMs / Math.max(1, nowMs - this.#startedMs) }),
    });
  }
}

const REPORT_EVERY_MS = 250;
