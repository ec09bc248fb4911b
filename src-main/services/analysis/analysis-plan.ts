import { and, asc, eq, inArray } from 'drizzle-orm';
import { isOnTimeLine } from '../../store/on-time-line.ts';
import { camera, recording } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';
import { readModelChoice } from '../models/model-choice.ts';
import { readAnalysisSettings } from './analysis-settings.ts';
import type { AnalyzePayload } from './analyze-payload.ts';
import { planChunks } from './chunk-plan.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;

/** A recording and how it is analysed by the settings of now. */
export interface PlannedRecording {
  readonly id: number;
  readonly startUtcMs: number;
  readonly cameraName: string;
  /** By index. */
  readonly chunks: readonly AnalyzePayload[];
}

/** The accepted ones, all or of `ids`, in order of time, which is the order they are worked in. */
export function plannedRecordings(db: Reader, ids: readonly number[] | undefined): PlannedRecording[] {
  const { chunkMs, sampleFps } = readAnalysisSettings(db);
  const models = readModelChoice(db);
  return acceptedRecordings(db, ids).map(({ durationMs, ...row }) => ({
    ...row,
    chunks: planChunks(durationMs, chunkMs).map((chunk) => ({
      recordingId: row.id,
      ...chunk,
      sampleFps,
      models,
    })),
  }));
}

function acceptedRecordings(db: Reader, ids: readonly number[] | undefined) {
  return db
    .select({
      id: recording.id,
      startUtcMs: recording.startUtcMs,
      durationMs: recording.durationMs,
      cameraName: camera.name,
    })
    .from(recording)
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .where(and(isOnTimeLine, ids && inArray(recording.id, [...ids])))
    .orderBy(asc(recording.startUtcMs), asc(recording.id))
    .all()
    .map((row) => ({ ...row, startUtcMs: row.startUtcMs!, durationMs: row.durationMs! }));
}
