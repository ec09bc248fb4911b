import { availableParallelism } from 'node:os';
import type { JobHandler } from '../jobs/types.ts';
import type { Services } from '../rpc/services.ts';
import { AnalysisService } from '../services/analysis/analysis-service.ts';
import { AnalyzeHandler } from '../services/analysis/analyze-handler.ts';
import { JobsService } from '../services/jobs/jobs-service.ts';
import { JourneysService } from '../services/journeys/journeys-service.ts';
import { LinkHandler } from '../services/journeys/link-handler.ts';
import { HashHandler } from '../services/library/hash-handler.ts';
import { LibraryService } from '../services/library/library-service.ts';
import { PrepareHandler } from '../services/library/prepare-handler.ts';
import { ScanHandler } from '../services/library/scan-handler.ts';
import { MediaService, type MediaUrlSigner } from '../services/media/media-service.ts';
import type { ModelProver } from '../services/models/model-prover.ts';
import type { ModelStore } from '../services/models/model-store.ts';
import { ModelsService } from '../services/models/models-service.ts';
import { PeopleService } from '../services/people/people-service.ts';
import { PlanService } from '../services/plan/plan-service.ts';
import { ReportHandler } from '../services/reports/report-handler.ts';
import { ReportsService } from '../services/reports/reports-service.ts';
import { ReviewService } from '../services/review/review-service.ts';
import { SearchService } from '../services/search/search-service.ts';
import type { SessionManager } from '../services/session/session-manager.ts';
import { SampleStudy } from '../services/studies/sample/sample-study.ts';
import { StudiesService } from '../services/studies/studies-service.ts';
import { type HostFacts, SystemService } from '../services/system/system-service.ts';
import type { SerialWorker } from '../workers/serial-worker.ts';

export interface ServiceOptions {
  readonly facts: HostFacts;
  readonly recentFile: string;
  /** The sample study's material. */
  readonly sampleFolder: string;
  readonly signMediaUrl: MediaUrlSigner;
  readonly models: ModelStore;
  readonly prover: ModelProver;
  /** Answers searches, and looks for staff and groups. */
  readonly searchWorker: SerialWorker;
}

/** One worker runs per two cores, so two threads each fill the machine without fighting over it. */
const threadsPerWorker = Math.min(2, availableParallelism());

export type BuiltServices = ReturnType<typeof buildServices>;

/** The services, one per group of the contract, and what does their jobs. */
export function buildServices(manager: SessionManager, options: ServiceOptions) {
  const library = new LibraryService(manager);
  const plan = new PlanService(manager);
  const analysis = new AnalysisService(manager);
  const sample = new SampleStudy(manager, { library, plan, analysis }, options.sampleFolder);
  const services = {
    system: new SystemService(options.facts, manager.changes),
    studies: new StudiesService(manager, options.recentFile, options.facts.studiesFolder, sample),
    library,
    plan,
    jobs: new JobsService(manager),
    analysis,
    journeys: new JourneysService(manager),
    people: new PeopleService(manager, options.searchWorker),
    search: new SearchService(manager, {
      models: options.models,
      worker: options.searchWorker,
      threads: threadsPerWorker,
    }),
    review: new ReviewService(manager),
    reports: new ReportsService(manager),
    models: new ModelsService(manager, options.models, options.prover),
    media: new MediaService(manager, options.signMediaUrl),
  } satisfies Services;

  const handlers: JobHandler[] = [
    new ScanHandler(manager),
    new HashHandler(manager),
    new PrepareHandler(manager),
    new AnalyzeHandler(manager, { models: options.models, threads: threadsPerWorker }),
    new LinkHandler(manager),
    new ReportHandler(manager, { appVersion: options.facts.version }),
  ];
  return { services, handlers };
}
