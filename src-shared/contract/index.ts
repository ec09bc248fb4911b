/** The one contract between renderer and host; two transports carry it (MessagePort and WebSocket). */
import { analysisContract } from './analysis.ts';
import { jobsContract } from './jobs.ts';
import { journeysContract } from './journeys.ts';
import { libraryContract } from './library.ts';
import { mediaContract } from './media.ts';
import { modelsContract } from './models.ts';
import { peopleContract } from './people.ts';
import { planContract } from './plan.ts';
import { reportsContract } from './reports.ts';
import { reviewContract } from './review.ts';
import { searchContract } from './search.ts';
import { studiesContract } from './studies.ts';
import { systemContract } from './system.ts';

export const contract = {
  system: systemContract,
  studies: studiesContract,
  library: libraryContract,
  plan: planContract,
  jobs: jobsContract,
  analysis: analysisContract,
  journeys: journeysContract,
  review: reviewContract,
  models: modelsContract,
  people: peopleContract,
  search: searchContract,
  reports: reportsContract,
  media: mediaContract,
};
export type Contract = typeof contract;
