import { copyFile, mkdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { AppError, toAppError } from '#shared/errors.ts';
import type { AnalysisService } from '../../analysis/analysis-service.ts';
import type { LibraryService } from '../../library/library-service.ts';
import type { PlanService } from '../../plan/plan-service.ts';
import type { ServiceContext, StudySession } from '../../session/session.ts';
import { readSampleFile, type SampleFile } from './sample-file.ts';

export interface SampleServices {
  readonly library: LibraryService;
  readonly plan: PlanService;
  readonly analysis: AnalysisService;
}

/** Fills an open study with the sample mall that ships with Wandr. */
export class SampleStudy {
  readonly #context: ServiceContext;
  readonly #services: SampleServices;
  readonly #folder: string;

  /** @param folder `resources/sample` of the installation */
  constructor(context: ServiceContext, services: SampleServices, folder: string) {
    this.#context = context;
    this.#services = services;
    this.#folder = folder;
  }

  /** Throws NOT_FOUND when this installation came without the sample. */
  async describe(): Promise<SampleFile> {
    try {
      return await readSampleFile(path.join(this.#folder, 'sample.json'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new AppError(
        'NOT_FOUND',
        'This installation has no sample study.',
        'Create a study and drop your own recordings into it.',
        { cause: error },
      );
    }
  }

  /**
   * Copies the footage into the study, imports it, accepts it, draws the floors, places the cameras and queues
   * the analysis; returns when the analysis is queued. Each step does only what is missing, so that a set-up
   * that was interrupted goes on. Errors: CANCELLED, DISK_FULL, PERMISSION_DENIED; those of the scan.
   */
  async setUp(sample: SampleFile, signal: AbortSignal): Promise<void> {
    const session = this.#context.session();
    try {
      await this.#import(sample, session, signal);
      await this.#drawFloors(sample);
      this.#placeCameras(sample);
      await this.#services.analysis.start({});
    } catch (error) {
      throw toAppError(error);
    }
  }

  async #import(sample: SampleFile, session: StudySession, signal: AbortSignal): Promise<void> {
    const { library } = this.#services;
    const footage = path.join(session.store.layout.sources, 'Sample mall');
    const names = sample.files.map((file) => file.path);
    await copyFiles(path.join(this.#folder, 'footage'), footage, names, signal);
    const cameraOf = new Map(
      sample.files.map((file) => [
        path.join(footage, file.path),
        sample.cameras.find(({ key }) => key === file.camera)?.name,
      ]),
    );
    // The operator may have added footage of their own, which is theirs to review.
    const ofSample = () => library.recordings().filter((recording) => cameraOf.has(recording.path));
    if (ofSample().length < sample.files.length) {
      const { jobId } = library.scan({ folder: footage });
      const { pausedBecause } = await session.whenIdle(signal);
      this.#requireOpen(session);
      if (pausedBecause) throw AppError.fromInfo(pausedBecause);
      const { error } = session.queue.get(jobId);
      if (error) throw AppError.fromInfo(error);
    }
    const proposed = ofSample().filter(({ status }) => status === 'proposed');
    if (proposed.length === 0) return;
    // A recorder knows its channels by number; the names are what an operator would type.
    await library.edit({
      edits: proposed.map(({ id, path: file }) => ({ id, cameraName: cameraOf.get(file) })),
    });
    library.accept({ ids: proposed.map(({ id }) => id) });
  }

  async #drawFloors(sample: SampleFile): Promise<void> {
    const { plan } = this.#services;
    for (const { level, name, picture, metresPerPx, widthPx } of sample.floors) {
      if (!this.#floorOf(level)) plan.addFloor({ name, level });
      const floor = this.#floorOf(level);
      if (!floor || floor.image) continue;
      const data = await readFile(path.join(this.#folder, picture));
      await plan.uploadImage({
        floorId: floor.id,
        fileName: path.basename(picture),
        dataBase64: data.toString('base64'),
      });
      plan.setScale({
        floorId: floor.id,
        fromPx: { x: 0, y: 0 },
        toPx: { x: widthPx, y: 0 },
        distanceM: widthPx * metresPerPx,
      });
    }
  }

  #placeCameras(sample: SampleFile): void {
    const { plan } = this.#services;
    for (const { name, level, posM, headingDeg, fovDeg, rangeM } of sample.cameras) {
      const camera = plan.get().cameras.find((candidate) => candidate.name === name);
      const floor = this.#floorOf(level);
      // Where an operator has moved it, it stays.
      if (!camera || !floor || camera.posM) continue;
      plan.editCamera({ id: camera.id, floorId: floor.id, posM, headingDeg, fovDeg, rangeM });
    }
  }

  #floorOf(level: number) {
    return this.#services.plan.get().floors.find((floor) => floor.level === level);
  }

  /** While jobs ran, the user may have opened another study, which must not be filled. */
  #requireOpen(session: StudySession): void {
    if (this.#context.sessionOrNull() !== session)
      throw new AppError('CANCELLED', 'Another study was opened in the meantime.');
  }
}

/** Copies what is not there yet, with its times. A file appears whole or not at all. */
async function copyFiles(
  from: string,
  to: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (const name of names) {
    signal.throwIfAborted();
    const source = path.join(from, name);
    const target = path.join(to, name);
    const { size, atime, mtime } = await stat(source);
    if ((await sizeOf(target)) === size) continue;
    await mkdir(path.dirname(target), { recursive: true });
    // Hidden, so that a scan passes over it.
    const partial = path.join(path.dirname(target), `.${path.basename(name)}.part`);
    try {
      await copyFile(source, partial);
      await utimes(partial, atime, mtime);
      await rename(partial, target);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  }
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
