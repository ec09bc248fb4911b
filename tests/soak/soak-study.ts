import { dirname } from 'node:path';
import { type App, createApp } from '../../src-main/app/create-app.ts';
import { dataFolder } from '../../src-main/app/data-folder.ts';
import type { StudySession } from '../../src-main/services/session/session.ts';
import * as schema from '../../src-main/store/schema/index.ts';
import type { WorkerSpawner } from '../../src-main/workers/channel.ts';
import { type CropsReading, readCrops } from './crops-reading.ts';
import type { RunState } from './sampler.ts';

export interface SoakOptions {
  readonly chunkMs: number;
  /** Whether the copy for the player is made too, which takes as long as the analysis. */
  readonly makesProxy: boolean;
}

/** What came of the recording. */
export interface SoakFindings {
  /** When each tracklet begins, ms from the start of the recording. */
  readonly trackletStartsMs: readonly number[];
  readonly journeys: number;
  readonly decodeErrors: number;
  readonly gaps: number;
  /** Left behind by chunks that are done. */
  readonly stagedCrops: number;
}

/** A study of one recording, analysed by one worker process, which so has to carry all of it. */
export class SoakStudy implements AsyncDisposable {
  readonly #app: App;
  readonly #session: StudySession;
  readonly #durationMs: number;

  private constructor(app: App, durationMs: number) {
    this.#app = app;
    this.#session = app.context.session();
    this.#durationMs = durationMs;
  }

  /** @param folder takes all that Wandr writes */
  static async create(folder: string, durationMs: number, spawnWorker: WorkerSpawner): Promise<SoakStudy> {
    const data = dataFolder({ platform: process.platform, env: { WANDR_DATA: folder }, home: folder });
    const signMediaUrl = () => {
      throw new Error('this run shows no media');
    };
    const app = await createApp({ host: 'cli', data, spawnWorker, signMediaUrl });
    try {
      await app.services.studies.create({ folder: data.studies, name: 'Soak', timeZone: 'UTC' });
      return new SoakStudy(app, durationMs);
    } catch (error) {
      await app[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Imports the recording, analyses it and links what was found. */
  async analyse(recordingPath: string, options: SoakOptions, signal: AbortSignal): Promise<SoakFindings> {
    const { library, analysis } = this.#app.services;
    const { queue } = this.#session;
    analysis.setSettings({ workers: 1, chunkMs: options.chunkMs });
    library.scan({ folder: dirname(recordingPath) });
    await this.#finishJobs(signal);
    const [proposed] = library.recordings();
    if (proposed?.cameraName !== 'Camera 01' || proposed.probe?.durationMs !== this.#durationMs)
      throw new Error(`the recording was not understood: ${JSON.stringify(proposed)}`);
    queue.pause();
    library.accept({ ids: [proposed.id] });
    if (!options.makesProxy)
      queue.cancel(queue.list(100).flatMap(({ id, type }) => (type === 'prepare' ? id : [])));
    await analysis.start({});
    queue.resume();
    await this.#finishJobs(signal);
    return this.#findings();
  }

  /** For whoever watches. */
  state(): RunState {
    const jobs = this.#session.queue.list(2_000);
    const chunks = jobs.filter(({ type }) => type === 'analyze');
    const done = chunks.reduce((sum, { status, progress }) => sum + (status === 'done' ? 1 : progress), 0);
    return {
      job: jobs.find(({ status }) => status === 'running')?.type ?? null,
      analysedMs: (done / Math.max(1, chunks.length)) * this.#durationMs,
    };
  }

  crops(): CropsReading {
    return readCrops(this.#session.store.layout.crops);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#app[Symbol.asyncDispose]();
  }

  /** A job that a crash of its worker began again counts as failed: the crash is what this test looks for. */
  async #finishJobs(signal: AbortSignal): Promise<void> {
    const { pausedBecause } = await this.#session.whenIdle(signal);
    if (pausedBecause) throw new Error(`the queue paused: ${pausedBecause.message}`);
    for (const { title, status, error, attempts } of this.#session.queue.list(2_000)) {
      if (status === 'cancelled') continue;
      if (status !== 'done') throw new Error(`“${title}” is ${status}: ${error?.message}`);
      if (attempts !== 1) throw new Error(`“${title}” took ${attempts} attempts`);
    }
  }

  #findings(): SoakFindings {
    const { db } = this.#session.store;
    const chunks = db.select().from(schema.analysisChunk).all();
    return {
      trackletStartsMs: db
        .select({ startMs: schema.tracklet.startOffsetMs })
        .from(schema.tracklet)
        .all()
        .map(({ startMs }) => startMs),
      journeys: db.select({ id: schema.journey.id }).from(schema.journey).all().length,
      decodeErrors: chunks.reduce((sum, chunk) => sum + chunk.decodeErrors, 0),
      gaps: db.select().from(schema.recordingGap).all().length,
      stagedCrops: this.crops().staged,
    };
  }
}
