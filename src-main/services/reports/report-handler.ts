import { z } from 'zod';
import { reportFormatSchema } from '#shared/contract/reports.ts';
import type { JobHandler, JobOutcome } from '../../jobs/types.ts';
import { reportFile } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import type { ResultOf, TaskOf } from '../../workers/tasks.ts';
import type { ServiceContext } from '../session/session.ts';

export const reportPayloadSchema = z.object({
  formats: z.array(reportFormatSchema).min(1),
  /** When it was asked for: printed in the report, so that a retried job writes the same bytes. */
  createdUtcMs: z.number().int(),
});
export type ReportPayload = z.infer<typeof reportPayloadSchema>;

/** Writes a report on the study as it stands when the job runs. */
export class ReportHandler implements JobHandler<'report', ReportPayload> {
  readonly type = 'report';
  readonly payload = reportPayloadSchema;
  readonly topics = ['reports'] as const;
  readonly #context: ServiceContext;
  readonly #appVersion: string;

  constructor(context: ServiceContext, options: { readonly appVersion: string }) {
    this.#context = context;
    this.#appVersion = options.appVersion;
  }

  task({ formats, createdUtcMs }: ReportPayload): TaskOf<'report'> {
    const { layout } = this.#context.session().store;
    return {
      kind: 'report',
      databasePath: layout.database,
      studyFolder: layout.folder,
      reportsFolder: layout.reports,
      formats,
      createdUtcMs,
      appVersion: this.#appVersion,
    };
  }

  /** A file that was written over keeps its row. */
  commit(tx: StudyTransaction, { createdUtcMs }: ReportPayload, { files }: ResultOf<'report'>): JobOutcome {
    for (const file of files) {
      const row = { ...file, createdUtcMs };
      tx.insert(reportFile).values(row).onConflictDoUpdate({ target: reportFile.fileName, set: row }).run();
    }
    return { summary: `Wrote ${files.map(({ fileName }) => fileName).join(', ')}.` };
  }
}
