import { join } from 'node:path';
import type { SystemInfo } from '#shared/contract/system.ts';
import { readModelCard } from '../inference/model-card.ts';
import { loadModelCards } from '../inference/shipped-models.ts';
import type { JobHandler } from '../jobs/types.ts';
import type { ReportBug } from '../rpc/errors.ts';
import { readAnalysisSettings } from '../services/analysis/analysis-settings.ts';
import type { DetectorModel } from '../services/analysis/analyze-handler.ts';
import type { MediaUrlSigner } from '../services/media/media-service.ts';
import { createChangeBus } from '../services/session/change-bus.ts';
import type { ServiceContext } from '../services/session/session.ts';
import { SessionManager } from '../services/session/session-manager.ts';
import type { WorkerSpawner } from '../workers/channel.ts';
import { type BuiltServices, buildServices } from './build-services.ts';
import type { DataFolder } from './data-folder.ts';
import { installation } from './installation.ts';
import { FileLogger, type Logger } from './logger.ts';

export interface AppOptions {
  readonly host: SystemInfo['host'];
  readonly data: DataFolder;
  readonly spawnWorker: WorkerSpawner;
  readonly signMediaUrl: MediaUrlSigner;
  /** UTC milliseconds; tests set it. */
  readonly now?: () => number;
}

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
  const models = await loadModelCards(modelsFolder);
  const detector = await detectorModel(modelsFolder);
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
  const built = buildServices(manager, {
    facts: { host: options.host, version, models, provider: 'cpu', studiesFolder: options.data.studies },
    recentFile: options.data.recentFile,
    sampleFolder,
    signMediaUrl: options.signMediaUrl,
    detector,
  });
  handlers.push(...built.handlers);

  return {
    services: built.services,
    context: manager,
    logger,
    reportBug: (bug) => logger.error('A procedure failed.', bug),
    async [Symbol.asyncDispose]() {
      await manager[Symbol.asyncDispose]();
    },
  };
}

/** The detector that this project ships. */
async function detectorModel(modelsFolder: string): Promise<DetectorModel> {
  const card = await readModelCard(join(modelsFolder, 'person-detector.json'));
  return { path: join(modelsFolder, card.file), name: card.name, sha256: card.sha256, card };
}
