import { z } from 'zod';
import { errorInfoSchema } from '#shared/contract/base.ts';
import type { ErrorInfo } from '#shared/errors.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { StudyStore } from '../store/study-store.ts';

const pauseKey = 'jobs.pause';
const pauseSchema = z.object({ isPaused: z.boolean(), because: errorInfoSchema.nullable() });
type Pause = z.infer<typeof pauseSchema>;

/**
 * Whether the queue takes jobs. Survives a restart, and holds also when it cannot be stored: a full disk is a
 * reason to pause.
 */
export class PauseSwitch {
  readonly #store: StudyStore;
  #pause: Pause;

  constructor(store: StudyStore) {
    this.#store = store;
    this.#pause = readSetting(store.db, pauseKey, pauseSchema) ?? { isPaused: false, because: null };
  }

  get isPaused(): boolean {
    return this.#pause.isPaused;
  }

  get because(): ErrorInfo | null {
    return this.#pause.because;
  }

  /** @throws when the switch, which is set now, could not be stored. */
  set(isPaused: boolean, because: ErrorInfo | null = null): void {
    this.#pause = { isPaused, because };
    this.#store.transaction((tx) => writeSetting(tx, pauseKey, this.#pause));
  }
}
