import type { AppError } from '#shared/errors.ts';
import { counted } from '../terminal.ts';
import { endedJobs, requireDone, tellFailures, waitUntilIdle } from '../wait-for-jobs.ts';
import type { CliContext } from '../with-app.ts';

/**
 * Analyses what is accepted and not analysed yet (all of it with `again`), then links. What fails is told and left
 * out; returns the first failure, null when there was none.
 */
export async function analyze(
  { app, terminal, signal }: CliContext,
  again: boolean,
): Promise<AppError | null> {
  const before = endedJobs(app);
  await app.services.analysis.start({ again });
  const failure = tellFailures(await waitUntilIdle(app, terminal, before, signal), terminal);
  tellCounts({ app, terminal, signal });
  return failure;
}

/** Links the tracklets anew. */
export async function link({ app, terminal, signal }: CliContext): Promise<void> {
  const before = endedJobs(app);
  app.services.journeys.link();
  requireDone(await waitUntilIdle(app, terminal, before, signal), terminal);
  tellCounts({ app, terminal, signal });
}

function tellCounts({ app, terminal }: CliContext): void {
  const { total: tracklets } = app.services.analysis.tracklets({ offset: 0, limit: 1 });
  const { total: journeys } = app.services.journeys.list({ minStops: 1, offset: 0, limit: 1 });
  terminal.print(`${counted(tracklets, 'tracklet')}, ${counted(journeys, 'journey')}.`);
}
