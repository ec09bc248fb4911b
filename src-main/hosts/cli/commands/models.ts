import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import {
  type ModelDetails,
  type ModelList,
  type ProviderName,
  pinnedPackSchema,
  providerSchema,
} from '#shared/contract/models.ts';
import { usageError } from '../failure.ts';
import { type StudyOption, withStudy } from '../options.ts';
import { openStudy } from '../study.ts';
import { counted, type Terminal, table } from '../terminal.ts';
import { type CliContext, withApp } from '../with-app.ts';

export function addModelsCommand(program: Command): void {
  const models = program
    .command('models')
    .description('list, add, remove, verify or choose the models that find people and describe outfits');
  addList(models);
  addAdd(models);
  addDownload(models);
  addRemove(models);
  addVerify(models);
  addUse(models);
}

function addList(models: Command): void {
  models
    .command('list', { isDefault: true })
    .description('list the models on this computer; the ones in use are marked')
    .option('--study <path>', 'mark those that this study uses')
    .option('--cards', 'print everything that their cards say')
    .action((options: Partial<StudyOption> & { cards?: true }) =>
      withApp(async ({ app, terminal }) => {
        if (options.study !== undefined) await openStudy(app, options.study);
        const list = await app.services.models.list();
        if (options.cards) printCards(list.models, terminal);
        else printList(list, terminal);
      }),
    );
}

function addAdd(models: Command): void {
  models
    .command('add <pack>')
    .description('install a model: a folder or zip with model.json, or an ONNX file with its card beside it')
    .action((pack: string) =>
      withApp(async ({ app, terminal, signal }) => {
        tellAdded(await app.services.models.add({ path: resolve(pack) }, signal), terminal);
      }),
    );
}

function addDownload(models: Command): void {
  models
    .command('download <url>')
    .description('fetch the zip of a pack and install it; nothing else in Wandr uses a network')
    .requiredOption('--sha256 <hex>', 'what the zip must be: its SHA-256, from a source that you trust')
    .action((url: string, { sha256 }: { sha256: string }) =>
      withApp(async ({ app, terminal, signal }) => {
        const pack = pinnedPackSchema.safeParse({ url, sha256 });
        if (!pack.success) throw usageError('This cannot be fetched.', z.prettifyError(pack.error));
        tellAdded(await app.services.models.download(pack.data, signal), terminal);
      }),
    );
}

function tellAdded({ role, name, head }: ModelDetails, terminal: Terminal): void {
  terminal.tell(`Added the ${role} ${name}${head === null ? '' : ` with the head ${head}`}.`);
  terminal.tell(`Use it with: wandr models use ${name} --study <path>`);
}

function addRemove(models: Command): void {
  models
    .command('remove <name>')
    .description('delete an added model; results that it made stay')
    .action((name: string) =>
      withApp(async ({ app, terminal }) => {
        await app.services.models.remove({ name });
        terminal.tell(`Removed ${name}.`);
      }),
    );
}

function addVerify(models: Command): void {
  models
    .command('verify')
    .description('compare all models with their cards and let each answer the test pictures')
    .action(() => withApp(verify));
}

async function verify({ app, terminal, signal }: CliContext): Promise<void> {
  const checks = await app.services.models.verify(undefined, signal);
  for (const line of table(
    checks.map(({ name, problem }) => [problem === null ? 'ok' : 'BAD', name, problem ?? '']),
  )) {
    terminal.print(line);
  }
  const bad = checks.filter(({ problem }) => problem !== null).length;
  if (bad > 0) process.exitCode = 1;
  terminal.tell(bad === 0 ? 'All models are as they should be.' : `${counted(bad, 'model')} cannot be used.`);
}

function addUse(models: Command): void {
  const provider = new Option('--provider <name>', 'where networks are computed').choices(
    providerSchema.options,
  );
  withStudy(models.command('use [name]'))
    .description('analyse a study with this model from now on, or on this provider')
    .addOption(provider)
    .action((name: string | undefined, options: StudyOption & { provider?: ProviderName }) =>
      withApp(async ({ app, terminal, signal }) => {
        if (name === undefined && options.provider === undefined) {
          throw usageError('There is nothing to change.', 'Name a model, or give --provider.');
        }
        await openStudy(app, options.study);
        printList(await app.services.models.use({ name, provider: options.provider }, signal), terminal);
        terminal.tell(
          'Recordings that are analysed already stay as they are; analyse again to replace them.',
        );
      }),
    );
}

function printList({ models, problems, provider, providers }: ModelList, terminal: Terminal): void {
  const rows = models.map((model) => [
    model.role,
    model.name,
    model.isChosen ? 'in use' : '',
    model.origin,
    model.licence,
    model.sha256?.slice(0, 12) ?? '',
    model.architecture,
  ]);
  const head = ['Role', 'Name', '', 'Origin', 'Licence', 'SHA-256', 'Architecture'];
  for (const line of table([head, ...rows])) terminal.print(line);
  for (const { name, reason } of problems) terminal.tell(`${name} cannot be used: ${reason}`);
  terminal.tell(`Provider: ${provider}. Offered here: ${providers.join(', ')}.`);
}

function printCards(models: readonly ModelDetails[], terminal: Terminal): void {
  for (const model of models) {
    const accuracy = model.accuracy.map(({ set, metric, value }) => `${set}: ${metric} ${value}`);
    terminal.print(model.name);
    const rows = [
      ['Role', model.role],
      ['Origin', model.origin],
      ['Licence', model.licence],
      ['Source', model.source],
      ['Architecture', model.architecture],
      ['Head', model.head ?? '–'],
      ['Training data', model.trainingData],
      ['Accuracy', accuracy.join('; ') || 'not told'],
      ['Latency', model.latency],
      ['Meant for', model.intendedUse],
      ['Limits', model.limits],
      ['SHA-256', model.sha256 ?? '–'],
    ];
    for (const line of table(rows)) terminal.print(`  ${line}`);
  }
}
