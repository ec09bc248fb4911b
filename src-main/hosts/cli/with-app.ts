import { AppError } from '#shared/errors.ts';
import { type App, createApp } from '../../app/create-app.ts';
import { dataFolder } from '../../app/data-folder.ts';
import { forkSpawner } from '../../workers/fork-spawner.ts';
import { CancelOnSignal } from './cancel.ts';
import { processTerminal, type Terminal } from './terminal.ts';

export interface CliContext {
  readonly app: App;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** Runs a command with the services of its own; whatever happens, running jobs are given back and the study closed. */
export async function withApp(work: (context: CliContext) => Promise<void>): Promise<void> {
  using cancel = new CancelOnSignal();
  await using app = await createApp({
    host: 'cli',
    data: dataFolder(),
    spawnWorker: forkSpawner(),
    signMediaUrl: () => {
      throw new AppError('INVALID_INPUT', 'The command line shows no media.');
    },
  });
  await work({ app, terminal: processTerminal(), signal: cancel.signal });
}
