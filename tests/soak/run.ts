/**
 * @file `npm run soak`: a long recording through the application with its real worker process, watched once a second.
 *
 *     node tests/soak/run.ts [--minutes <of footage>] [--short] [--proxy]
 *
 * The recording is a clip of 20 s again and again, 1080p25, 120 minutes unless told otherwise. `--short` takes 5 minutes
 * of 360 lines in chunks of a minute, and `--proxy`, which makes the player's copy as an import does (as much work again).
 * Exit code 1 when memory, open files or findings left their bounds; 130 after Ctrl-C.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultAnalysisSettings } from '../../src-main/services/analysis/analysis-settings.ts';
import { forkSpawner } from '../../src-main/workers/fork-spawner.ts';
import { canReadProcesses } from './process-reading.ts';
import { makeRecording } from './recording.ts';
import { type Sample, Sampler } from './sampler.ts';
import { type SoakFindings, SoakStudy } from './soak-study.ts';
import { soakTable } from './soak-table.ts';
import { type Check, judgeFindings, judgeMemory } from './verdict.ts';
import { CLIP_MS } from './visitors.ts';
import { WatchedWorkers } from './watched-workers.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    short: { type: 'boolean', default: false },
    proxy: { type: 'boolean', default: false },
  },
});
const minutes = Number(values.minutes ?? (values.short ? 5 : 120));
if (!(minutes >= 1)) throw new Error('--minutes is a number of minutes of footage, 1 or more');
const repetitions = Math.round((minutes * 60_000) / CLIP_MS);
const durationMs = repetitions * CLIP_MS;
const plan = {
  lines: values.short ? 360 : 1_080,
  chunkMs: values.short ? 60_000 : defaultAnalysisSettings.chunkMs,
  makesProxy: values.proxy || values.short,
};

const stop = new AbortController();
const folder = mkdtempSync(join(tmpdir(), 'wandr-soak-'));
const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // Whoever asks twice does not want to wait for the worker.
    if (stop.signal.aborted) {
      removeFolder();
      process.exit(130);
    }
    stop.abort();
  });
}

const samples: Sample[] = [];
try {
  const findings = await soak();
  report(samples);
  const checks = [
    ...(canReadProcesses ? judgeMemory(samples, durationMs) : []),
    ...judgeFindings(findings, repetitions, CLIP_MS),
  ];
  for (const check of checks) say(describe(check));
  const failed = checks.filter(({ passed }) => !passed).length;
  say(`soak: ${checks.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  if (!stop.signal.aborted) throw error;
  report(samples);
  say('stopped: nothing is judged');
  process.exitCode = 130;
} finally {
  removeFolder();
}

async function soak(): Promise<SoakFindings> {
  const path = await makeRecording(join(folder, 'footage'), plan.lines, repetitions, stop.signal);
  say(`${minutes} minutes of ${plan.lines} lines, chunks of ${plan.chunkMs / 60_000} minutes, one worker`);
  const workers = new WatchedWorkers(forkSpawner());
  await using study = await SoakStudy.create(join(folder, 'data'), durationMs, workers.spawn);
  using sampler = canReadProcesses
    ? new Sampler(samples, {
        workerPids: () => workers.pids,
        state: () => study.state(),
        crops: () => study.crops(),
      })
    : null;
  if (sampler === null) say('memory: skipped, only Linux tells it of other processes');
  return await study.analyse(path, plan, stop.signal);
}

function report(taken: readonly Sample[]): void {
  if (taken.length > 0) say(`\n${soakTable(taken, durationMs)}\n`);
}

function describe({ name, value, bound, passed }: Check): string {
  return `${passed ? 'ok    ' : 'FAILED'}  ${name}: ${value} (${bound})`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
