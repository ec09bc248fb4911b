import { eq } from 'drizzle-orm';
import { AppError } from '#shared/errors.ts';
import { analysisChunk } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import { queueLinking } from '../journeys/link-job.ts';
import type { StudySession } from '../session/session.ts';
import { type PlannedRecording, plannedRecordings } from './analysis-plan.ts';
import { deleteFindings } from './analysis-results.ts';
import { analyzeJob, deleteJobsWithoutResult, runningChunks } from './analyze-jobs.ts';
import { type Chunk, isSamePart } from './chunk-plan.ts';

export interface AnalysisRequest {
  /** All accepted ones when left out. */
  readonly recordingIds?: readonly number[] | undefined;
  readonly again?: boolean | undefined;
}

export interface QueuedAnalysis {
  readonly queuedJobs: number;
  /** Recordings whose results were deleted; their crops are still there. */
  readonly withdrawnIds: readonly number[];
  /** Chunks whose jobs go on, and may have written crops already. */
  readonly running: ReturnType<typeof runningChunks>;
}

/** Queues what is not analysed as planned, then linking. Errors: INVALID_INPUT when no recording is accepted. */
export function queueAnalysis(
  tx: StudyTransaction,
  session: StudySession,
  { recordingIds, again }: AnalysisRequest,
): QueuedAnalysis {
  const { store, queue } = session;
  const recordings = plannedRecordings(tx, recordingIds);
  if (recordings.length === 0) {
    throw new AppError(
      'INVALID_INPUT',
      'No recording is accepted yet.',
      'Check the proposed cameras and start times under Footage, and accept them.',
    );
  }
  const stale = again ? recordings : recordings.filter((row) => !fitsPlan(tx, row));
  const withdrawnIds = stale.map((row) => row.id);
  deleteFindings(tx, withdrawnIds);
  deleteJobsWithoutResult(tx, new Set(recordings.map((row) => row.id)));
  const jobs = recordings.flatMap((row) => {
    const done = new Set(chunksDone(tx, row.id).map(({ chunkIndex }) => chunkIndex));
    return row.chunks
      .filter(({ chunkIndex }) => !done.has(chunkIndex))
      .map((chunk) => analyzeJob(row, chunk, store.timeZone));
  });
  const running = runningChunks(tx);
  if (jobs.length === 0) return { queuedJobs: 0, withdrawnIds, running };
  queue.enqueue(jobs, tx);
  queueLinking(session, tx);
  return { queuedJobs: jobs.length + 1, withdrawnIds, running };
}

function chunksDone(tx: StudyTransaction, recordingId: number): Chunk[] {
  return tx.select().from(analysisChunk).where(eq(analysisChunk.recordingId, recordingId)).all();
}

/** Whether the finished chunks are of this plan; a changed chunk length asks for the whole recording anew. */
function fitsPlan(tx: StudyTransaction, { id, chunks }: PlannedRecording): boolean {
  return chunksDone(tx, id).every((done) => {
    const planned = chunks[done.chunkIndex];
    return planned !== undefined && isSamePart(planned, done);
  });
}
