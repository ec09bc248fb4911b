/** @file `npm run demo`: the whole main job on the sample mall, without a screen, judged against its truth. */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installation } from '../../src-main/app/installation.ts';
import { exitCodeOf, printError } from '../../src-main/hosts/cli/failure.ts';
import { makeReport } from '../../src-main/hosts/cli/steps/report.ts';
import { counted, duration, table } from '../../src-main/hosts/cli/terminal.ts';
import { requireDone, waitUntilIdle } from '../../src-main/hosts/cli/wait-for-jobs.ts';
import { type CliContext, withApp } from '../../src-main/hosts/cli/with-app.ts';
import { compare } from '../../tools/sample-mall/evaluation/compare.ts';
import { sampleScores } from '../../tools/sample-mall/evaluation/scores.ts';
import { readStudyOutput } from '../../tools/sample-mall/evaluation/study-output.ts';
import { readSampleTruth } from '../../tools/sample-mall/evaluation/truth.ts';

/** A place of its own, made anew each time: nothing of the user's is touched, and all is measured. */
const data = join(tmpdir(), 'wandr-demo');

try {
  rmSync(data, { recursive: true, force: true });
  process.env.WANDR_DATA = data;
  await withApp(demo);
} catch (error) {
  printError(error);
  process.exitCode = exitCodeOf(error);
}

async function demo({ app, terminal, signal }: CliContext): Promise<void> {
  const began = performance.now();
  terminal.tell('Making the sample study.');
  const { path } = await app.services.studies.openSample({}, signal);
  requireDone(await waitUntilIdle(app, terminal, new Set(), signal), terminal);
  const { observedMs } = await app.services.studies.open({ path });
  const tookMs = performance.now() - began;
  terminal.print(
    `${counted(app.services.plan.get().cameras.length, 'camera')}, ${duration(observedMs)} of footage, analysed in ${duration(tookMs)}.\n`,
  );

  const output = readStudyOutput(app.context.session().store.layout.database);
  const truth = await readSampleTruth(installation().sample);
  const scores = sampleScores({ comparison: compare(truth, output), output });
  const rows = scores.map(({ name, value, digits }) => [name, value.toFixed(digits)]);
  for (const line of table([['Against the truth', ''], ...rows])) terminal.print(line);

  terminal.print('\nStudy, report and tables:');
  terminal.print(path);
  await makeReport({ app, terminal, signal }, ['pdf', 'csv'], undefined);
}
