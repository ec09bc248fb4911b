/** Real: the command line, its worker processes, FFmpeg, ONNX Runtime, SQLite, SIGKILL, and real footage. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { writeAnalysisSettings } from '../../../src-main/services/analysis/analysis-settings.ts';
import { createStudyStore, openReadOnly } from '../../../src-main/store/open-study.ts';
import { analysisChunk, job } from '../../../src-main/store/schema/index.ts';
import { makeTempFolder } from '../support/temp-study.ts';
import { isAlive, until } from '../support/wait.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const clip = path.resolve(root, '../shared/eval/pets-s2l1/clip.mp4');
const minute = 60_000;

/** A study whose analysis is cut into many jobs, so that there is a middle to kill it in. */
function makeStudy(parent: string, name: string): string {
  using store = createStudyStore({ folder: parent, name, timeZone: 'UTC', nowUtcMs: Date.UTC(2026, 0, 15) });
  store.transaction((tx) => writeAnalysisSettings(tx, { sampleFps: 6, chunkMs: 12_000, workers: 1 }));
  return store.layout.folder;
}

function startRun(footage: string, study: string, dataFolder: string): ChildProcess {
  return spawn(process.execPath, ['build/bin/wandr.mjs', 'run', footage, '--study', study], {
    cwd: root,
    env: { ...process.env, WANDR_DATA: dataFolder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function chunksDone(study: string): number {
  using readonly = openReadOnly(path.join(study, 'study.db'));
  return readonly.db.select().from(analysisChunk).all().length;
}

/** A job that failed and was quietly queued anew would also give the right tables in the end. */
function endsOfJobs(study: string): Set<string> {
  using readonly = openReadOnly(path.join(study, 'study.db'));
  return new Set(
    readonly.db
      .select({ status: job.status })
      .from(job)
      .all()
      .map((row) => row.status),
  );
}

async function workersOf(host: ChildProcess): Promise<number[]> {
  const { stdout } = await promisify(execFile)('pgrep', ['-P', String(host.pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.split('\n').filter(Boolean).map(Number);
}

const csvFiles = (study: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(path.join(study, 'reports'))
      .filter((name) => name.endsWith('.csv'))
      .map((name) => [name, readFileSync(path.join(study, 'reports', name), 'latin1')]),
  );

test.skipIf(process.platform === 'win32' || !existsSync(clip))(
  'an analysis whose worker and host are killed gives the same tables as one that was left alone (needs ../shared)',
  { timeout: 10 * minute },
  async () => {
    using folder = makeTempFolder();
    const footage = path.join(folder.path, 'footage/NVR-7/2026-11-20/001/dav/10');
    mkdirSync(footage, { recursive: true });
    cpSync(clip, path.join(footage, '10.00.00-10.01.19[R][0@0][0].mp4'));
    const data = path.join(folder.path, 'data');
    const exports = path.join(folder.path, 'footage');

    const undisturbed = makeStudy(folder.path, 'undisturbed');
    const [code] = await once(startRun(exports, undisturbed, data), 'exit');
    expect(code).toBe(0);

    const killed = makeStudy(folder.path, 'killed');
    const host = startRun(exports, killed, data);
    await until('the first chunk is stored', () => chunksDone(killed) >= 1, 3 * minute);
    const [firstWorker] = await workersOf(host);
    expect(firstWorker, 'a worker process').toBeDefined();
    process.kill(firstWorker!, 'SIGKILL');
    const before = chunksDone(killed);
    await until('another chunk after the worker died', () => chunksDone(killed) > before, 3 * minute);
    const workers = await workersOf(host);
    const ended = once(host, 'exit');
    host.kill('SIGKILL');
    await ended;
    await until('no worker outlives its host', () => workers.every((pid) => !isAlive(pid)), minute);
    const left = chunksDone(killed);
    expect(left).toBeLessThan(chunksDone(undisturbed));

    const [codeAfter] = await once(startRun(exports, killed, data), 'exit');
    expect(codeAfter).toBe(0);
    expect(chunksDone(killed)).toBe(chunksDone(undisturbed));
    expect(endsOfJobs(killed)).toEqual(new Set(['done']));
    const expected = csvFiles(undisturbed);
    expect(Object.keys(expected).sort()).toEqual([
      'coverage.csv',
      'groups.csv',
      'journeys.csv',
      'stops.csv',
      'tracklets.csv',
      'visitors.csv',
    ]);
    expect(expected['tracklets.csv']!.split('\n').length).toBeGreaterThan(15);
    expect(csvFiles(killed)).toEqual(expected);
  },
);
