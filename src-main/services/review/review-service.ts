import type { Tracklet } from '#shared/contract/analysis.ts';
import type {
  Decision,
  ReviewAlternative,
  ReviewQuestion,
  ReviewState,
  Verdict,
} from '#shared/contract/review.ts';
import { AppError } from '#shared/errors.ts';
import { readDecisions } from '../../store/read-decisions.ts';
import { decision, reviewStep } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import { findTracklet } from '../analysis/tracklet-query.ts';
import { findJourney } from '../journeys/journey-query.ts';
import type { ServiceContext } from '../session/session.ts';
import { readAlternatives, readSuggestions } from './alternatives.ts';
import { listDecisions } from './decision-list.ts';
import { conflictError, undoneError } from './errors.ts';
import { resolveAround } from './resolve-around.ts';
import { countQuestions, readQueue } from './review-queue.ts';
import { readSighting } from './sightings.ts';

export interface StepTaken {
  readonly stepId: number;
  readonly changedJourneyIds: number[];
  readonly state: ReviewState;
}

interface TrackletPair {
  readonly firstTrackletId: number;
  readonly secondTrackletId: number;
}

/** What people decide about tracklets: asked, recorded, taken back, and kept by linking. */
export class ReviewService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  state(): ReviewState {
    return readState(this.#context.session().store.db);
  }

  queue({ limit }: { limit: number }): { total: number; questions: ReviewQuestion[] } {
    return readQueue(this.#context.session().store.db, limit);
  }

  /** Errors: NOT_FOUND. */
  question({ fromTrackletId }: { fromTrackletId: number }): {
    from: Tracklet;
    alternatives: ReviewAlternative[];
  } {
    const { db } = this.#context.session().store;
    const from = findTracklet(db, fromTrackletId);
    if (!from) throw goneError(fromTrackletId);
    return { from, alternatives: readAlternatives(db, from) };
  }

  /** Errors: NOT_FOUND. */
  suggestions({ journeyId }: { journeyId: number }) {
    const { db } = this.#context.session().store;
    if (!findJourney(db, journeyId)) {
      throw new AppError(
        'NOT_FOUND',
        `There is no journey ${journeyId}.`,
        'Choose it from the list of journeys.',
      );
    }
    return readSuggestions(db, journeyId);
  }

  decisions(page: { offset: number; limit: number }): { total: number; decisions: Decision[] } {
    return listDecisions(this.#context.session().store.db, page);
  }

  /** Errors: NOT_FOUND, INVALID_INPUT, CONFLICT. */
  decide({ verdict, pairs }: { verdict: Verdict; pairs: readonly TrackletPair[] }): StepTaken {
    return this.#take((tx) => {
      const step = tx
        .insert(reviewStep)
        .values({ kind: 'decide', takenUtcMs: this.#context.now() })
        .returning()
        .get();
      for (const pair of pairs) this.#record(tx, step.id, verdict, pair);
      return { stepId: step.id, trackletIds: pairs.flatMap((pair) => Object.values(pair)) };
    });
  }

  #record(tx: StudyTransaction, stepId: number, verdict: Verdict, pair: TrackletPair): void {
    const { firstTrackletId, secondTrackletId } = pair;
    const firstKey = readSighting(tx, firstTrackletId);
    if (!firstKey) throw goneError(firstTrackletId);
    const secondKey = readSighting(tx, secondTrackletId);
    if (!secondKey) throw goneError(secondTrackletId);
    if (firstTrackletId === secondTrackletId) {
      throw new AppError(
        'INVALID_INPUT',
        'A tracklet cannot be compared with itself.',
        'Choose two tracklets.',
      );
    }
    const stored = readDecisions(tx);
    const against = stored.applied.against({ verdict, firstId: firstTrackletId, secondId: secondTrackletId });
    if (against) throw conflictError(verdict, stored, against, this.#context.session().store.timeZone);
    tx.insert(decision)
      .values({ stepId, verdict, ...pair, firstKey, secondKey })
      .run();
  }

  /** Errors: NOT_FOUND, CONFLICT. */
  undo({ stepId }: { stepId?: number | undefined }): StepTaken {
    return this.#take((tx) => {
      const { log, all } = readDecisions(tx);
      const targetId = stepId ?? log.undoId;
      if (targetId === null) throw new AppError('CONFLICT', 'There is no decision to undo.');
      const isKnown = all.some((row) => row.stepId === targetId);
      if (!isKnown)
        throw new AppError('NOT_FOUND', `There is no decision ${targetId}.`, 'See the list of decisions.');
      if (!log.standing.has(targetId)) throw undoneError(targetId);
      return this.#change(tx, 'undo', targetId);
    });
  }

  /** Errors: CONFLICT. */
  redo(): StepTaken {
    return this.#take((tx) => {
      const { log } = readDecisions(tx);
      if (log.redoId === null) {
        throw new AppError('CONFLICT', 'There is no undone decision to make again.', 'Decide anew.');
      }
      return this.#change(tx, 'redo', log.redoId);
    });
  }

  #change(tx: StudyTransaction, kind: 'undo' | 'redo', targetId: number) {
    tx.insert(reviewStep).values({ kind, targetId, takenUtcMs: this.#context.now() }).run();
    const pairs = readDecisions(tx).all.filter((row) => row.stepId === targetId);
    const trackletIds = pairs.flatMap((row) =>
      [row.firstTrackletId ?? [], row.secondTrackletId ?? []].flat(),
    );
    return { stepId: targetId, trackletIds };
  }

  /** A decision is on the disk before anybody is told that it was taken. */
  #take(work: (tx: StudyTransaction) => { stepId: number; trackletIds: readonly number[] }): StepTaken {
    const { store } = this.#context.session();
    const taken = store.transaction(
      (tx) => {
        const { stepId, trackletIds } = work(tx);
        const changedJourneyIds = resolveAround(tx, trackletIds);
        return { stepId, changedJourneyIds, state: readState(tx) };
      },
      { durable: true },
    );
    this.#context.changes.publish('journeys', 'tracklets');
    return taken;
  }
}

function readState(db: Parameters<typeof readDecisions>[0]): ReviewState {
  const { log, all } = readDecisions(db);
  return {
    decidedSteps: log.standing.size,
    openQuestions: countQuestions(db),
    unappliedDecisions: all.filter(({ state }) => state === 'unattached' || state === 'contradicted').length,
    canUndo: log.undoId !== null,
    canRedo: log.redoId !== null,
  };
}

function goneError(trackletId: number): AppError {
  return new AppError(
    'NOT_FOUND',
    `There is no tracklet ${trackletId}.`,
    'The recording may have been analysed again; choose the person anew.',
  );
}
