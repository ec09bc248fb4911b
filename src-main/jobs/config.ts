export interface SchedulerConfig {
  /**
   * How long a job belongs to the scheduler that took it, unless the lease is renewed. Lower gives a job of a
   * hung host back sooner; higher bears longer pauses of the host.
   */
  readonly leaseMs: number;
  /** How often leases are renewed and progress is stored. Lower loses less progress to a kill; higher writes less. */
  readonly heartbeatMs: number;
  /** Progress is told to listeners at most this often. */
  readonly publishIntervalMs: number;
  /** Crashes of its worker after which a job is quarantined. Higher bears more bad luck, and costs more restarts. */
  readonly crashesToQuarantine: number;
  /** How long an idle worker process is kept. Lower frees memory sooner; higher saves loading models again. */
  readonly idleWorkerMs: number;
}

export const defaultSchedulerConfig: SchedulerConfig = Object.freeze({
  leaseMs: 30_000,
  heartbeatMs: 5_000,
  publishIntervalMs: 250,
  crashesToQuarantine: 2,
  idleWorkerMs: 30_000,
});

/** `setting` 0 means one worker per two cores: each decodes and infers on more than one thread. */
export function workerCount(setting: number, cpuCount: number): number {
  return setting > 0 ? setting : Math.max(1, Math.floor(cpuCount / 2));
}
