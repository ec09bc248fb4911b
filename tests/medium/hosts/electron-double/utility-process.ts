import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';

/** A real process; only the way to it differs from Electron's. */
class UtilityProcess extends EventEmitter {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly #child: ChildProcess;

  constructor(path: string, args: readonly string[]) {
    super();
    this.#child = fork(path, [...args], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.once('close', (code, signal) => this.emit('exit', code ?? (signal === 'SIGKILL' ? 9 : 1)));
  }

  /** Electron's is undefined until the process runs, and again after its end. */
  get pid(): number | undefined {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as object);
  }
}

export const utilityProcess = {
  started: [] as UtilityProcess[],
  fork(path: string, args: readonly string[]): UtilityProcess {
    const started = new UtilityProcess(path, args);
    utilityProcess.started.push(started);
    return started;
  },
};
