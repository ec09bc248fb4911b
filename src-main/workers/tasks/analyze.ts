import type { BoxPx } from '#shared/units.ts';
import type { Detections } from '../../core/detection/detections.ts';
import { InputChoice } from '../../core/detection/input-choice.ts';
import { boxAt } from '../../core/geometry/box.ts';
import type { SizePx } from '../../core/geometry/letterbox.ts';
import { selectBestCrops } from '../../core/outfit/crop-selection.ts';
import { stripeEmbedder } from '../../core/outfit/stripe-embedder.ts';
import { type WhiteBalance, whiteBalanced } from '../../core/outfit/white-balance.ts';
import { defaultTrackerConfig } from '../../core/tracking/config.ts';
import { defaultOfflineConfig } from '../../core/tracking/offline/config.ts';
import type { Fragment, View } from '../../core/tracking/offline/fragment.ts';
import { lookBack } from '../../core/tracking/offline/offline-pass.ts';
import type { TrackedFrame } from '../../core/tracking/offline/spare.ts';
import { encodePath } from '../../core/tracking/path-codec.ts';
import { isFaint } from '../../core/tracking/plausibility.ts';
import { isForeseen, mayPassOver } from '../../core/tracking/sampling.ts';
import type { Track } from '../../core/tracking/track.ts';
import { createTrackerState, finish, step, type TrackerState } from '../../core/tracking/tracker.ts';
import { trackletId } from '../../core/tracking/tracklet-id.ts';
import { OnnxGarmentParser } from '../../inference/garment-parser.ts';
import { OnnxOutfitEmbedder } from '../../inference/outfit-embedder.ts';
import { PersonDetector } from '../../inference/person-detector.ts';
import { type DecodeReport, decodeSampled, type KeptFrame, type SampledFrame } from '../../media/decode.ts';
import { decodeImage, encodeYuvJpeg } from '../../media/jpeg.ts';
import { drawnYuv } from '../../media/picture-converter.ts';
import { compareTracks, leftToRight, meanScore, trackFrom } from '../analysis/chunk.ts';
import { ColourCast } from '../analysis/colour-cast.ts';
import { type AnalysisConfig, decoderThreads, defaultAnalysisConfig } from '../analysis/config.ts';
import { CropFiles } from '../analysis/crop-files.ts';
import {
  type Describers,
  describe,
  describeKnown,
  type KnownCrop,
  type OutfitDescription,
} from '../analysis/describe.ts';
import { LiveCrops } from '../analysis/live-crops.ts';
import { looksOf } from '../analysis/looks.ts';
import { SceneWatch } from '../analysis/scene-watch.ts';
import type { AnalyzedTracklet, ResultOf, TaskContext, TaskOf, TaskRunner } from '../tasks.ts';

/**
 * Analyses one chunk of a recording: decode → detect → track → best crops → outfit. The same chunk gives the same
 * bytes in every run: one frame after the other, thread counts fixed by the task, nothing depends on the clock.
 */
export const analyze: TaskRunner<'analyze'> = (task, context) =>
  analyzeChunk(task, context, defaultAnalysisConfig);

/** A crop that is staged on disk, with what it looks like. */
interface StagedCrop extends View {
  readonly boxPx: BoxPx;
  readonly path: string;
  readonly balance: WhiteBalance;
}

/** A finished track of the chunk, described. */
interface FoundTrack extends OutfitDescription {
  readonly fragment: Fragment<StagedCrop>;
}

/** A person found in the chunk. */
interface FoundPerson extends OutfitDescription {
  readonly track: Track;
  readonly crops: readonly StagedCrop[];
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
      clockResets: task.clockResets,
    },
    signal,
  );
  const eyes = { detector, parser, embedder: network ?? stripeEmbedder };
  using chunk = new ChunkAnalysis(task, config, eyes, files);
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

class ChunkAnalysis implements Disposable {
  readonly #task: TaskOf<'analyze'>;
  readonly #config: AnalysisConfig;
  readonly #eyes: Eyes;
  readonly #files: CropFiles;
  readonly #scene: SceneWatch;
  readonly #cast: ColourCast;
  readonly #crops: LiveCrops;
  readonly #input = new InputChoice();
  readonly #found = new Map<number, FoundTrack>();
  readonly #frames: TrackedFrame[] = [];
  #picture: SizePx = { widthPx: 0, heightPx: 0 };
  #state: TrackerState = createTrackerState();
  #sampledFrames = 0;
  #lookedMs = Number.NEGATIVE_INFINITY;
  /** Frames since the last look that may turn out to be needed. */
  readonly #passed: KeptFrame[] = [];

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
    if (frame.offsetMs >= this.#task.fromOffsetMs) this.#sampledFrames++;
    if (!this.#scene.needsLook(frame, this.#state.tracks.length > 0)) {
      this.#forgetPassed();
    } else if (this.#mayPassOver(frame.offsetMs)) {
      this.#passed.push(frame.keep());
    } else {
      const detections = await this.#detect(frame);
      if (this.#passed.length > 0 && this.#isForeseen(frame, detections)) this.#forgetPassed();
      await this.#lookAtPassed();
      await this.#take(frame, detections);
    }
  }

  [Symbol.dispose](): void {
    this.#forgetPassed();
  }

  #isForeseen({ offsetMs }: SampledFrame, detections: Detections): boolean {
    return isForeseen(this.#state, detections, offsetMs, defaultTrackerConfig, this.#config.foresight);
  }

  async #lookAtPassed(): Promise<void> {
    for (const frame of this.#passed) await this.#take(frame, await this.#detect(frame));
    this.#forgetPassed();
  }

  #forgetPassed(): void {
    for (const frame of this.#passed.splice(0)) frame[Symbol.dispose]();
  }

  async #detect(frame: SampledFrame): Promise<Detections> {
    const render = ({ widthPx, heightPx }: SizePx) => frame.toRgbPlanesScaled(widthPx, heightPx);
    return leftToRight(await this.#eyes.detector.detect(frame, render, this.#input.longSidePx(frame)));
  }

  async #take(frame: SampledFrame, detections: Detections): Promise<void> {
    const isInChunk = frame.offsetMs >= this.#task.fromOffsetMs;
    this.#lookedMs = frame.offsetMs;
    const looks = looksOf(frame, detections);
    this.#state = step(this.#state, detections, frame.offsetMs, defaultTrackerConfig, looks);
    this.#input.see(
      this.#state.sightings.map(({ row }) => boxAt(detections.boxesPx, row).h),
      frame,
    );
    if (isInChunk) this.#remember(frame, detections);
    this.#cast.observe(frame);
    if (isInChunk && this.#state.sightings.length > 0) {
      this.#crops.consider(frame, frame.offsetMs, detections, this.#state.sightings);
    }
    await this.#settle();
  }

  /** Of a whole chunk of a crowd that is a few megabytes. */
  #remember({ offsetMs, widthPx, heightPx }: SampledFrame, detections: Detections): void {
    this.#picture = { widthPx, heightPx };
    this.#frames.push({ timeMs: offsetMs, detections, sightings: this.#state.sightings });
  }

  /** Whether a later frame will most likely do. */
  #mayPassOver(offsetMs: number): boolean {
    // Frames come when they come: half a frame early is in time.
    const earlyMs = 500 / this.#task.sampleFps;
    return offsetMs - this.#lookedMs < this.#config.passOverMs - earlyMs && mayPassOver(this.#state);
  }

  async result(report: DecodeReport): Promise<Findings> {
    await this.#lookAtPassed();
    this.#state = finish(this.#state, defaultTrackerConfig);
    await this.#settle();
    const { fromOffsetMs } = this.#task;
    return {
      kind: 'analyze',
      tracklets: this.#publish(await this.#people()),
      sampledFrames: this.#sampledFrames,
      decodeErrors: report.decodeErrors,
      gaps: report.gaps
        .filter((gap) => gap.endOffsetMs > fromOffsetMs)
        .map((gap) => ({ ...gap, startOffsetMs: Math.max(fromOffsetMs, gap.startOffsetMs) })),
    };
  }

  /** Describes the people whose tracks the last step ended, and forgets those it dropped. */
  async #settle(): Promise<void> {
    for (const ordinal of this.#state.dropped) this.#crops.forget(ordinal);
    for (const whole of this.#state.ended) {
      const track = trackFrom(whole, this.#task.fromOffsetMs);
      if (track.timesMs.length < this.#config.minSightings) {
        this.#crops.forget(whole.ordinal);
        continue;
      }
      const crops = this.#crops.take(whole.ordinal);
      const { balance } = this.#cast;
      const { vectors, ...description } = await describe(
        crops.map(({ picture, quality }) => ({ image: drawnYuv(picture), quality })),
        balance,
        this.#eyes,
      );
      const paths = this.#files.stage(
        track.ordinal,
        crops.map(({ picture }) => encodeYuvJpeg(picture)),
      );
      const views = crops.map(({ timeMs, quality, boxPx }, at) => ({
        timeMs,
        weight: quality,
        vector: vectors[at]!,
        boxPx,
        path: paths[at]!,
        balance,
      }));
      this.#found.set(track.ordinal, {
        ...description,
        fragment: { track, views, isFaint: isFaint(whole, defaultTrackerConfig) },
      });
    }
  }

  /** The people of the chunk, once all of it has been seen. */
  async #people(): Promise<FoundPerson[]> {
    const fragments = [...this.#found.values()].map(({ fragment }) => fragment);
    const chunk = {
      fragments: fragments.toSorted((a, b) => compareTracks(a.track, b.track)),
      frames: this.#frames,
      picture: this.#picture,
    };
    const people: FoundPerson[] = [];
    for (const { track, views } of lookBack(chunk, defaultTrackerConfig, defaultOfflineConfig)) {
      const known = this.#found.get(track.ordinal);
      if (known?.fragment.views.length === views.length) people.push({ ...known, track, crops: views });
      else people.push(await this.#describedAgain(track, views));
    }
    return people.sort((a, b) => compareTracks(a.track, b.track));
  }

  /** A person who is other crops than the tracker thought: of several tracks, or of a part of one. */
  async #describedAgain(track: Track, views: readonly StagedCrop[]): Promise<FoundPerson> {
    const crops = selectBestCrops(views.map((view) => ({ ...view, quality: view.weight })));
    const known: KnownCrop[] = [];
    for (const { path, balance, quality, vector } of crops) {
      const image = whiteBalanced(decodeImage(await this.#files.read(path)), balance);
      known.push({ image, quality, vector });
    }
    return { ...(await describeKnown(known, this.#eyes.parser)), track, crops };
  }

  #publish(people: readonly FoundPerson[]): AnalyzedTracklet[] {
    const tracklets: AnalyzedTracklet[] = [];
    for (const [ordinal, { track, crops, embedding, outfit }] of people.entries()) {
      const id = trackletId(this.#task.recordingId, this.#task.chunkIndex, ordinal);
      const fileNames = this.#files.publish(
        crops.map(({ path }) => path),
        id,
      );
      tracklets.push({
        ordinal,
        startOffsetMs: track.timesMs[0]!,
        endOffsetMs: track.timesMs.at(-1)!,
        boxCount: track.timesMs.length,
        meanScore: meanScore(track),
        path: Uint8Array.from(encodePath(track)),
        crops: crops.map(({ timeMs, weight, boxPx }, at) => ({
          fileName: fileNames[at]!,
          offsetMs: timeMs,
          boxPx,
          quality: weight,
        })),
        embedding: embedding && Int8Array.from(embedding),
        outfit,
      });
    }
    return tracklets;
  }
}

/** Reports how much of the chunk is done, and how fast, after each frame: serveTasks sends only some of it. */
class ProgressMeter {
  readonly #fromMs: number;
  readonly #toMs: number;
  readonly #context: TaskContext;
  readonly #startedMs = performance.now();

  constructor(task: TaskOf<'analyze'>, context: TaskContext) {
    this.#fromMs = Math.max(0, task.fromOffsetMs - task.leadInMs);
    this.#toMs = task.toOffsetMs;
    this.#context = context;
  }

  at(offsetMs: number): void {
    const doneMs = offsetMs - this.#fromMs;
    this.#context.progress({
      progress: Math.min(1, doneMs / Math.max(1, this.#toMs - this.#fromMs)),
      phase: 'analyze',
      ...(doneMs > 0 && { speedXRealtime: doneMs / Math.max(1, performance.now() - this.#startedMs) }),
    });
  }
}
