import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Recording } from '#shared/contract/library.ts';
import { usageError } from '../failure.ts';
import { instant, type StudyOption, withStudy } from '../options.ts';
import { recordingTable } from '../recording-table.ts';
import { openStudy } from '../study.ts';
import { counted } from '../terminal.ts';
import { endedJobs, requireDone, waitUntilIdle } from '../wait-for-jobs.ts';
import { type CliContext, withApp } from '../with-app.ts';

interface CorrectOptions extends StudyOption {
  readonly camera?: string;
  readonly start?: number;
}

type Change = (context: CliContext, recordings: readonly Recording[]) => unknown;

export function addFootageCommand(program: Command): void {
  const footage = program.command('footage').description('the imported recordings: list, correct, leave out');
  withStudy(footage.command('list'))
    .description('list all files with camera, start time and state')
    .action((options: StudyOption) => changeFootage(options.study, [], () => {}));
  onFiles(footage, 'correct', 'say which camera recorded them, or when they start')
    .option('--camera <name>', 'the camera; one that does not exist yet is made')
    .option('--start <instant>', 'with its offset, such as 2026-11-20T10:00:00+01:00', instant)
    .action((files: string[], options: CorrectOptions) =>
      changeFootage(options.study, files, ({ app }, recordings) => {
        const { camera: cameraName, start: startUtcMs } = options;
        if (cameraName === undefined && startUtcMs === undefined)
          throw usageError('There is nothing to correct.', 'Give --camera, --start, or both.');
        if (startUtcMs !== undefined && recordings.length > 1)
          throw usageError('Several files cannot start at the same time.', 'Correct one file at a time.');
        return app.services.library.edit({
          edits: recordings.map(({ id }) => ({ id, cameraName, startUtcMs })),
        });
      }),
    );
  onFiles(footage, 'accept', 'accept the proposed camera and start time').action(
    (files: string[], { study }) =>
      changeFootage(study, files, ({ app }, recordings) =>
        app.services.library.accept({ ids: idsOf(recordings) }),
      ),
  );
  for (const [name, status, description] of [
    ['exclude', 'excluded', 'leave them out, with what was found in them'],
    ['include', 'proposed', 'take them in again, to be accepted'],
  ] as const) {
    onFiles(footage, name, description).action((files: string[], { study }: StudyOption) =>
      changeFootage(study, files, ({ app }, recordings) =>
        app.services.library.edit({ edits: idsOf(recordings).map((id) => ({ id, status })) }),
      ),
    );
  }
  onFiles(
    footage,
    'remove',
    'take them out of the study, with what was found in them; the files stay',
  ).action((files: string[], { study }: StudyOption) =>
    changeFootage(study, files, ({ app }, recordings) =>
      app.services.library.remove({ ids: idsOf(recordings) }),
    ),
  );
}

function onFiles(footage: Command, name: string, description: string): Command {
  return withStudy(footage.command(name))
    .description(description)
    .argument('<file...>', 'names as in “wandr footage list”, or paths');
}

const idsOf = (recordings: readonly Recording[]): number[] => recordings.map(({ id }) => id);

/** Changes recordings, waits for what that queued (proxies, linking anew), and lists the footage. */
async function changeFootage(study: string, files: readonly string[], change: Change): Promise<void> {
  await withApp(async (context) => {
    const { app, terminal, signal } = context;
    await openStudy(app, study);
    const { library } = app.services;
    const before = endedJobs(app);
    await change(context, recordingsNamed(library.recordings(), files));
    if (files.length > 0) requireDone(await waitUntilIdle(app, terminal, before, signal), terminal);
    const recordings = library.recordings();
    for (const line of recordingTable(recordings, app.context.session().store.timeZone)) terminal.print(line);
    terminal.tell(`${counted(recordings.length, 'file')}.`);
  });
}

/** Errors: INVALID_INPUT for a name that no recording has, or several have. */
function recordingsNamed(recordings: readonly Recording[], files: readonly string[]): Recording[] {
  return files.map((file) => {
    const named = recordings.filter(({ fileName, path }) => fileName === file || path === resolve(file));
    if (named.length === 1) return named[0]!;
    if (named.length === 0) throw usageError(`The study has no file “${file}”.`, 'See “wandr footage list”.');
    throw usageError(`${named.length} files are named “${file}”.`, 'Give the path of the one that you mean.');
  });
}
