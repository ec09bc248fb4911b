/** Real: host and worker processes, SIGKILL, SQLite. Made up: what the tasks do. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { count } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { createStudyStore, openStudyStore } from '../../../src-main/store/open-study.ts';
import { setting } from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { makeTempFolder } from '../support/temp-study.ts';
import { command, startScheduler, storedResults } from '../support/test-jobs.ts';
import { isAlive, until } from '../support/wait.ts';

const hostScript = fileURLToPath(new URL('../support/job-host-process.ts', import.meta.url));

/** A study with jobs in its queue, paused so that this process does not run them; closed again. */
async function makeStudyWithJobs(folder: string, commands: string[]): Promise<string> {
  using store = createStudyStore({ folder, name: 'Mall', timeZone: 'UTC', nowUtcMs: Date.now() });
  await using running = startScheduler(store, { workers: () => 0 });
  running.scheduler.queue.enqueue(commands.map((what) => command(what)));
  return store.layout.folder;
}

function startHost(studyFolder: string, mode = ''): ChildProcess {
  return fork(hostScript, [studyFolder, mode], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

const settingRows = (store: StudyStore) => store.db.select({ rows: count() }).from(setting).get()?.rows;

describe('kill -9 of the host', () => {
  test('in the middle of a job: its worker leaves, the job is put back and runs to the end', async () => {
    using folder = makeTempFolder();
    const study = await makeStudyWithJobs(folder.path, ['sleep:3000', 'sleep:1']);
    const host = startHost(study);
    let workers: number[] = [];
    host.on('message', (message: { workers: number[] }) => {
      workers = message.workers;
    });
    await until('a worker runs', () => workers.length === 1);
    host.kill('SIGKILL');
    await once(host, 'exit');
    await until('the worker left', () => !workers.some(isAlive));

    using store = openStudyStore(study);
    await using running = startScheduler(store);
    expect(running.scheduler.recoveredJobs).toBe(1);
    await running.scheduler.whenIdle();
    expect(storedResults(store)).toEqual(['sleep:3000', 'sleep:1']);
    const [, first] = running.scheduler.queue.list(2);
    expect(first).toMatchObject({ status: 'done', attempts: 2, error: null });
  });

  test('a worker in a blocking call leaves too, when the call returns', async () => {
    using folder = makeTempFolder();
    const study = await makeStudyWithJobs(folder.path, ['block:1500']);
    const host = startHost(study);
    let workers: number[] = [];
    host.on('message', (message: { workers: number[] }) => {
      workers = message.workers;
    });
    await until('a worker runs', () => workers.length === 1);
    host.kill('SIGKILL');
    await once(host, 'exit');
    await until('the worker left', () => !workers.some(isAlive), 10_000);
  });

  test('in the middle of a commit: nothing of the result is stored, and the job is done again', async () => {
    using folder = makeTempFolder();
    const study = await makeStudyWithJobs(folder.path, ['sleep:1']);
    let rowsBefore: number | undefined;
    {
      using store = openStudyStore(study);
      rowsBefore = settingRows(store);
    }
    const [, signal] = await once(startHost(study, 'die-in-commit'), 'exit');
    expect(signal).toBe('SIGKILL');

    using store = openStudyStore(study);
    expect(settingRows(store)).toBe(rowsBefore);
    await using running = startScheduler(store);
    expect(running.scheduler.recoveredJobs).toBe(1);
    await running.scheduler.whenIdle();
    expect(storedResults(store)).toEqual(['sleep:1']);
  });
});
