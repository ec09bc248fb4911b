import type { WorkerExit } from './channel.ts';

/** A worker process ended without being asked to, never became ready, or hung. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure';
  /**
   * `start`: it never became ready, which no task is to blame for. `crash`: it died of its own while running a
   * task. `hang`: it gave no sign of life for too long and was killed. `stopped`: something outside asked it to end (a
   * shutdown, Ctrl+C), which no task is to blame for.
   */
  readonly stage: 'start' | 'crash' | 'hang' | 'stopped';
  /** The last lines it wrote. */
  readonly output: readonly string[];

  constructor(stage: WorkerFailure['stage'], message: string, output: readonly string[]) {
    super(message);
    this.stage = stage;
    this.output = output;
  }

  /** For a process that ended while it ran a task. */
  static ended(exit: WorkerExit, output: readonly string[]): WorkerFailure {
    const stopSignals: readonly (NodeJS.Signals | null)[] = ['SIGTERM', 'SIGINT', 'SIGHUP'];
    const stage = stopSignals.includes(exit.signal) ? 'stopped' : 'crash';
    return new WorkerFailure(stage, `The worker process ended with ${describeExit(exit)}.`, output);
  }

  /** For a process that gave no sign of life for so long. */
  static hung(silenceMs: number, output: readonly string[]): WorkerFailure {
    const silence = `${Math.round(silenceMs / 6_000) / 10} minutes`;
    return new WorkerFailure(
      'hang',
      `The worker process did not answer for ${silence} and was ended.`,
      output,
    );
  }
}

export function describeExit(exit: WorkerExit): string {
  return exit.signal ? `signal ${exit.signal}` : `code ${exit.exitCode ?? 'unknown'}`;
}
