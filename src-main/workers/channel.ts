/** How a worker process ended. `exitCode` is null when a signal ended it (POSIX). */
export interface WorkerExit {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One worker process, whatever started it. Each listener is set once, before the first message can arrive. */
export interface WorkerChannel {
  /** Undefined before the process has one, or when it could not be started. */
  readonly pid: number | undefined;
  /** Does nothing when the process is gone: its end is told by `onExit`. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, also when the process could not be started. */
  onExit(listener: (exit: WorkerExit) => void): void;
  /** Text that the process wrote to stdout or stderr, in pieces as they come. */
  onOutput(listener: (text: string) => void): void;
  /** Ends the process at once (SIGKILL). */
  kill(): void;
}

/** Starts a worker process. `utilityProcess` in Electron, `child_process.fork` elsewhere. */
export type WorkerSpawner = () => WorkerChannel;
