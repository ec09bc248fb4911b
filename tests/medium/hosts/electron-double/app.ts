import { EventEmitter } from 'node:events';

class App extends EventEmitter {
  /** Set by `exit`, or when a `quit` was not prevented. */
  exitCode: number | null = null;
  isReady = false;
  readonly #ready = Promise.withResolvers<void>();

  requestSingleInstanceLock(): boolean {
    return true;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  /** For the test: Electron has finished starting. */
  becomeReady(): void {
    this.isReady = true;
    this.#ready.resolve();
  }

  quit(): void {
    let isPrevented = false;
    this.emit('will-quit', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    if (!isPrevented) this.exit(0);
  }

  exit(code: number): void {
    this.exitCode = code;
    this.emit('exited');
  }
}

export const app = new App();
