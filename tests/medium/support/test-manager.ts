import { createChangeBus } from '../../../src-main/services/session/change-bus.ts';
import {
  SessionManager,
  type SessionManagerOptions,
} from '../../../src-main/services/session/session-manager.ts';
import { commandHandler, quickWorkerConfig, silentLog, testWorkerSpawner } from './test-jobs.ts';

/** A real session manager whose jobs run on real test workers. Disposing it closes the study. */
export function makeTestManager(overrides: Partial<SessionManagerOptions> = {}): SessionManager {
  return new SessionManager({
    changes: createChangeBus(),
    handlers: () => [commandHandler()],
    spawnWorker: testWorkerSpawner,
    now: Date.now,
    log: silentLog,
    workerSetting: () => 1,
    workerConfig: quickWorkerConfig,
    ...overrides,
  });
}
