/** @file `npm run check`: everything that can be said about the code without running it. Steps run side by side. */
import { availableParallelism } from 'node:os';
import { checkLayers } from './check-layers.ts';
import { checkLicences } from './check-licences.ts';
import { checkTrackedFiles } from './check-tracked-files.ts';
import { run } from './process.ts';
import { summary } from './test-results.ts';

interface Finding {
  readonly isGood: boolean;
  /** What is wrong, or a short remark on what was looked at. */
  readonly text: string;
}

interface Step {
  readonly name: string;
  run(): Promise<Finding>;
}

const command = (name: string, program: string, ...args: string[]): Step => ({
  name,
  async run() {
    const { code, output } = await run(program, args);
    return { isGood: code === 0, text: code === 0 ? '' : output };
  },
});

/** Longest first, so that the others fill the remaining time. */
const steps: readonly Step[] = [
  command('types: host', 'tsc', '-p', 'tsconfig.json'),
  command('types: renderer', 'tsc', '-p', 'tsconfig.web.json'),
  command('lint: types', 'oxlint', '--type-aware'),
  { name: 'layers', run: checkLayers },
  command('dead code', 'knip'),
  command('format and lint', 'biome', 'ci', '--colors=off', '--error-on-warnings', '.'),
  command('types: tools', 'tsc', '-p', 'tools/tsconfig.json'),
  command('types: tests', 'tsc', '-p', 'tsconfig.tests.json'),
  { name: 'licences', run: checkLicences },
  { name: 'tracked files', run: checkTrackedFiles },
];

const failures = await runAll(steps, availableParallelism());
const counts = { passed: steps.length - failures.length, failed: failures.length, skipped: 0, failures };
process.stdout.write(`${summary(counts)}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Runs the steps, `parallel` at a time, and prints each as it ends. Returns the names of those that failed. */
async function runAll(all: readonly Step[], parallel: number): Promise<string[]> {
  const waiting = [...all];
  const failed: string[] = [];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const started = performance.now();
      const { isGood, text } = await step.run();
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const remark = isGood && text ? `  ${text}` : '';
      process.stdout.write(
        `${isGood ? '✓' : '✗'} ${step.name.padEnd(18)} ${seconds.padStart(5)} s${remark}\n`,
      );
      if (!isGood) process.stdout.write(`${text.trimEnd()}\n\n`);
      if (!isGood) failed.push(`npm run check: ${step.name}`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return failed;
}
