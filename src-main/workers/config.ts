export interface WorkerConfig {
  /**
   * How long a new process may take to say that it is ready. Lower gives up on a slow disk or a busy machine;
   * higher notices a broken installation later.
   */
  readonly readyTimeoutMs: number;
  /**
   * How long a cancelled task may take to stop by itself before its process is killed. Lower throws away a
   * process that would have stopped at its next frame; higher makes the user wait for one that hangs.
   */
  readonly cancelGraceMs: number;
  /**
   * How long a process may give no sign of life while it does a task before it counts as hung and is killed: a damaged file can
   * make a decoder turn in a circle, and the queue behind it would wait for ever. Lower blocks the queue for less time;
   * higher bears a drive that takes long to answer.
   */
  readonly silenceMs: number;
  /** How long a process may take to leave when asked, before it is killed. */
  readonly exitGraceMs: number;
  /**
   * Tasks after which a process is replaced: four hours of footage in chunks of ten minutes, a second's start in twenty minutes of
   * work. Lower costs more starts; higher lets leaks of native code grow.
   */
  readonly tasksPerProcess: number;
  /** Lines of a process's output that are kept for the reason of a crash. */
  readonly keptOutputLines: number;
  /**
   * Lines of a process's output that are told per task. FFmpeg writes one per broken packet: higher shows more of
   * them, lower keeps a damaged day of footage from filling the log.
   */
  readonly toldLinesPerTask: number;
}

export const defaultWorkerConfig: WorkerConfig = Object.freeze({
  readyTimeoutMs: 30_000,
  cancelGraceMs: 5_000,
  silenceMs: 600_000,
  exitGraceMs: 2_000,
  tasksPerProcess: 24,
  keptOutputLines: 20,
  toldLinesPerTask: 100,
});
