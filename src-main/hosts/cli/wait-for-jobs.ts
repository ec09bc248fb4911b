import type { Job } from '#shared/contract/jobs.ts';
import { AppError, errorKind } from '#shared/errors.ts';
import type { App } from '../../app/create-app.ts';
import { dataFolder } from '../../app/data-folder.ts';
import { bar, duration, type Terminal } from './terminal.ts';

/** All jobs of the study: a failure among ten thousand must not be lost. */
export function allJobs(app: App): Job[] {
  return app.context.session().queue.list(Number.MAX_SAFE_INTEGER);
}

/** Jobs that ended before a command began, to tell them from those that end while it waits. */
export type EndedJobs = ReadonlySet<string>;

export function endedJobs(app: App): EndedJobs {
  return new Set(allJobs(app).filter(hasEnded).map(endOf));
}

const hasEnded = (job: Job): boolean => job.finishedUtcMs !== null;
/** A job that is run again ends again. */
const endOf = (job: Job): string => `${job.id}@${job.finishedUtcMs}`;

/**
 * Shows progress until nothing runs, and returns the jobs that ended meanwhile, also those of an interrupted run
 * before.
 * Errors: CANCELLED; the queue stopping by itself (a full disk) as the error of the job that it stopped at.
 */
export async function waitUntilIdle(
  app: App,
  terminal: Terminal,
  before: EndedJobs,
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
  return allJobs(app).filter((job) => hasEnded(job) && !before.has(endOf(job)));
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

/**
 * Tells the jobs that did not end well, and returns the error of the first of them, null when all did. For work that
 * goes on without them: one damaged file of a thousand must not keep the night's report from being made.
 * Errors: CANCELLED.
 */
export function tellFailures(jobs: readonly Job[], terminal: Terminal): AppError | null {
  if (jobs.some((job) => job.status === 'cancelled')) throw new AppError('CANCELLED', 'A job was cancelled.');
  const bad = jobs.filter((job) => job.status === 'failed' || job.status === 'quarantined');
  for (const job of bad) terminal.tell(`Failed: ${job.title}. ${job.error?.message ?? ''}`.trimEnd());
  const info = bad[0]?.error;
  if (!info) return null;
  const next =
    errorKind(info.code) === 'bug' ? `The log in ${dataFolder().logs} has the details.` : info.hint;
  return new AppError(info.code, info.message, next);
}

/** Throws the error of the first job that did not end well, after telling them all when they are several. */
export function requireDone(jobs: readonly Job[], terminal: Terminal): void {
  const failure = tellFailures(jobs, terminal);
  if (failure) throw failure;
}
