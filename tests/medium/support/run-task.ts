import { LinkHandler } from '../../../src-main/services/journeys/link-handler.ts';
import type { ServiceContext } from '../../../src-main/services/session/session.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { link } from '../../../src-main/workers/tasks/link.ts';
import { report } from '../../../src-main/workers/tasks/report.ts';
import type { LinkResult, ResultOf, TaskContext } from '../../../src-main/workers/tasks.ts';

/** A task's context outside a worker; its progress is kept. */
export function taskContext(signal = new AbortController().signal) {
  const progress: number[] = [];
  const context: TaskContext = {
    signal,
    progress: (update) => progress.push(update.progress),
    partial: () => {},
  };
  return { context, progress };
}

/** Runs linking on a study and stores its result, as the job queue would. */
export async function linkStudy(store: StudyStore, context: ServiceContext): Promise<LinkResult> {
  const handler = new LinkHandler(context);
  const result = await link(handler.task(), taskContext().context);
  store.transaction((tx) => handler.commit(tx, {}, result));
  return result;
}

export function writeReport(store: StudyStore, createdUtcMs: number): Promise<ResultOf<'report'>> {
  const { database, folder, reports } = store.layout;
  return report(
    {
      kind: 'report',
      databasePath: database,
      studyFolder: folder,
      reportsFolder: reports,
      formats: ['csv', 'pdf'],
      createdUtcMs,
      appVersion: '0.1.0',
    },
    taskContext().context,
  );
}
