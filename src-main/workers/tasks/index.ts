import type { TaskRegistry } from '../serve-tasks.ts';

/** What a worker can do. Each task's code, with the native libraries it needs, is loaded at its first use. */
export const taskRegistry: TaskRegistry = {
  scan: async () => (await import('./scan.ts')).scan,
  hash: async () => (await import('./hash.ts')).hash,
  prepare: async () => (await import('./prepare.ts')).prepare,
  analyze: async () => (await import('./analyze.ts')).analyze,
  link: async () => (await import('./link.ts')).link,
  'check-model': async () => (await import('./check-model.ts')).checkModel,
  providers: async () => (await import('./providers.ts')).providers,
  report: async () => (await import('./report.ts')).report,
  people: async () => (await import('./people.ts')).people,
  search: async () => (await import('./search.ts')).search,
  'describe-picture': async () => (await import('./describe-picture.ts')).describePicture,
};
