import { counted } from '../terminal.ts';
import { lastJobId, requireDone, waitUntilIdle } from '../wait-for-jobs.ts';
import type { CliContext } from '../with-app.ts';

/** Analyses what is accepted and not analysed yet (all of it with `again`), then links. */
export async function analyze({ app, terminal, signal }: CliContext, again: boolean): Promise<void> {
  const before = lastJobId(app);
  await app.services.analysis.start({ again });
  requireDone(await waitUntilIdle(app, terminal, before, signal), terminal);
  tellCounts({ app, terminal, signal });
}

/** Links the tracklets anew. */
export async function link({ app, terminal, signal }: CliContext): Promise<void> {
  const before = lastJobId(app);
  app.services.journeys.link();
  requireDone(await waitUntilIdle(app, terminal, before, signal), terminal);
  tellCounts({ app, terminal, signal });
}

function tellCounts({ app, terminal }: CliContext): void {
  const { total: tracklets } = app.services.analysis.tracklets({ offset: 0, limit: 1 });
  const { total: journeys } = app.services.journeys.list({ minStops: 1, offset: 0, limit: 1 });
  terminal.print(`${counted(tracklets, 'tracklet')}, ${counted(journeys, 'journey')}.`);
}
