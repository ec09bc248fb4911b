import type { AnalysisSettings, Tracklet, TrackletPath } from '#shared/contract/analysis.ts';
import { AppError } from '#shared/errors.ts';
import type { ServiceContext, StudySession } from '../session/session.ts';
import { plannedRecordings } from './analysis-plan.ts';
import { readAnalysisSettings, writeAnalysisSettings } from './analysis-settings.ts';
import { unfinishedOfOtherPlans } from './analyze-jobs.ts';
import { removeCrops } from './crop-removal.ts';
import { type AnalysisRequest, queueAnalysis } from './queue-analysis.ts';
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
   * Queues what is not analysed yet, then linking. `again` deletes the results of the recordings first. Jobs that were
   * queued with other settings are cancelled.
   * Errors: INVALID_INPUT when no recording is accepted, CANCELLED when the study is closed meanwhile.
   *
   * [Note: nothing starts meanwhile] Tracklets, and so the files of their crops, are named alike in every run. No job may
   * write some before the old ones are gone, nor while a job that was cancelled still writes its own. The queue is held
   * for that time: jobs are there all the same, so that a kill loses none and linking does not go ahead of them.
   */
  async start(input: AnalysisRequest): Promise<{ queuedJobs: number }> {
    const session = this.#context.session();
    using _held = session.queue.hold();
    await this.#withdrawOtherPlans(session, input);
    const { queuedJobs, withdrawnIds, running } = session.store.transaction((tx) =>
      queueAnalysis(tx, session, input),
    );
    this.#context.changes.publish(
      'jobs',
      'recordings',
      ...(withdrawnIds.length > 0 ? (['tracklets', 'journeys'] as const) : []),
    );
    await removeCrops(session.store.layout.crops, withdrawnIds, running);
    return { queuedJobs };
  }

  /** Once it resolves, no job is left that has other settings. Errors: CANCELLED. */
  async #withdrawOtherPlans(
    { store, queue }: StudySession,
    { recordingIds }: AnalysisRequest,
  ): Promise<void> {
    const others = () => unfinishedOfOtherPlans(store.db, plannedRecordings(store.db, recordingIds));
    // Once more after each wait, in which the operator may have retried one or changed the settings.
    for (let jobIds = others(); jobIds.length > 0; jobIds = others()) {
      await queue.withdraw(jobIds);
      if (this.#context.sessionOrNull()?.store !== store) {
        throw new AppError('CANCELLED', 'The study was closed before its analysis was queued.');
      }
    }
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
