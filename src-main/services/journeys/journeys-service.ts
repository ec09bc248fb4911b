import type { Journey, LinkReport, Walk } from '#shared/contract/journeys.ts';
import { AppError } from '#shared/errors.ts';
import { readLinkReport } from '../../store/link-report.ts';
import type { ServiceContext } from '../session/session.ts';
import { findJourney, type JourneyFilter, listJourneys } from './journey-query.ts';
import { journeyWalks } from './journey-walks.ts';
import { queueLinking } from './link-job.ts';

/** Visitors and where they went. */
export class JourneysService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  list(filter: JourneyFilter): { total: number; journeys: Journey[] } {
    return listJourneys(this.#context.session().store.db, filter);
  }

  /** Errors: NOT_FOUND. */
  get({ journeyId }: { journeyId: number }): Journey {
    const journey = findJourney(this.#context.session().store.db, journeyId);
    if (journey) return journey;
    throw new AppError(
      'NOT_FOUND',
      `There is no journey ${journeyId}.`,
      'Linking may have run again; choose it from the list of journeys.',
    );
  }

  walks({ journeyIds }: { journeyIds: readonly number[] }): { walks: Walk[] } {
    return { walks: journeyWalks(this.#context.session().store.db, journeyIds) };
  }

  /** Clocks that seem to be off, and how honest the probabilities are; null until the study was linked. */
  linkReport(): LinkReport | null {
    return readLinkReport(this.#context.session().store.db) ?? null;
  }

  link(): { jobId: number } {
    const session = this.#context.session();
    const jobId = session.store.transaction((tx) => queueLinking(session, tx));
    this.#context.changes.publish('jobs');
    return { jobId };
  }
}
