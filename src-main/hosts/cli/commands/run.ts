import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '#shared/errors.ts';
import { requireFolder } from '../../../services/library/require-folder.ts';
import { type AnalysisOptions, setAnalysisSettings, withAnalysisSettings } from '../analysis-options.ts';
import { minConfidenceOption, type NewStudyOptions, withNewStudy } from '../options.ts';
import { analyze } from '../steps/analyze.ts';
import { importFolder } from '../steps/import-folder.ts';
import { makeReport } from '../steps/report.ts';
import { openOrCreateStudy } from '../study.ts';
import { withApp } from '../with-app.ts';

interface RunOptions extends NewStudyOptions, AnalysisOptions {
  readonly minConfidence: number;
  readonly out?: string;
}

export function addRunCommand(program: Command): void {
  withAnalysisSettings(withNewStudy(program.command('run')))
    .description('import, analyze, link and report in one go; proposals are accepted')
    .argument('<folder>', 'exports of the recorders, with all subfolders')
    .addOption(minConfidenceOption())
    .option('--out <folder>', 'copy the report there; it stays in the study too')
    .action((folder: string, options: RunOptions) => withApp((context) => run(context, folder, options)));
}

async function run(
  context: Parameters<typeof analyze>[0],
  folder: string,
  options: RunOptions,
): Promise<void> {
  const { app, terminal } = context;
  requireFolder(resolve(folder));
  await openOrCreateStudy(app, options.study, options.timeZone, terminal);
  setAnalysisSettings(app, options);
  const unprepared = await importFolder(context, { folder, yes: true, minConfidence: options.minConfidence });
  if (!app.services.library.recordings().some((recording) => recording.status === 'accepted')) {
    throw new AppError(
      'INVALID_INPUT',
      'No recording could be accepted by itself.',
      'Review camera and start time in “wandr serve”, or lower --min-confidence.',
    );
  }
  const unanalysed = await analyze(context, false);
  const failure = unanalysed ?? unprepared;
  const isAnythingAnalysed = app.services.library.recordings().some((row) => row.analysisProgress > 0);
  if (failure && !isAnythingAnalysed) throw failure;
  await makeReport(context, ['pdf', 'csv'], options.out);
  if (unanalysed) terminal.tell('The report says what footage is missing from it.');
  if (failure) throw failure;
}
