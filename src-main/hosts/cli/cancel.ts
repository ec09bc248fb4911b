import { AppError } from '#shared/errors.ts';

/**
 * Aborts on Ctrl-C, SIGTERM and a closed terminal, once: what runs is asked to stop. A second Ctrl-C ends the process at
 * once, as every terminal user expects; the next start recovers.
 */
export class CancelOnSignal implements Disposable {
  readonly #controller = new AbortController();
  readonly #signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  readonly #onSignal = () => {
    if (this.#controller.signal.aborted) process.exit(130);
    this.#controller.abort(new AppError('CANCELLED', 'Cancelled.'));
  };

  constructor() {
    for (const signal of this.#signals) process.on(signal, this.#onSignal);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    for (const signal of this.#signals) process.off(signal, this.#onSignal);
  }
}
