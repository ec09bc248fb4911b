/** Real: worker processes, the fork transport, the protocol. Made up: what the tasks do. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { forkSpawner } from '../../../src-main/workers/fork-spawner.ts';
import type { TaskProgress, WorkerPartial } from '../../../src-main/workers/tasks.ts';
import { WorkerFailure } from '../../../src-main/workers/worker-failure.ts';
import { WorkerHost } from '../../../src-main/workers/worker-host.ts';
import { makeTempFolder } from '../support/temp-study.ts';
import { quickWorkerConfig, testWorkerSpawner } from '../support/test-jobs.ts';
import { isAlive, until } from '../support/wait.ts';

function makeHost(config: object = {}, onOutputLine?: (line: string) => void) {
  return new WorkerHost({
    spawn: testWorkerSpawner,
    config: { ...quickWorkerConfig, ...config },
    ...(onOutputLine && { onOutputLine }),
  });
}
const task = (path: string) => ({ kind: 'hash', path }) as const;

describe('WorkerHost', () => {
  test('runs tasks one after another in one process and hands over progress', async () => {
    await using host = makeHost();
    const progress: TaskProgress[] = [];
    const first = await host.run(task('sleep:400'), { onProgress: (value) => progress.push(value) });
    const second = await host.run(task('sleep:1'));
    expect(first.sha256).toBe('did sleep:400');
    expect(second.sizeBytes).toBe(first.sizeBytes);
    expect(progress.length).toBeGreaterThan(1);
    expect(progress[0]).toEqual({ progress: 0, phase: 'sleeping', speedXRealtime: 2 });
  });

  test('hands over partial results in order, before the result', async () => {
    await using host = makeHost();
    const partials: WorkerPartial[] = [];
    await host.run(
      { kind: 'scan', folder: 'abc', timeZone: 'UTC', known: [] },
      {
        onPartial: (partial) => partials.push(partial),
      },
    );
    expect(partials.map((partial) => partial.files[0]?.path)).toEqual(['a', 'b', 'c']);
  });

  test('a listener that throws on a partial result stops the task, and its error is the outcome', async () => {
    await using host = makeHost();
    let calls = 0;
    const run = host.run(
      { kind: 'scan', folder: 'abcdefgh', timeZone: 'UTC', known: [] },
      {
        onPartial() {
          calls += 1;
          throw new Error('cannot store this');
        },
      },
    );
    await expect(run).rejects.toThrow('cannot store this');
    expect(calls).toBe(1);
    expect((await host.run(task('sleep:1'))).sha256).toBe('did sleep:1');
  });

  test('a task that listens stops when cancelled, and its process lives on', async () => {
    await using host = makeHost({ cancelGraceMs: 10_000 });
    await host.run(task('sleep:1'));
    const { pid } = host;
    const started = performance.now();
    const run = host.run(task('sleep:20000'), { signal: AbortSignal.timeout(200) });
    await expect(run).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(performance.now() - started).toBeLessThan(8_000);
    expect(host.pid).toBe(pid);
  });

  test.each(['stubborn', 'block'])(
    'a task that does not listen (%s) is killed after the grace period',
    async (name) => {
      await using host = makeHost();
      await host.run(task('sleep:1'));
      const pid = host.pid!;
      const run = host.run(task(`${name}:20000`), { signal: AbortSignal.timeout(100) });
      await expect(run).rejects.toMatchObject({ name: 'TimeoutError' });
      await until('the process is gone', () => !isAlive(pid));
      expect((await host.run(task('sleep:1'))).sizeBytes).not.toBe(pid);
    },
  );

  test('a signal that is aborted already starts nothing', async () => {
    await using host = makeHost();
    await expect(host.run(task('sleep:1'), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(host.pid).toBeUndefined();
  });

  test('a native crash is told with its signal and last words, and the next task gets a new process', async () => {
    const lines: string[] = [];
    await using host = makeHost({}, (line) => lines.push(line));
    const failure = await host.run(task('segv')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkerFailure);
    expect(failure).toMatchObject({ stage: 'crash', message: expect.stringContaining('SIGSEGV') });
    expect((failure as WorkerFailure).output).toContain('about to touch memory that is not there');
    expect(lines).toContain('about to touch memory that is not there');
    expect((await host.run(task('sleep:1'))).sha256).toBe('did sleep:1');
  });

  test('a process that hangs is killed and told as such, and the next task gets a new one', async () => {
    await using host = makeHost({ silenceMs: 1_000 });
    await host.run(task('sleep:1'));
    const pid = host.pid!;
    await expect(host.run(task('block:60000'))).rejects.toMatchObject({
      name: 'WorkerFailure',
      stage: 'hang',
      message: /did not answer for/,
    });
    await until('the process is gone', () => !isAlive(pid));
    expect((await host.run(task('sleep:1'))).sizeBytes).not.toBe(pid);
  });

  test('a task that only says nothing for long does not hang', async () => {
    await using host = makeHost({ silenceMs: 1_000 });
    expect((await host.run(task('stubborn:2500'))).sha256).toBe('did stubborn:2500');
  });

  test('a task that writes without end is cut short in the log; the next is heard again', async () => {
    const lines: string[] = [];
    await using host = makeHost({ toldLinesPerTask: 3 }, (line) => lines.push(line));
    await host.run(task('chatter:50 sleep:200'));
    await host.run(task('chatter:1 sleep:200'));
    expect(lines).toEqual([
      'broken packet 1',
      'broken packet 2',
      'broken packet 3',
      '(and more, left out until the next task)',
      'broken packet 1',
    ]);
  });

  test('an exit in the middle of a task is a crash; a SIGTERM from outside is not', async () => {
    await using host = makeHost();
    await expect(host.run(task('exit:3'))).rejects.toMatchObject({ stage: 'crash', message: /code 3/ });
    await expect(host.run(task('sigterm'))).rejects.toMatchObject({ stage: 'stopped' });
  });

  test('Ctrl+C, which reaches the whole process group, leaves the worker at its task', async () => {
    await using host = makeHost();
    await host.run(task('sleep:1'));
    const run = host.run(task('sleep:300'));
    process.kill(host.pid!, 'SIGINT');
    expect((await run).sha256).toBe('did sleep:300');
  });

  test('errors keep their code and hint; an unknown one is a bug with the stack of the worker', async () => {
    await using host = makeHost();
    await expect(host.run(task('throw'))).rejects.toMatchObject({
      code: 'DECODE_FAILED',
      message: 'Not one frame could be decoded.',
      hint: 'Leave the file out.',
    });
    const bug = await host.run(task('bug')).catch((error: unknown) => error);
    expect(bug).toMatchObject({ code: 'INTERNAL', message: 'undefined is not a frame' });
    expect(String((bug as Error).cause)).toContain('test-worker.ts');
  });

  test('a message that the protocol does not know fails the task and ends the process', async () => {
    await using host = makeHost();
    await host.run(task('sleep:1'));
    const pid = host.pid!;
    await expect(host.run(task('garbage'))).rejects.toMatchObject({ code: 'INTERNAL' });
    await until('the process is gone', () => !isAlive(pid));
    expect((await host.run(task('sleep:1'))).sizeBytes).not.toBe(pid);
  });

  test('a process is replaced after its share of tasks', async () => {
    await using host = makeHost({ tasksPerProcess: 2 });
    const pids: number[] = [];
    for (let i = 0; i < 5; i += 1) pids.push((await host.run(task('sleep:1'))).sizeBytes);
    expect(pids[0]).toBe(pids[1]);
    expect(new Set(pids).size).toBe(3);
  });

  test('two tasks at once are refused', async () => {
    await using host = makeHost();
    const first = host.run(task('sleep:200'));
    await expect(host.run(task('sleep:1'))).rejects.toThrow('one task at a time');
    await first;
  });

  test('an entry that does not exist, and one that never says ready, fail as start failures', async () => {
    await using missing = new WorkerHost({ spawn: forkSpawner('/nowhere/entry.ts') });
    await expect(missing.run(task('sleep:1'))).rejects.toMatchObject({
      name: 'WorkerFailure',
      stage: 'start',
      output: expect.arrayContaining([expect.stringContaining('Cannot find module')]),
    });
    const silentEntry = fileURLToPath(new URL('./fixtures/never-ready.ts', import.meta.url));
    await using silent = new WorkerHost({ spawn: forkSpawner(silentEntry), config: { readyTimeoutMs: 500 } });
    await expect(silent.run(task('sleep:1'))).rejects.toMatchObject({ stage: 'start', message: /500 ms/ });
  });

  test('a system that refuses another process is a start failure', async () => {
    await using host = new WorkerHost({
      spawn() {
        throw Object.assign(new Error('spawn EAGAIN'), { code: 'EAGAIN' });
      },
    });
    await expect(host.run(task('sleep:1'))).rejects.toMatchObject({ stage: 'start', message: /EAGAIN/ });
  });

  test('disposing ends the process', async () => {
    const host = makeHost();
    await host.run(task('sleep:1'));
    const pid = host.pid!;
    await host[Symbol.asyncDispose]();
    expect(isAlive(pid)).toBe(false);
  });
});

test('the worker that ships hashes a file, and loads each task when it is asked for', async () => {
  using folder = makeTempFolder();
  const file = path.join(folder.path, 'a.bin');
  writeFileSync(file, 'abc');
  await using host = new WorkerHost({ spawn: forkSpawner() });
  expect(await host.run(task(file))).toEqual({
    kind: 'hash',
    // Of "abc": FIPS 180-2, B.1.
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    sizeBytes: 3,
  });
  await expect(host.run(task(path.join(folder.path, 'gone')))).rejects.toMatchObject({
    code: 'FILE_MISSING',
  });
});
