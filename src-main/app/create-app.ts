import { join } from 'node:path';
import type { SystemInfo } from '#shared/contract/system.ts';
import type { JobHandler } from '../jobs/types.ts';
import type { ReportBug } from '../rpc/errors.ts';
import { readAnalysisSettings } from '../services/analysis/analysis-settings.ts';
import type { MediaUrlSigner } from '../services/media/media-service.ts';
import { ModelProver } from '../services/models/model-prover.ts';
import { ModelStore } from '../services/models/model-store.ts';
import { createChangeBus } from '../services/session/change-bus.ts';
import type { ServiceContext } from '../services/session/session.ts';
import { SessionManager } from '../services/session/session-manager.ts';
import type { WorkerSpawner } from '../workers/channel.ts';
import { SerialWorker } from '../workers/serial-worker.ts';
import { type BuiltServices, buildServices } from './build-services.ts';
import type { DataFolder } from './data-folder.ts';
import { installation } from './installation.ts';
import { FileLogger, type Logger } from './logger.ts';

export interface AppOptions {
  readonly host: SystemInfo['host'];
  readonly data: DataFolder;
  readonly spawnWorker: WorkerSpawner;
  readonly signMediaUrl: MediaUrlSigner;
  /** The sample mall to open instead of the installation's; the accuracy run has others. */
  readonly sampleFolder?: string;
  /** UTC milliseconds; tests set it. */
  readonly now?: () => number;
}

/** A search process keeps what it read of the study; longer keeps the next search fast, shorter frees memory sooner. */
const searchIdleMs = 10 * 60_000;

/** Everything behind the hosts. Disposing it gives running jobs back and closes the study. */
export interface App extends AsyncDisposable {
  readonly services: BuiltServices['services'];
  readonly context: ServiceContext;
  readonly logger: Logger;
  /** Where the RPC reports its bugs. */
  readonly reportBug: ReportBug;
}

/**
 * Builds the services once, the same for every host. Opens no study.
 * Errors: MODEL_INVALID when a model does not match its card.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { version, models: modelsFolder, sample: sampleFolder } = installation();
  const models = await ModelStore.open(modelsFolder, join(options.data.folder, 'models'));
  const logger = new FileLogger(options.data.logs);
  const handlers: JobHandler[] = [];
  const manager = new SessionManager({
    changes: createChangeBus(),
    handlers: () => handlers,
    spawnWorker: options.spawnWorker,
    now: options.now ?? Date.now,
    log: logger,
    workerSetting: (db) => readAnalysisSettings(db).workers,
  });
  const searchWorker = new SerialWorker({ spawn: options.spawnWorker }, searchIdleMs);
  const built = buildServices(manager, {
    facts: {
      host: options.host,
      version,
      studiesFolder: options.data.studies,
    },
    recentFile: options.data.recentFile,
    sampleFolder: options.sampleFolder ?? sampleFolder,
    signMediaUrl: options.signMediaUrl,
    models,
    prover: new ModelProver(options.spawnWorker, join(modelsFolder, 'golden-people.jpg')),
    searchWorker,
  });
  handlers.push(...built.handlers);

  return {
    services: built.services,
    context: manager,
    logger,
    reportBug: (bug) => logger.error('A procedure failed.', bug),
    async [Symbol.asyncDispose]() {
      await searchWorker[Symbol.asyncDispose]();
      await manager[Symbol.asyncDispose]();
    },
  };
}
