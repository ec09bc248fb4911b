import type { Command } from 'commander';
import { type AnalysisOptions, setAnalysisSettings, withAnalysisSettings } from '../analysis-options.ts';
import { type StudyOption, withStudy } from '../options.ts';
import { analyze } from '../steps/analyze.ts';
import { openStudy } from '../study.ts';
import { withApp } from '../with-app.ts';

export function addAnalyzeCommand(program: Command): void {
  withAnalysisSettings(withStudy(program.command('analyze')))
    .description('find and follow people in the accepted recordings, then link them to journeys')
    .option('--again', 'also what is analysed already', false)
    .action((options: StudyOption & AnalysisOptions & { again: boolean }) =>
      withApp(async (context) => {
        await openStudy(context.app, options.study);
        setAnalysisSettings(context.app, options);
        const failure = await analyze(context, options.again);
        if (failure) throw failure;
      }),
    );
}
