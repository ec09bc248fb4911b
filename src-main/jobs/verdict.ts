/** What becomes of a job whose run brought no result. Pure; the runner stores it. */
import { AppError, type ErrorInfo, isCancelled, toAppError } from '#shared/errors.ts';
import { WorkerFailure } from '../workers/worker-failure.ts';
import type { AbandonedStatus } from './handlers.ts';
import type { StopReason } from './running-jobs.ts';

export type Verdict =
  /** Back to the queue; `error` says why it is there again, `pausesQueue` that no other job would fare better. */
  | {
      readonly to: 'queue';
      readonly crashes: number;
      readonly error: ErrorInfo | null;
      readonly pausesQueue: boolean;
    }
  | { readonly to: AbandonedStatus; readonly crashes: number; readonly error: ErrorInfo | null };

/**
 * @param crashes how often the job's worker crashed before this run
 * @param stopReason why the scheduler stopped the run, null when it did not
 */
export function verdictOf(
  error: unknown,
  stopReason: StopReason | null,
  crashes: number,
  crashesToQuarantine: number,
): Verdict {
  if (stopReason === 'cancel') return { to: 'cancelled', crashes, error: null };
  if (stopReason === 'give-back') return { to: 'queue', crashes, error: null, pausesQueue: false };
  if (error instanceof WorkerFailure) return workerVerdict(error, crashes, crashesToQuarantine);
  const appError = toAppError(error);
  if (appError.code === 'DISK_FULL') {
    return { to: 'queue', crashes, error: appError.toInfo(), pausesQueue: true };
  }
  if (isCancelled(appError)) {
    // Nobody asked for it, so it must not look like the user's wish.
    const unasked = new AppError('INTERNAL', 'The task stopped without being asked to.', '', {
      cause: error,
    });
    return { to: 'failed', crashes, error: unasked.toInfo() };
  }
  return { to: 'failed', crashes, error: appError.toInfo() };
}

function workerVerdict(failure: WorkerFailure, crashes: number, crashesToQuarantine: number): Verdict {
  const lastLine = failure.output.at(-1);
  const message = lastLine ? `${failure.message} Its last line: ${lastLine}` : failure.message;
  switch (failure.stage) {
    case 'stopped':
      return { to: 'queue', crashes, error: null, pausesQueue: false };
    case 'start': {
      const hint = 'Restart Wandr and resume the queue. If it happens again, install Wandr anew.';
      return { to: 'queue', crashes, error: { code: 'WORKER_CRASHED', message, hint }, pausesQueue: true };
    }
    case 'crash':
    case 'hang': {
      const hint =
        'Play the file elsewhere to see whether it is damaged or its drive does not answer, then retry the job or leave the file out.';
      const error: ErrorInfo = { code: 'WORKER_CRASHED', message, hint };
      const allCrashes = crashes + 1;
      return allCrashes < crashesToQuarantine
        ? { to: 'queue', crashes: allCrashes, error, pausesQueue: false }
        : { to: 'quarantined', crashes: allCrashes, error };
    }
  }
}
