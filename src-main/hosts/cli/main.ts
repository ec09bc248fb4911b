/** @file The `wandr` command. Runs in Node; `build/bin/wandr.mjs` starts it on the right version. */
import { Command } from 'commander';
import { installation } from '../../app/installation.ts';
import { addAnalyzeCommand } from './commands/analyze.ts';
import { addCameraCommand } from './commands/camera.ts';
import { addFootageCommand } from './commands/footage.ts';
import { addImportCommand } from './commands/import.ts';
import { addLinkCommand } from './commands/link.ts';
import { addModelsCommand } from './commands/models.ts';
import { addPeopleCommand } from './commands/people.ts';
import { addPlanCommand } from './commands/plan.ts';
import { addExportCommand, addReportCommand } from './commands/report.ts';
import { addReviewCommand } from './commands/review.ts';
import { addRunCommand } from './commands/run.ts';
import { addSampleCommand } from './commands/sample.ts';
import { addSearchCommand } from './commands/search.ts';
import { addServeCommand } from './commands/serve.ts';
import { exitCodeOf, printError } from './failure.ts';
import { bearLostReaders } from './terminal.ts';

bearLostReaders([process.stdout, process.stderr]);

const program = new Command('wandr')
  .description('Turns a folder of CCTV exports into visitor journeys on a floor plan, on this machine only.')
  .version(installation().version)
  .showHelpAfterError('(add --help for the options)');

for (const add of [
  addRunCommand,
  addImportCommand,
  addAnalyzeCommand,
  addLinkCommand,
  addReviewCommand,
  addReportCommand,
  addExportCommand,
  addSampleCommand,
  addFootageCommand,
  addPlanCommand,
  addCameraCommand,
  addSearchCommand,
  addPeopleCommand,
  addServeCommand,
  addModelsCommand,
]) {
  add(program);
}

try {
  await program.parseAsync();
} catch (error) {
  printError(error);
  process.exitCode = exitCodeOf(error);
}
