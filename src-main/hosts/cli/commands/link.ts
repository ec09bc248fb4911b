import type { Command } from 'commander';
import { type StudyOption, withStudy } from '../options.ts';
import { link } from '../steps/analyze.ts';
import { openStudy } from '../study.ts';
import { withApp } from '../with-app.ts';

export function addLinkCommand(program: Command): void {
  withStudy(program.command('link'))
    .description('link the tracklets of all cameras to journeys anew')
    .action((options: StudyOption) =>
      withApp(async (context) => {
        await openStudy(context.app, options.study);
        await link(context);
      }),
    );
}
