import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { AnalysisSettings, Tracklet, TrackletPath } from '#shared/contract/analysis.ts';
import { AppError } from '#shared/errors.ts';
import { formatInZone } from '../../core/timeline/zone.ts';
import type { NewJob } from '../../jobs/types.ts';
import { analysisChunk, camera, recording } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import { queueLinking } from '../journeys/link-job.ts';
import { readModelChoice } from '../models/model-choice.ts';
import type { ServiceContext } from '../session/session.ts';
import { deleteResults, removeCropFiles } from './analysis-results.ts';
import { readAnalysisSettings, writeAnalysisSettings } from './analysis-settings.ts';
import { type AnalyzePayload, analyzeKey } from './analyze-payload.ts';
import { type Chunk, planChunks } from './chunk-plan.ts';
import { findTracklet, listTracklets, pathsBetween, type TrackletFilter } from './tracklet-query.ts';

/** Finding people in recordings. */
export class AnalysisService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  settings(): AnalysisSettings {
    return readAnalysisSettings(this.#context.session().store.db);
  }

  /** Takes effect for jobs that are queued from now on. */
  setSettings(
    changes: { [K in keyof AnalysisSettings]?: AnalysisSettings[K] | undefined },
  ): AnalysisSettings {
    const { store } = this.#context.session();
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const settings = { ...readAnalysisSettings(store.db), ...given };
    store.transaction((tx) => writeAnalysisSettings(tx, settings));
    this.#context.changes.publish('study');
    return settings;
  }

  /**
   * Queues what is not analysed yet, then linking. `again` deletes the results of the recordings first.
   * Errors: INVALID_INPUT when no recording is accepted.
   */
  async start(input: {
    recordingIds?: number[] | undefined;
    again?: boolean | undefined;
  }): Promise<{ queuedJobs: number }> {
    const session = this.#context.session();
    const { store, queue } = session;
    const settings = this.settings();
    const models = readModelChoice(store.db);
    const { queuedJobs, cropFiles } = store.transaction((tx) => {
      const recordings = acceptedRecordings(tx, input.recordingIds);
      if (recordings.length === 0) {
        throw new AppError(
          'INVALID_INPUT',
          'No recording is accepted yet.',
          'Check the proposed cameras and start times under Footage, and accept them.',
        );
      }
      const stale = recordings.filter(
        (row) => input.again || !fitsPlan(tx, row.id, planChunks(row.durationMs, settings.chunkMs)),
      );
      const cropFiles = deleteResults(
        tx,
        stale.map((row) => row.id),
      );
      const jobs = recordings.flatMap((row) => {
        const done = chunksDone(tx, row.id);
        return planChunks(row.durationMs, settings.chunkMs)
          .filter(({ chunkIndex }) => !done.has(chunkIndex))
          .map((chunk) =>
            analyzeJob(row, { ...chunk, sampleFps: settings.sampleFps, models }, store.timeZone),
          );
      });
      if (jobs.length === 0) return { queuedJobs: 0, cropFiles };
      queue.enqueue(jobs, tx);
      queueLinking(session, tx);
      return { queuedJobs: jobs.length + 1, cropFiles };
    });
    await removeCropFiles(store.layout.crops, cropFiles);
    this.#context.changes.publish(
      'jobs',
      'recordings',
      ...(cropFiles.length > 0 ? (['tracklets', 'journeys'] as const) : []),
    );
    return { queuedJobs };
  }

  tracklets(filter: TrackletFilter): { total: number; tracklets: Tracklet[] } {
    return listTracklets(this.#context.session().store.db, filter);
  }

  /** Errors: NOT_FOUND. */
  tracklet({ trackletId }: { trackletId: number }): Tracklet {
    const found = findTracklet(this.#context.session().store.db, trackletId);
    if (found) return found;
    throw new AppError(
      'NOT_FOUND',
      `There is no tracklet ${trackletId}.`,
      'The recording may have been analysed again; choose the person anew.',
    );
  }

  paths(input: { recordingId: number; fromOffsetMs: number; toOffsetMs: number }): TrackletPath[] {
    return pathsBetween(this.#context.session().store.db, input);
  }
}

interface AcceptedRecording {
  readonly id: number;
  readonly startUtcMs: number;
  readonly durationMs: number;
  readonly cameraName: string;
}

/** In order of time, which is the order they are worked in. */
function acceptedRecordings(tx: StudyTransaction, ids: readonly number[] | undefined): AcceptedRecording[] {
  return tx
    .select({
      id: recording.id,
      startUtcMs: recording.startUtcMs,
      durationMs: recording.durationMs,
      cameraName: camera.name,
    })
    .from(recording)
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .where(
      and(
        eq(recording.status, 'accepted'),
        isNotNull(recording.startUtcMs),
        isNotNull(recording.durationMs),
        ids && inArray(recording.id, [...ids]),
      ),
    )
    .orderBy(asc(recording.startUtcMs), asc(recording.id))
    .all()
    .map((row) => ({ ...row, startUtcMs: row.startUtcMs!, durationMs: row.durationMs! }));
}

function chunksDone(tx: StudyTransaction, recordingId: number): Map<number, Chunk> {
  const rows = tx.select().from(analysisChunk).where(eq(analysisChunk.recordingId, recordingId)).all();
  return new Map(rows.map((row) => [row.chunkIndex, row]));
}

/** Whether the finished chunks are of this plan; a changed chunk length asks for the whole recording anew. */
function fitsPlan(tx: StudyTransaction, recordingId: number, plan: readonly Chunk[]): boolean {
  return [...chunksDone(tx, recordingId).values()].every((done) => {
    const planned = plan[done.chunkIndex];
    return planned?.fromOffsetMs === done.fromOffsetMs && planned.toOffsetMs === done.toOffsetMs;
  });
}

function analyzeJob(
  row: AcceptedRecording,
  chunk: Omit<AnalyzePayload, 'recordingId'>,
  timeZone: string,
): NewJob {
  const payload: AnalyzePayload = { recordingId: row.id, ...chunk };
  const from = formatInZone(row.startUtcMs + chunk.fromOffsetMs, timeZone);
  const to = formatInZone(row.startUtcMs + chunk.toOffsetMs, timeZone);
  return {
    type: 'analyze',
    payload,
    title: `Analyse ${row.cameraName} ${from}–${to.slice(11)}`,
    dedupeKey: analyzeKey(payload),
    recordingId: row.id,
  };
}
