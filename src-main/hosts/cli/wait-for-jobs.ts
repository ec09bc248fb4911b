import type { Job } from '#shared/contract/jobs.ts';
import { AppError, errorKind } from '#shared/errors.ts';
import type { App } from '../../app/create-app.ts';
import { dataFolder } from '../../app/data-folder.ts';
import { bar, duration, type Terminal } from './terminal.ts';

/** More than any one command queues for a mall-day; a list longer than this is told as a number. */
const jobsLooked = 2000;

/** The highest job number so far, to tell the jobs of this command from older ones. */
export function lastJobId(app: App): number {
  return Math.max(
    0,
    ...app.context
      .session()
      .queue.list(jobsLooked)
      .map((job) => job.id),
  );
}

/**
 * Shows progress until nothing runs, and returns the jobs after `sinceJobId`.
 * Errors: CANCELLED; the queue stopping by itself (a full disk) as the error of the job that it stopped at.
 */
export async function waitUntilIdle(
  app: App,
  terminal: Terminal,
  sinceJobId: number,
  signal: AbortSignal,
): Promise<Job[]> {
  const session = app.context.session();
  if (session.queue.state().isPaused) {
    terminal.tell('The queue was paused; it goes on.');
    session.queue.resume();
  }
  const finished = new AbortController();
  const shown = showProgress(app, terminal, AbortSignal.any([signal, finished.signal]));
  try {
    const { pausedBecause } = await session.whenIdle(signal);
    if (pausedBecause) throw AppError.fromInfo(pausedBecause);
  } finally {
    finished.abort();
    await shown;
    terminal.clearStatus();
  }
  return session.queue.list(jobsLooked).filter((job) => job.id > sinceJobId);
}

async function showProgress(app: App, terminal: Terminal, signal: AbortSignal): Promise<void> {
  for await (const _ of app.services.system.changes(undefined, signal)) {
    const session = app.context.sessionOrNull();
    const running = session?.queue.list(50).filter((job) => job.status === 'running') ?? [];
    const [job] = running;
    if (!session || !job) continue;
    const { progress, etaMs } = session.queue.state();
    const more = running.length > 1 ? ` (+${running.length - 1})` : '';
    const eta = etaMs === null ? '' : `, ${duration(etaMs)} left`;
    const speed = job.speedXRealtime === null ? '' : `, ${job.speedXRealtime.toFixed(1)}× real time`;
    terminal.status(`${bar(progress)}${eta}  ${job.title}${more}${speed}`, job.title);
  }
}

/** Throws the error of the first job that did not end well, after telling them all. */
export function requireDone(jobs: readonly Job[], terminal: Terminal): void {
  const bad = jobs.filter((job) => job.status === 'failed' || job.status === 'quarantined');
  for (const job of bad.slice(1)) terminal.tell(`${job.title}: ${job.error?.message ?? job.status}`);
  const [first] = bad;
  if (first?.error) {
    const { code, message, hint } = first.error;
    const next = errorKind(code) === 'bug' ? `The log in ${dataFolder().logs} has the details.` : hint;
    throw new AppError(code, message, next);
  }
  if (jobs.some((job) => job.status === 'cancelled')) throw new AppError('CANCELLED', 'A job was cancelled.');
}
