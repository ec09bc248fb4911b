import type { AppError } from '#shared/errors.ts';
import { visitorRange } from '#shared/visitor-range.ts';
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

/** Links the tracklets anew, after `change` where that queues it. */
export async function link(
  { app, terminal, signal }: CliContext,
  change: () => unknown = () => app.services.journeys.link(),
): Promise<void> {
  const before = endedJobs(app);
  change();
  requireDone(await waitUntilIdle(app, terminal, before, signal), terminal);
  tellCounts({ app, terminal, signal });
}

function tellCounts({ app, terminal }: CliContext): void {
  const { total: tracklets } = app.services.analysis.tracklets({ offset: 0, limit: 1 });
  const { total: journeys } = app.services.journeys.list({ minStops: 1, offset: 0, limit: 1 });
  const estimate = app.services.journeys.linkReport()?.visitors;
  const visitors = estimate ? ` of ${visitorRange(estimate)}` : '';
  terminal.print(`${counted(tracklets, 'tracklet')}, ${counted(journeys, 'journey')}${visitors}.`);
  tellLinkQuality({ app, terminal });
}

/** What linking found out about itself, as *Link quality* in the application. */
function tellLinkQuality({ app, terminal }: Pick<CliContext, 'app' | 'terminal'>): void {
  const report = app.services.journeys.linkReport();
  if (report === null) return;
  const { cameras } = app.services.plan.get();
  const nameOf = (id: number): string => cameras.find((camera) => camera.id === id)?.name ?? `camera ${id}`;
  if (report.reliability) {
    const { error, onePerson, twoPeople } = report.reliability;
    terminal.tell(
      `Outfits: expected calibration error ${error.toFixed(3)}, on ${counted(onePerson, 'pair')} of one person and ${twoPeople} of two.`,
    );
  }
  for (const { cameraId, aheadMs } of report.clocks) {
    const seconds = (Math.abs(aheadMs) / 1000).toFixed(1);
    terminal.tell(
      `The clock of ${nameOf(cameraId)} seems about ${seconds} s ${aheadMs > 0 ? 'ahead' : 'behind'}; correct it with wandr camera clock.`,
    );
  }
  for (const { firstCameraId, secondCameraId } of report.sharedViews) {
    terminal.tell(`${nameOf(firstCameraId)} and ${nameOf(secondCameraId)} seem to see one place.`);
  }
}
