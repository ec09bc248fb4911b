/** The jobs that analyse chunks, in table `job`. */
import { and, eq, inArray } from 'drizzle-orm';
import { formatInZone } from '../../core/timeline/zone.ts';
import { deleteJobs, retryableStatuses, unfinishedStatuses } from '../../jobs/job-table.ts';
import type { NewJob } from '../../jobs/types.ts';
import { job } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb, StudyTransaction } from '../../store/study-store.ts';
import type { PlannedRecording } from './analysis-plan.ts';
import { type AnalyzePayload, analyzeKey, analyzePayloadSchema } from './analyze-payload.ts';
import type { Chunk } from './chunk-plan.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;
type JobStatus = typeof job.$inferSelect.status;

export function analyzeJob(recording: PlannedRecording, chunk: AnalyzePayload, timeZone: string): NewJob {
  const from = formatInZone(recording.startUtcMs + chunk.fromOffsetMs, timeZone);
  const to = formatInZone(recording.startUtcMs + chunk.toOffsetMs, timeZone);
  return {
    type: 'analyze',
    payload: chunk,
    title: `Analyse ${recording.cameraName} ${from}–${to.slice(11)}`,
    dedupeKey: analyzeKey(chunk),
    recordingId: recording.id,
  };
}

/** Unfinished jobs that would analyse the recordings otherwise than planned. */
export function unfinishedOfOtherPlans(db: Reader, recordings: readonly PlannedRecording[]): number[] {
  const planOf = new Map(recordings.map((recording) => [recording.id, recording.chunks]));
  const jobsOf = Map.groupBy(analyzeJobs(db, unfinishedStatuses), (row) => row.recordingId);
  return [...jobsOf].flatMap(([recordingId, rows]) => {
    const plan = recordingId === null ? undefined : planOf.get(recordingId);
    if (!plan) return [];
    const planned = new Set<string | null>(plan.map(analyzeKey));
    return rows.filter((row) => !planned.has(row.dedupeKey)).map((row) => row.id);
  });
}

/** Forgets jobs of recordings that failed or were cancelled: retried, they would undo what others did since. */
export function deleteJobsWithoutResult(tx: StudyTransaction, recordingIds: ReadonlySet<number>): void {
  const rows = analyzeJobs(tx, retryableStatuses).filter(
    (row) => row.recordingId !== null && recordingIds.has(row.recordingId),
  );
  deleteJobs(
    tx,
    rows.map((row) => row.id),
  );
}

/** What workers are at. */
export function runningChunks(db: Reader): Pick<AnalyzePayload, 'recordingId' | keyof Chunk>[] {
  return db
    .select({ payload: job.payload })
    .from(job)
    .where(and(eq(job.type, 'analyze'), eq(job.status, 'running')))
    .all()
    .map((row) => analyzePayloadSchema.parse(row.payload));
}

function analyzeJobs(db: Reader, statuses: readonly JobStatus[]) {
  return db
    .select({ id: job.id, recordingId: job.recordingId, dedupeKey: job.dedupeKey })
    .from(job)
    .where(and(eq(job.type, 'analyze'), inArray(job.status, [...statuses])))
    .all();
}
