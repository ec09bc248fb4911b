import { rm } from 'node:fs/promises';
import type { CameraCoverage, Recording, RecordingEdit } from '#shared/contract/library.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import { queueLinking } from '../journeys/link-job.ts';
import type { ServiceContext, StudySession } from '../session/session.ts';
import { acceptRecordings } from './accept.ts';
import { deleteUnusedCameras } from './cameras.ts';
import { readCoverage } from './coverage-query.ts';
import { editRecordings } from './edit.ts';
import { scanJob, unfinishedJobsOf } from './recording-jobs.ts';
import { listRecordings } from './recording-query.ts';
import { haveTracklets, removeRecordings, withdrawResults } from './remove.ts';
import { requireFolder } from './require-folder.ts';
import { type IncomingFile, Uploads } from './uploads.ts';

/** The study's footage: found, reviewed, accepted, taken out. */
export class LibraryService {
  readonly #context: ServiceContext;
  readonly #uploads: Uploads;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#uploads = new Uploads(context);
  }

  /** Errors: FOLDER_NOT_FOUND, PERMISSION_DENIED; the job fails with FOLDER_HAS_NO_VIDEO. */
  scan({ folder }: { folder: string }): { jobId: number } {
    requireFolder(folder);
    this.#uploads.finish(folder);
    const [jobId] = this.#context.session().queue.enqueue([scanJob(folder)]);
    return { jobId: jobId! };
  }

  /** Errors: DISK_FULL, PERMISSION_DENIED. */
  async beginUpload(input: {
    name: string;
    totalBytes: number;
  }): Promise<{ folder: string; uploadUrl: string }> {
    return await this.#uploads.begin(input);
  }

  /** Takes the body of one PUT. Errors: NOT_FOUND, INVALID_INPUT, DISK_FULL, PERMISSION_DENIED, CANCELLED. */
  async receiveUpload(
    file: IncomingFile,
    body: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#uploads.receive(file, body, signal);
  }

  recordings(): Recording[] {
    return listRecordings(this.#context.session().store.db);
  }

  /** Errors: NOT_FOUND, INVALID_INPUT. */
  async edit({ edits }: { edits: readonly Optional<RecordingEdit>[] }): Promise<Recording[]> {
    const session = this.#context.session();
    const { store } = session;
    const { files, withdrawnIds } = store.transaction(
      (tx) => {
        const { withdrawnIds, movedIds } = editRecordings(tx, edits, store.timeZone);
        deleteUnusedCameras(tx);
        const withdrawn = withdrawResults(tx, withdrawnIds, store.layout);
        if (withdrawn.hadTracklets || haveTracklets(tx, movedIds)) queueLinking(session, tx);
        return { files: withdrawn.cropFiles, withdrawnIds };
      },
      { durable: true },
    );
    await this.#withdrawJobs(session, withdrawnIds);
    await deleteFiles(files);
    this.#context.changes.publish('recordings', 'plan', 'tracklets', 'journeys');
    return this.recordings();
  }

  /** Errors: NOT_FOUND; INVALID_INPUT, naming the file that lacks a camera or a start. */
  accept({ ids }: { ids: readonly number[] }): Recording[] {
    const { store, queue } = this.#context.session();
    store.transaction((tx) => queue.enqueue(acceptRecordings(tx, ids), tx), { durable: true });
    this.#context.changes.publish('study', 'recordings', 'plan');
    return this.recordings();
  }

  /** Errors: NOT_FOUND, PERMISSION_DENIED when a file of the study cannot be deleted. */
  async remove({ ids }: { ids: readonly number[] }): Promise<void> {
    const session = this.#context.session();
    const { store } = session;
    await this.#withdrawJobs(session, ids);
    const { files } = store.transaction(
      (tx) => {
        const removed = removeRecordings(tx, ids, store.layout);
        if (removed.hadTracklets) queueLinking(session, tx);
        return removed;
      },
      { durable: true },
    );
    await deleteFiles(files);
    this.#context.changes.publish('study', 'recordings', 'plan', 'tracklets', 'journeys');
  }

  coverage(): CameraCoverage[] {
    return readCoverage(this.#context.session().store.db);
  }

  /**
   * Once it resolves, no job is at the recordings. One that is only told to stop would stand for the new job of a
   * recording that is accepted again at once, and might write files after they were removed. Errors: CANCELLED.
   */
  async #withdrawJobs({ store, queue }: StudySession, ids: readonly number[]): Promise<void> {
    // Once more after each wait, in which the operator may have retried one.
    for (let jobIds = unfinishedJobsOf(store.db, ids); jobIds.length > 0; ) {
      await queue.withdraw(jobIds);
      if (this.#context.sessionOrNull()?.store !== store)
        throw new AppError('CANCELLED', 'The study was closed meanwhile.');
      jobIds = unfinishedJobsOf(store.db, ids);
    }
  }
}

type Optional<T> = { [K in keyof T]: T[K] | undefined } & { id: number };

async function deleteFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    try {
      await rm(path, { force: true });
    } catch (error) {
      throw toAppError(error);
    }
  }
}
