import type { Command } from 'commander';
import type { ReportFormat } from '#shared/contract/reports.ts';
import { type StudyOption, withStudy } from '../options.ts';
import { makeReport } from '../steps/report.ts';
import { openStudy } from '../study.ts';
import { withApp } from '../with-app.ts';

export function addReportCommand(program: Command): void {
  addReportLike(program, 'report', 'make the PDF report and the CSV tables', ['pdf', 'csv']);
}

export function addExportCommand(program: Command): void {
  addReportLike(program, 'export', 'make the CSV tables only', ['csv']);
}

function addReportLike(program: Command, name: string, description: string, formats: ReportFormat[]): void {
  withStudy(program.command(name))
    .description(description)
    .option('--out <folder>', 'copy the files there; they stay in the study too')
    .action((options: StudyOption & { out?: string }) =>
      withApp(async (context) => {
        await openStudy(context.app, options.study);
        await makeReport(context, formats, options.out);
      }),
    );
}
