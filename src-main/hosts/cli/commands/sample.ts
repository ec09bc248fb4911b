import type { Command } from 'commander';
import { counted } from '../terminal.ts';
import { requireDone, waitUntilIdle } from '../wait-for-jobs.ts';
import { withApp } from '../with-app.ts';

export function addSampleCommand(program: Command): void {
  program
    .command('sample')
    .description('make the sample study in the default folder of studies, and analyze it')
    .action(() =>
      withApp(async ({ app, terminal, signal }) => {
        const { path } = await app.services.studies.openSample({}, signal);
        requireDone(await waitUntilIdle(app, terminal, new Set(), signal), terminal);
        const { counts } = await app.services.studies.open({ path });
        terminal.tell(`${counted(counts.tracklets, 'tracklet')}, ${counted(counts.journeys, 'journey')}.`);
        terminal.print(path);
      }),
    );
}
