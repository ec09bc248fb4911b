import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ReportFormat } from '#shared/contract/reports.ts';
import { endedJobs, requireDone, waitUntilIdle } from '../wait-for-jobs.ts';
import type { CliContext } from '../with-app.ts';

/** Makes the report and prints the paths of its files: in the study, or copied to `outFolder`. */
export async function makeReport(
  { app, terminal, signal }: CliContext,
  formats: ReportFormat[],
  outFolder: string | undefined,
): Promise<void> {
  const madeAt = new Map(app.services.reports.list().map((file) => [file.id, file.createdUtcMs]));
  const before = endedJobs(app);
  app.services.reports.create({ formats });
  requireDone(await waitUntilIdle(app, terminal, before, signal), terminal);

  const folder = outFolder === undefined ? null : resolve(outFolder);
  if (folder !== null) mkdirSync(folder, { recursive: true });
  const reports = app.context.session().store.layout.reports;
  for (const file of app.services.reports.list()) {
    // A report of the same day takes the place of the one before.
    if (madeAt.get(file.id) === file.createdUtcMs) continue;
    const path = join(reports, file.fileName);
    if (folder !== null) copyFileSync(path, join(folder, file.fileName));
    terminal.print(folder === null ? path : join(folder, file.fileName));
  }
}
