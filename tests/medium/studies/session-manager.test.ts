/** Real: the store, the scheduler, worker processes. Made up: what the tasks do. */
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../support/temp-study.ts';
import { command, storedResults } from '../support/test-jobs.ts';
import { makeTestManager } from '../support/test-manager.ts';
import { until } from '../support/wait.ts';

const mall = (folder: string, name = 'Mall') => ({ folder, name, timeZone: 'Europe/Berlin' });

test('without a study there is no session, and asking for one says so', async () => {
  await using manager = makeTestManager();
  expect(manager.sessionOrNull()).toBeNull();
  expect(() => manager.session()).toThrow(expect.objectContaining({ code: 'NO_STUDY_OPEN' }));
  await manager.close();
});

test('an open study runs jobs; closing gives the running one back; opening again finishes it', async () => {
  using folder = makeTempFolder();
  await using manager = makeTestManager();
  const topics: string[] = [];
  manager.changes.subscribe((changed) => topics.push(...changed), new AbortController().signal);
  const session = await manager.create(mall(folder.path));
  expect(manager.session()).toBe(session);
  expect(topics).toContain('study');
  const [id] = session.queue.enqueue([command('sleep:600')]);
  await until('it runs', () => session.queue.get(id!).progress > 0);
  const studyFolder = session.store.layout.folder;
  await manager.close();
  expect(manager.sessionOrNull()).toBeNull();

  const again = await manager.open(studyFolder);
  // It was given back in order: there is nothing to tell.
  expect(again.notice).toBeNull();
  await again.whenIdle();
  expect(storedResults(again.store)).toEqual(['sleep:600']);
});

test('jobs that a dead host left are told when the study is opened', async () => {
  using folder = makeTempFolder();
  await using manager = makeTestManager();
  const session = await manager.create(mall(folder.path));
  session.queue.pause();
  const [id] = session.queue.enqueue([command('sleep:1')]);
  session.store.db.run(
    `UPDATE job SET status = 'running', leaseOwner = 'dead', leaseUntilUtcMs = 9e15 WHERE id = ${id}`,
  );
  const studyFolder = session.store.layout.folder;
  await manager.close();
  const again = await manager.open(studyFolder);
  expect(again.notice).toMatch(/One job was interrupted and will run again/);
  expect(again.queue.get(id!).status).toBe('queued');
});

test('a link to the open study opens the same one', async () => {
  using folder = makeTempFolder();
  await using manager = makeTestManager();
  const session = await manager.create(mall(folder.path));
  const link = path.join(folder.path, 'link.wandr');
  symlinkSync(session.store.layout.folder, link, 'junction');
  expect(await manager.open(link)).toBe(session);
});

test('opening another study takes its place; one that cannot be opened leaves the first open', async () => {
  using folder = makeTempFolder();
  await using manager = makeTestManager();
  const first = await manager.create(mall(folder.path, 'First'));
  await expect(manager.open(path.join(folder.path, 'gone.wandr'))).rejects.toMatchObject({
    code: 'STUDY_NOT_FOUND',
  });
  expect(manager.session()).toBe(first);
  expect(await manager.open(first.store.layout.folder)).toBe(first);
  const second = await manager.create(mall(folder.path, 'Second'));
  expect(manager.session()).toBe(second);
  // The first was closed and its lock given back.
  const reopened = await manager.open(first.store.layout.folder);
  expect(reopened.store.name).toBe('First');
});

test('calls that come at once are done one after another', async () => {
  using folder = makeTempFolder();
  await using manager = makeTestManager();
  const made = await manager.create(mall(folder.path));
  const studyFolder = made.store.layout.folder;
  const [, opened] = await Promise.all([
    manager.close(),
    manager.open(studyFolder),
    manager.open(studyFolder),
  ]);
  expect(manager.session()).toBe(opened);
});
