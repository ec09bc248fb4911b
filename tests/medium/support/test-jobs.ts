import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Log } from '../../../src-main/jobs/log.ts';
import { Scheduler, type SchedulerOptions } from '../../../src-main/jobs/scheduler.ts';
import type { JobHandler, JobOutcome, NewJob } from '../../../src-main/jobs/types.ts';
import { readSetting, writeSetting } from '../../../src-main/store/settings.ts';
import type { StudyStore, StudyTransaction } from '../../../src-main/store/study-store.ts';
import { forkSpawner } from '../../../src-main/workers/fork-spawner.ts';
import type { Topic } from '../../../src-shared/contract/system.ts';

export const testWorkerSpawner = forkSpawner(fileURLToPath(new URL('./test-worker.ts', import.meta.url)));

/** Grace periods short enough for a test, long enough for a busy machine. */
export const quickWorkerConfig = { cancelGraceMs: 300, exitGraceMs: 300 } as const;

const payloadSchema = z.object({ command: z.string() });
type Payload = z.infer<typeof payloadSchema>;
const resultsSchema = z.array(z.string());

/** What the test handlers stored, in the order of their commits. */
export function storedResults(store: StudyStore): string[] {
  return readSetting(store.db, 'test.results', resultsSchema) ?? [];
}

/** Does `command` on the test worker, and stores it as done. */
export function commandHandler(overrides: Partial<JobHandler<'hash', Payload>> = {}) {
  return {
    type: 'hash' as const,
    payload: payloadSchema,
    topics: ['recordings'] as const,
    task: (payload: Payload) => ({ kind: 'hash' as const, path: payload.command }),
    commit(tx: StudyTransaction, payload: Payload): JobOutcome {
      const results = readSetting(tx, 'test.results', resultsSchema) ?? [];
      writeSetting(tx, 'test.results', [...results, payload.command]);
      return { summary: `did ${payload.command}` };
    },
    ...overrides,
  } satisfies JobHandler<'hash', Payload>;
}

export function command(what: string, extra: Partial<NewJob> = {}): NewJob {
  return { type: 'hash', payload: { command: what }, title: what, ...extra };
}

export const silentLog: Log = { info() {}, warn() {}, error() {} };

export interface TestScheduler extends AsyncDisposable {
  readonly scheduler: Scheduler;
  readonly published: Topic[];
}

/** A real scheduler on real worker processes that run the test worker. */
export function startScheduler(store: StudyStore, overrides: Partial<SchedulerOptions> = {}): TestScheduler {
  const published: Topic[] = [];
  const scheduler = new Scheduler({
    store,
    handlers: [commandHandler()],
    spawnWorker: testWorkerSpawner,
    workers: () => 1,
    now: Date.now,
    publish: (...topics) => void published.push(...topics),
    log: silentLog,
    workerConfig: quickWorkerConfig,
    ...overrides,
  });
  scheduler.start();
  return { scheduler, published, [Symbol.asyncDispose]: () => scheduler[Symbol.asyncDispose]() };
}
