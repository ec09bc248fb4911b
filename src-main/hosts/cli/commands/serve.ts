import type { Command } from 'commander';
import { dataFolder } from '../../../app/data-folder.ts';
import { serve } from '../../web/serve.ts';
import { CancelOnSignal } from '../cancel.ts';
import { openInBrowser } from '../open-in-browser.ts';
import { portNumber } from '../options.ts';
import { studyPath } from '../study.ts';
import { processTerminal } from '../terminal.ts';

interface ServeCommandOptions {
  readonly study?: string;
  readonly port: number;
  readonly open: boolean;
}

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('serve the application to the browser of this machine')
    .option('--study <path>', 'open this study')
    .option('--port <number>', 'listen there instead of on a free port', portNumber, 0)
    .option('--no-open', 'do not open the browser')
    .action(async (options: ServeCommandOptions) => {
      using cancel = new CancelOnSignal();
      const terminal = processTerminal();
      let willOpen = options.open;
      const onAddress = (address: string) => {
        terminal.print(`Wandr is at ${address}`);
        terminal.tell('The address works once, in one browser. Stop with Ctrl-C.');
        if (willOpen) openInBrowser(address);
        willOpen = false;
      };
      const studyOrNull = options.study === undefined ? null : studyPath(options.study);
      await serve(
        { data: dataFolder(), port: options.port, studyPath: studyOrNull, onAddress },
        cancel.signal,
      );
    });
}
