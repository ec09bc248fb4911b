import type { Command } from 'commander';
import { table } from '../terminal.ts';
import { withApp } from '../with-app.ts';

export function addModelsCommand(program: Command): void {
  program
    .command('models')
    .description('list the models that this installation uses')
    .action(() =>
      withApp(async ({ app, terminal }) => {
        const { models, provider } = app.services.system.info();
        const rows = models.map((model) => [
          model.role,
          model.name,
          model.licence,
          model.sha256.slice(0, 12),
          model.summary,
        ]);
        for (const line of table([['Role', 'Name', 'Licence', 'SHA-256', 'Summary'], ...rows]))
          terminal.print(line);
        terminal.tell(`Provider: ${provider}.`);
      }),
    );
}
