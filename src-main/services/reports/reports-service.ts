import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { asc, desc, eq } from 'drizzle-orm';
import type { ReportFile, ReportFormat } from '#shared/contract/reports.ts';
import { AppError } from '#shared/errors.ts';
import { analysisChunk, reportFile } from '../../store/schema/index.ts';
import { LINK_BARRIER } from '../journeys/link-job.ts';
import type { ServiceContext } from '../session/session.ts';
import type { ReportPayload } from './report-handler.ts';

/** Reports wait for linking, which waits for analysis. */
const REPORT_BARRIER = LINK_BARRIER + 10;

/** Files for people outside: PDF and CSVs. */
export class ReportsService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** Newest first. */
  list(): ReportFile[] {
    return this.#context
      .session()
      .store.db.select()
      .from(reportFile)
      .orderBy(desc(reportFile.createdUtcMs), desc(reportFile.format), asc(reportFile.fileName))
      .all();
  }

  /** Errors: INVALID_INPUT when nothing is analysed. */
  create({ formats }: { formats: ReportFormat[] }): { jobId: number } {
    const { store, queue } = this.#context.session();
    if (!store.db.select().from(analysisChunk).limit(1).get()) {
      throw new AppError(
        'INVALID_INPUT',
        'Nothing is analysed yet, so there is nothing to report.',
        'Start the analysis first; the report can be made as soon as its first part is done.',
      );
    }
    const wanted = [...new Set(formats)].sort();
    const payload: ReportPayload = { formats: wanted, createdUtcMs: this.#context.now() };
    const [jobId] = queue.enqueue([
      {
        type: 'report',
        payload,
        title: `Report (${wanted.map((format) => format.toUpperCase()).join(', ')})`,
        barrier: REPORT_BARRIER,
      },
    ]);
    this.#context.changes.publish('jobs');
    return { jobId: jobId! };
  }

  /** Errors: NOT_FOUND. */
  async delete({ id }: { id: number }): Promise<void> {
    const { store } = this.#context.session();
    const row = store.transaction((tx) =>
      tx.delete(reportFile).where(eq(reportFile.id, id)).returning().get(),
    );
    if (!row) {
      throw new AppError('NOT_FOUND', 'That report is no longer there.', 'Reload the list of reports.');
    }
    await rm(join(store.layout.reports, row.fileName), { force: true });
    this.#context.changes.publish('reports');
  }
}
