/** How long the work at hand will take, from how long like work took. */
import type { JobType } from '#shared/contract/jobs.ts';

export interface RunningWork {
  readonly type: JobType;
  readonly elapsedMs: number;
  /** 0..1 */
  readonly progress: number;
}

/** Below this share, or this time, the elapsed time says nothing about the rest. */
const minProgress = 0.02;
const minElapsedMs = 1_000;

/** Remaining time of one running job, null while it is too early to say. */
export function remainingMs(work: Pick<RunningWork, 'elapsedMs' | 'progress'>): number | null {
  if (work.progress < minProgress || work.elapsedMs < minElapsedMs) return null;
  return (work.elapsedMs * (1 - work.progress)) / work.progress;
}

/** What reads whole films and so takes nearly all of the time. */
const longTypes: ReadonlySet<JobType> = new Set(['analyze', 'prepare']);

/**
 * Remaining time of a queue on `workers` workers. Types of which no job has run yet are left out; null when that
 * leaves nothing to go by, or leaves out what takes the time: "a second left" before hours of analysis is worse than
 * no answer.
 * @param meanMs how long a job of a type takes
 */
export function queueEtaMs(
  running: readonly RunningWork[],
  queued: ReadonlyMap<JobType, number>,
  meanMs: ReadonlyMap<JobType, number>,
  workers: number,
): number | null {
  const expected = new Map(meanMs);
  let workMs = 0;
  let longestMs = 0;
  let isKnown = false;
  for (const work of running) {
    const rest = remainingMs(work) ?? restOfMean(work, meanMs);
    if (rest === null) {
      if (longTypes.has(work.type)) return null;
      continue;
    }
    isKnown = true;
    workMs += rest;
    longestMs = Math.max(longestMs, rest);
    if (!expected.has(work.type)) expected.set(work.type, work.elapsedMs + rest);
  }
  for (const [type, count] of queued) {
    const mean = expected.get(type);
    if (count === 0) continue;
    if (mean === undefined) {
      if (longTypes.has(type)) return null;
      continue;
    }
    isKnown = true;
    workMs += mean * count;
  }
  return isKnown ? Math.max(workMs / workers, longestMs) : null;
}

function restOfMean(work: RunningWork, meanMs: ReadonlyMap<JobType, number>): number | null {
  const mean = meanMs.get(work.type);
  return mean === undefined ? null : Math.max(0, mean - work.elapsedMs);
}

/** Mean durations of finished jobs; newer ones count more, because footage and load change over a day. */
export class MeanDurations {
  readonly #meanMs = new Map<JobType, number>();
  readonly #newestShare = 0.2;

  add(type: JobType, durationMs: number): void {
    const mean = this.#meanMs.get(type);
    this.#meanMs.set(type, mean === undefined ? durationMs : mean + (durationMs - mean) * this.#newestShare);
  }

  byType(): ReadonlyMap<JobType, number> {
    return this.#meanMs;
  }
}
