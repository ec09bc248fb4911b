/** Real: SQLite, worker processes, the scheduler. Made up: what the tasks do. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { JobHandler } from '../../../src-main/jobs/types.ts';
import { readSetting, writeSetting } from '../../../src-main/store/settings.ts';
import { forkSpawner } from '../../../src-main/workers/fork-spawner.ts';
import { AppError } from '../../../src-shared/errors.ts';
import { openTempStudy } from '../support/temp-study.ts';
import {
  command,
  commandHandler,
  quickWorkerConfig,
  silentLog,
  startScheduler,
  storedResults,
} from '../support/test-jobs.ts';
import { isAlive, until } from '../support/wait.ts';

describe('order', () => {
  test('lower barriers first, then higher priority, then the older', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store);
    const { queue } = running.scheduler;
    queue.enqueue([
      command('sleep:1 mark:/dev/null'),
      command('sleep:2', { barrier: 1, priority: 9 }),
      command('sleep:3', { priority: 1 }),
      command('sleep:4', { priority: 5 }),
      command('sleep:5', { priority: 5 }),
    ]);
    const state = await running.scheduler.whenIdle();
    expect(storedResults(study.store)).toEqual([
      'sleep:4',
      'sleep:5',
      'sleep:3',
      'sleep:1 mark:/dev/null',
      'sleep:2',
    ]);
    expect(state).toMatchObject({ progress: 1, counts: { done: 5, queued: 0, running: 0 } });
  });

  test('a higher barrier waits for running jobs too, though a worker is free', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store, { workers: () => 2 });
    const { queue } = running.scheduler;
    const [slow, late] = queue.enqueue([command('sleep:600'), command('sleep:1', { barrier: 1 })]);
    await until('the slow job runs', () => queue.get(slow!).progress > 0);
    expect(queue.get(late!).status).toBe('queued');
    await running.scheduler.whenIdle();
    expect(storedResults(study.store)).toEqual(['sleep:600', 'sleep:1']);
  });

  test('as many jobs run at once as there are workers, and no more', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store, { workers: () => 2 });
    const { queue } = running.scheduler;
    queue.enqueue([command('sleep:500'), command('sleep:501'), command('sleep:502')]);
    await until('two run', () => queue.state().counts.running === 2);
    expect(queue.state().counts.queued).toBe(1);
    expect(running.scheduler.workerPids().length).toBeLessThanOrEqual(2);
    await running.scheduler.whenIdle();
    expect(queue.state().counts.done).toBe(3);
  });

  test('an unfinished job with the same key is returned instead of a second one; a finished one is not', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store);
    const { queue } = running.scheduler;
    const [first] = queue.enqueue([command('sleep:50', { dedupeKey: 'link' })]);
    expect(queue.enqueue([command('sleep:50', { dedupeKey: 'link' })])).toEqual([first]);
    await running.scheduler.whenIdle();
    expect(queue.enqueue([command('sleep:1', { dedupeKey: 'link' })])).not.toEqual([first]);
    await running.scheduler.whenIdle();
    expect(storedResults(study.store)).toEqual(['sleep:50', 'sleep:1']);
  });

  test('jobs queued in a transaction that rolls back are not there', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store);
    expect(() =>
      study.store.transaction((tx) => {
        running.scheduler.queue.enqueue([command('sleep:1')], tx);
        throw new Error('rolled back');
      }),
    ).toThrow('rolled back');
    await running.scheduler.whenIdle();
    expect(running.scheduler.queue.list(10)).toEqual([]);
  });
});

describe('a queue that is held', () => {
  test('starts nothing, even above an empty barrier, and goes on when the last hold is released', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store);
    const { queue } = running.scheduler;
    const holds = [queue.hold(), queue.hold()];
    queue.enqueue([command('sleep:1'), command('sleep:2', { barrier: 1 })]);
    const idle = running.scheduler.whenIdle();
    holds[0]![Symbol.dispose]();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(queue.state().counts).toMatchObject({ queued: 2, running: 0, done: 0 });
    holds[1]![Symbol.dispose]();
    expect((await idle).counts.done).toBe(2);
  });

  test('is not idle, however empty', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store);
    const { queue } = running.scheduler;
    const hold = queue.hold();
    const idle = running.scheduler.whenIdle();
    queue.enqueue([command('sleep:1')]);
    hold[Symbol.dispose]();
    expect((await idle).counts.done).toBe(1);
  });
});

test('a job that is withdrawn has ended when the call resolves', async () => {
  using study = openTempStudy();
  await using running = startScheduler(study.store);
  const { queue } = running.scheduler;
  const ids = queue.enqueue([command('sleep:60000'), command('sleep:2')]);
  await until('the first runs', () => queue.get(ids[0]!).progress > 0);
  await queue.withdraw(ids);
  expect(ids.map((id) => queue.get(id).status)).toEqual(['cancelled', 'cancelled']);
  expect(storedResults(study.store)).toEqual([]);
});

describe('outcome', () => {
  test('result, summary, follow-ups and the end of the job are one transaction; topics are published after it', async () => {
    using study = openTempStudy();
    const handler = commandHandler({
      commit(tx, payload) {
        writeSetting(tx, `did ${payload.command}`, true);
        return payload.command === 'sleep:1' ? { summary: 'One.', followUps: [command('sleep:2')] } : {};
      },
    });
    await using running = startScheduler(study.store, { handlers: [handler] });
    const [id] = running.scheduler.queue.enqueue([command('sleep:1')]);
    await running.scheduler.whenIdle();
    expect(running.scheduler.queue.get(id!)).toMatchObject({
      status: 'done',
      summary: 'One.',
      progress: 1,
      attempts: 1,
    });
    expect(readSetting(study.store.db, 'did sleep:2', z.boolean())).toBe(true);
    expect(running.published).toContain('recordings');
    expect(running.published).toContain('jobs');
  });

  test('a commit that throws stores nothing, and the job says why', async () => {
    using study = openTempStudy();
    const handler = commandHandler({
      commit(tx) {
        writeSetting(tx, 'half', true);
        throw new AppError('CONFLICT', 'The recording was taken out meanwhile.', 'Nothing to do.');
      },
    });
    await using running = startScheduler(study.store, { handlers: [handler] });
    const [id] = running.scheduler.queue.enqueue([command('sleep:1')]);
    await running.scheduler.whenIdle();
    expect(readSetting(study.store.db, 'half', z.boolean())).toBeUndefined();
    expect(running.scheduler.queue.get(id!)).toMatchObject({ status: 'failed', error: { code: 'CONFLICT' } });
  });

  test('an error of the task fails the job with its code, message and hint, and tells the handler', async () => {
    using study = openTempStudy();
    const handler = commandHandler({
      abandoned: (tx, payload, status) => writeSetting(tx, `abandoned ${payload.command}`, status),
    });
    await using running = startScheduler(study.store, { handlers: [handler] });
    const [thrown, unasked] = running.scheduler.queue.enqueue([command('throw'), command('gives-up')]);
    await running.scheduler.whenIdle();
    expect(running.scheduler.queue.get(thrown!)).toMatchObject({
      status: 'failed',
      error: { code: 'DECODE_FAILED', hint: 'Leave the file out.' },
    });
    expect(readSetting(study.store.db, 'abandoned throw', z.string())).toBe('failed');
    // A task that stops by itself is not a wish of the user's.
    expect(running.scheduler.queue.get(unasked!)).toMatchObject({
      status: 'failed',
      error: { code: 'INTERNAL' },
    });
  });

  test('a payload that the handler cannot read fails the job and starts no worker', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store);
    const [id] = running.scheduler.queue.enqueue([{ type: 'hash', payload: { wrong: 1 }, title: 'wrong' }]);
    await running.scheduler.whenIdle();
    expect(running.scheduler.queue.get(id!)).toMatchObject({ status: 'failed', error: { code: 'INTERNAL' } });
    expect(running.scheduler.workerPids()).toEqual([]);
  });

  test('a job that no handler does fails, and the jobs after it run', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store);
    const { queue } = running.scheduler;
    const [orphan, good] = queue.enqueue([{ type: 'link', payload: {}, title: 'Link' }, command('sleep:1')]);
    await running.scheduler.whenIdle();
    expect(queue.get(orphan!)).toMatchObject({ status: 'failed', error: { code: 'INTERNAL' } });
    expect(queue.get(good!).status).toBe('done');
  });

  test('partial results are stored as they come, each with its own publication', async () => {
    using study = openTempStudy();
    const scanHandler = {
      type: 'scan' as const,
      payload: z.object({ folder: z.string() }),
      topics: ['recordings'] as const,
      task: ({ folder }) => ({ kind: 'scan' as const, folder, timeZone: 'UTC', known: [] }),
      partial: (tx, _payload, partial) => writeSetting(tx, `file ${partial.files[0]?.path}`, true),
      commit: (_tx, _payload, result) => ({ summary: `${result.filesSeen} files` }),
    } satisfies JobHandler<'scan', { folder: string }>;
    await using running = startScheduler(study.store, { handlers: [scanHandler] });
    running.scheduler.queue.enqueue([{ type: 'scan', payload: { folder: 'abc' }, title: 'Scan' }]);
    await running.scheduler.whenIdle();
    for (const name of 'abc') expect(readSetting(study.store.db, `file ${name}`, z.boolean())).toBe(true);
    expect(running.published.filter((topic) => topic === 'recordings').length).toBeGreaterThanOrEqual(4);
  });
});

describe('crash', () => {
  test('the first crash puts the job back, and it completes', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store);
    const [id] = running.scheduler.queue.enqueue([
      command(`crash-once:${path.join(study.parent, 'crashed')}`),
    ]);
    await running.scheduler.whenIdle();
    expect(running.scheduler.queue.get(id!)).toMatchObject({ status: 'done', attempts: 2, error: null });
    expect(storedResults(study.store)).toHaveLength(1);
  });

  test('the second crash quarantines it with the reason; the jobs after it run; a retry gives two more tries', async () => {
    using study = openTempStudy();
    const handler = commandHandler({
      abandoned: (tx, _payload, status) => writeSetting(tx, 'abandoned', status),
      requeued: (tx) => writeSetting(tx, 'abandoned', 'no more'),
    });
    await using running = startScheduler(study.store, { handlers: [handler] });
    const { queue } = running.scheduler;
    const [bad, good] = queue.enqueue([command('segv'), command('sleep:1')]);
    await running.scheduler.whenIdle();
    expect(queue.get(bad!)).toMatchObject({
      status: 'quarantined',
      attempts: 2,
      error: { code: 'WORKER_CRASHED', message: expect.stringMatching(/SIGSEGV.*about to touch memory/) },
    });
    expect(queue.get(good!).status).toBe('done');
    expect(readSetting(study.store.db, 'abandoned', z.string())).toBe('quarantined');
    expect(queue.retry([bad!]).counts).toMatchObject({ quarantined: 0, running: 1 });
    expect(readSetting(study.store.db, 'abandoned', z.string())).toBe('no more');
    await running.scheduler.whenIdle();
    expect(queue.get(bad!)).toMatchObject({ status: 'quarantined', attempts: 4 });
  });

  test('a job that hangs its worker twice is quarantined, and the jobs after it run', async () => {
    using study = openTempStudy();
    const workerConfig = { ...quickWorkerConfig, silenceMs: 1_000 };
    await using running = startScheduler(study.store, { workerConfig });
    const { queue } = running.scheduler;
    const [bad, good] = queue.enqueue([command('block:60000'), command('sleep:1')]);
    await running.scheduler.whenIdle();
    expect(queue.get(bad!)).toMatchObject({
      status: 'quarantined',
      attempts: 2,
      error: { code: 'WORKER_CRASHED', message: expect.stringContaining('did not answer') },
    });
    expect(queue.get(good!).status).toBe('done');
  });

  test('a worker that was asked to end from outside costs the job nothing', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store);
    const { queue } = running.scheduler;
    const markPath = path.join(study.parent, 'pid');
    const [id] = queue.enqueue([command(`mark:${markPath} sleep:800`)]);
    for (let time = 0; time < 3; time += 1) {
      await until('the task runs', () => queue.get(id!).progress > 0);
      process.kill(Number(readFileSync(markPath, 'utf8')), 'SIGTERM');
      await until('it is taken again', () => queue.get(id!).attempts === time + 2);
    }
    await running.scheduler.whenIdle();
    expect(queue.get(id!)).toMatchObject({ status: 'done', attempts: 4 });
  });

  test('workers that cannot start pause the queue instead of failing its jobs', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store, { spawnWorker: forkSpawner('/nowhere/entry.ts') });
    running.scheduler.queue.enqueue([command('sleep:1'), command('sleep:2')]);
    expect(await running.scheduler.whenIdle()).toMatchObject({
      isPaused: true,
      pausedBecause: { code: 'WORKER_CRASHED' },
      counts: { queued: 2, failed: 0, quarantined: 0 },
    });
  });
});

describe('full disk', () => {
  test('of a worker: the job goes back, the queue pauses and says why, also after a restart; resuming runs all', async () => {
    using study = openTempStudy();
    let isDiskFull = true;
    const handler = commandHandler({
      task: ({ command: what }) => ({ kind: 'hash', path: isDiskFull ? 'disk-full' : what }),
    });
    {
      await using running = startScheduler(study.store, { handlers: [handler] });
      running.scheduler.queue.enqueue([command('sleep:1'), command('sleep:2')]);
      const state = await running.scheduler.whenIdle();
      expect(state).toMatchObject({
        isPaused: true,
        pausedBecause: { code: 'DISK_FULL' },
        counts: { queued: 2 },
      });
    }
    await using running = startScheduler(study.store, { handlers: [handler] });
    expect(running.scheduler.queue.state()).toMatchObject({
      isPaused: true,
      pausedBecause: { code: 'DISK_FULL', hint: expect.stringContaining('Free some space') },
    });
    isDiskFull = false;
    expect(running.scheduler.queue.resume()).toMatchObject({ isPaused: false, pausedBecause: null });
    await running.scheduler.whenIdle();
    expect(storedResults(study.store)).toEqual(['sleep:1', 'sleep:2']);
  });

  test('of the database itself: nothing is half stored, and the job runs when there is room again', async () => {
    using study = openTempStudy();
    const { store } = study;
    const errors: string[] = [];
    const handler = commandHandler({
      commit(tx) {
        for (let row = 0; row < 50; row += 1) writeSetting(tx, `row ${row}`, 'x'.repeat(4_000));
        return {};
      },
    });
    await using running = startScheduler(store, {
      handlers: [handler],
      log: { ...silentLog, error: (message) => void errors.push(message) },
      config: { leaseMs: 300, heartbeatMs: 100 },
    });
    const pages = store.db.get<{ page_count: number }>('PRAGMA page_count').page_count;
    store.db.get(`PRAGMA max_page_count = ${pages + 10}`);
    const [id] = running.scheduler.queue.enqueue([command('sleep:1')]);
    expect(await running.scheduler.whenIdle()).toMatchObject({ pausedBecause: { code: 'DISK_FULL' } });
    expect(errors).toContain('The queue paused itself');
    expect(readSetting(store.db, 'row 0', z.string())).toBeUndefined();
    store.db.get('PRAGMA max_page_count = 1000000');
    running.scheduler.queue.resume();
    await until('the job is done', () => running.scheduler.queue.get(id!).status === 'done');
    expect(readSetting(store.db, 'row 49', z.string())).toHaveLength(4_000);
  });
});

describe('pause, cancel, close', () => {
  test('pausing gives running jobs back without blame, survives a restart, and resuming finishes them', async () => {
    using study = openTempStudy();
    let id: number;
    {
      await using running = startScheduler(study.store);
      const { queue } = running.scheduler;
      id = queue.enqueue([command('sleep:1000')])[0]!;
      await until('it runs', () => queue.get(id).progress > 0);
      expect(queue.pause()).toMatchObject({ isPaused: true, pausedBecause: null, etaMs: null });
      await running.scheduler.whenIdle();
      expect(queue.get(id)).toMatchObject({ status: 'queued', progress: 0, error: null });
    }
    await using running = startScheduler(study.store);
    expect(running.scheduler.recoveredJobs).toBe(0);
    expect(await running.scheduler.whenIdle()).toMatchObject({ isPaused: true, counts: { queued: 1 } });
    running.scheduler.queue.resume();
    await running.scheduler.whenIdle();
    expect(running.scheduler.queue.get(id)).toMatchObject({ status: 'done' });
  });

  test('cancelling ends running and waiting jobs and tells the handler; a retry queues them again', async () => {
    using study = openTempStudy();
    const handler = commandHandler({
      abandoned: (tx, payload, status) => writeSetting(tx, `abandoned ${payload.command}`, status),
    });
    await using running = startScheduler(study.store, { handlers: [handler] });
    const { queue } = running.scheduler;
    const [first, second, third] = queue.enqueue([
      command('sleep:5000'),
      command('sleep:2'),
      command('sleep:3'),
    ]);
    await until('the first runs', () => queue.get(first!).progress > 0);
    expect(queue.cancel([first!, second!]).counts).toMatchObject({ cancelled: 1 });
    await running.scheduler.whenIdle();
    expect([first, second, third].map((id) => queue.get(id!).status)).toEqual([
      'cancelled',
      'cancelled',
      'done',
    ]);
    expect(readSetting(study.store.db, 'abandoned sleep:5000', z.string())).toBe('cancelled');
    expect(readSetting(study.store.db, 'abandoned sleep:2', z.string())).toBe('cancelled');
    expect(queue.retry([first!, second!]).counts).toMatchObject({ cancelled: 0 });
    queue.cancel();
    await running.scheduler.whenIdle();
    expect(queue.state().counts).toMatchObject({ cancelled: 2, done: 1, queued: 0, running: 0 });
  });

  test('retrying all that failed leaves alone what was cancelled', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store);
    const { queue } = running.scheduler;
    const [failed, unwanted] = queue.enqueue([command('throw'), command('sleep:5000')]);
    await until('the second runs', () => queue.get(unwanted!).progress > 0);
    queue.cancel([unwanted!]);
    await running.scheduler.whenIdle();
    expect(queue.get(failed!).status).toBe('failed');
    expect(queue.retry().counts).toMatchObject({ cancelled: 1, failed: 0 });
    await running.scheduler.whenIdle();
    expect(queue.get(failed!).attempts).toBe(2);
  });

  test('a job that does not listen is killed, and is cancelled, not crashed', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store);
    const { queue } = running.scheduler;
    const markPath = path.join(study.parent, 'pid');
    const [id] = queue.enqueue([command(`mark:${markPath} block:60000`)]);
    await until('it runs', () => existsSync(markPath));
    const pid = Number(readFileSync(markPath, 'utf8'));
    queue.cancel([id!]);
    await running.scheduler.whenIdle();
    expect(queue.get(id!)).toMatchObject({ status: 'cancelled', error: null });
    expect(isAlive(pid)).toBe(false);
  });

  test('naming a job that does not exist is an error, naming one that is finished changes nothing', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store);
    const { queue } = running.scheduler;
    const [id] = queue.enqueue([command('sleep:1')]);
    await running.scheduler.whenIdle();
    expect(queue.cancel([id!]).counts.done).toBe(1);
    expect(queue.retry([id!]).counts.done).toBe(1);
    for (const call of [() => queue.get(99), () => queue.cancel([99]), () => queue.retry([99])]) {
      expect(call).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    }
  });

  test('closing gives running jobs back, ends the workers and wakes who waits', async () => {
    using study = openTempStudy();
    const running = startScheduler(study.store);
    const { queue } = running.scheduler;
    const [id] = queue.enqueue([command('sleep:30000')]);
    await until('it runs', () => queue.get(id!).progress > 0);
    const waiting = expect(running.scheduler.whenIdle()).rejects.toMatchObject({ code: 'CANCELLED' });
    const pids = running.scheduler.workerPids();
    await running.scheduler[Symbol.asyncDispose]();
    await waiting;
    expect(queue.get(id!)).toMatchObject({ status: 'queued' });
    expect(pids.map(isAlive)).toEqual([false]);
  });

  test('waiting for idle ends with its signal', async () => {
    using study = openTempStudy();
    await using running = startScheduler(study.store);
    running.scheduler.queue.enqueue([command('sleep:30000')]);
    await expect(running.scheduler.whenIdle(AbortSignal.timeout(100))).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });
});

test('progress, speed and remaining time are seen while a job runs; the lease is renewed with them', async () => {
  using study = openTempStudy();
  await using running = startScheduler(study.store, { config: { heartbeatMs: 100 } });
  const { queue } = running.scheduler;
  const [id] = queue.enqueue([command('sleep:4000'), command('sleep:1')]);
  await until('there is an estimate', () => queue.get(id!).etaMs !== null);
  const job = queue.get(id!);
  expect(job).toMatchObject({ status: 'running', phase: 'sleeping', speedXRealtime: 2 });
  expect(job.progress).toBeGreaterThan(0);
  const state = queue.state();
  expect(state.progress).toBeGreaterThan(0);
  expect(state.progress).toBeLessThan(0.5);
  expect(state.etaMs).toBeGreaterThan(0);
  const stored = () =>
    study.store.db.query.job.findFirst({ where: (table, { eq }) => eq(table.id, id!) }).sync();
  await until('progress is stored', () => (stored()?.progress ?? 0) > 0);
  const takenUtcMs = stored()!.startedUtcMs!;
  await until('the lease is renewed', () => stored()!.leaseUntilUtcMs! > takenUtcMs + 30_000 + 100);
});

test('a job that ends before its lease is renewed keeps its speed', async () => {
  using study = openTempStudy();
  await using running = startScheduler(study.store, { config: { heartbeatMs: 600_000 } });
  const { queue } = running.scheduler;
  const [id] = queue.enqueue([command('sleep:300')]);
  await running.scheduler.whenIdle();
  expect(queue.get(id!)).toMatchObject({ status: 'done', speedXRealtime: 2 });
});

test('the list has running jobs first, then queued, then finished, newest first in each', async () => {
  using study = openTempStudy();
  await using running = startScheduler(study.store);
  const { queue } = running.scheduler;
  const done = queue.enqueue([command('sleep:1'), command('sleep:1')]);
  await running.scheduler.whenIdle();
  const [busy, ...waiting] = queue.enqueue([command('sleep:5000'), command('sleep:2'), command('sleep:2')]);
  await until('it runs', () => queue.get(busy!).status === 'running');
  expect(queue.list(10).map((job) => job.id)).toEqual([busy, ...waiting.reverse(), ...done.reverse()]);
  expect(queue.list(2).map((job) => job.id)).toEqual([busy, waiting[0]]);
});
