import { resolve } from 'node:path';
import type { Command } from 'commander';
import { requireFolder } from '../../../services/library/require-folder.ts';
import { type AcceptOptions, minConfidenceOption, type NewStudyOptions, withNewStudy } from '../options.ts';
import { importFolder } from '../steps/import-folder.ts';
import { openOrCreateStudy } from '../study.ts';
import { withApp } from '../with-app.ts';

export function addImportCommand(program: Command): void {
  withNewStudy(program.command('import'))
    .description('find the recordings in a folder and propose camera and start time')
    .argument('<folder>', 'exports of the recorders, with all subfolders')
    .option('--yes', 'accept the proposals without asking', false)
    .addOption(minConfidenceOption())
    .action((folder: string, options: NewStudyOptions & AcceptOptions) =>
      withApp(async (context) => {
        requireFolder(resolve(folder));
        await openOrCreateStudy(context.app, options.study, options.timeZone, context.terminal);
        const { yes, minConfidence } = options;
        const failure = await importFolder(context, { folder, yes, minConfidence });
        if (failure) throw failure;
      }),
    );
}
