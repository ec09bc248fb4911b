import { AppError } from '#shared/errors.ts';
import type { StudyStore, StudyTransaction } from '../../store/study-store.ts';

/** Steps that are kept of a study; the oldest goes first. */
const MAX_STEPS = 20;

/** Puts back what was before a step. */
type Undo = (tx: StudyTransaction) => void;

/** How the last steps are undone, in memory only. */
export class UndoSteps {
  readonly #ofStudy = new WeakMap<StudyStore, Map<number, Undo>>();
  /** Across studies, so that a step of another study is never taken for one of this. */
  #lastId = 0;

  add(store: StudyStore, undo: Undo): number {
    const steps = this.#stepsOf(store);
    const [oldest] = steps.keys();
    if (oldest !== undefined && steps.size >= MAX_STEPS) steps.delete(oldest);
    steps.set(++this.#lastId, undo);
    return this.#lastId;
  }

  /** Errors: NOT_FOUND. */
  undo(store: StudyStore, stepId: number): void {
    const steps = this.#stepsOf(store);
    const undo = steps.get(stepId);
    if (!undo) {
      throw new AppError(
        'NOT_FOUND',
        'That is too long ago to be undone.',
        'Say in People what holds instead.',
      );
    }
    store.transaction(undo, { durable: true });
    steps.delete(stepId);
  }

  #stepsOf(store: StudyStore): Map<number, Undo> {
    const known = this.#ofStudy.get(store);
    if (known) return known;
    const steps = new Map<number, Undo>();
    this.#ofStudy.set(store, steps);
    return steps;
  }
}
