import { eq } from 'drizzle-orm';
import { AppError } from '#shared/errors.ts';
import { trackletId } from '../../core/tracking/tracklet-id.ts';
import type { JobHandler, JobOutcome } from '../../jobs/types.ts';
import {
  analysisChunk,
  model,
  outfit,
  recording,
  recordingGap,
  tracklet,
  trackletEmbedding,
} from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import type { ResultOf, TaskOf } from '../../workers/tasks.ts';
import type { ServiceContext } from '../session/session.ts';
import { chunksInTheWay, deleteChunkResults } from './analysis-results.ts';
import { type AnalyzePayload, analyzePayloadSchema } from './analyze-payload.ts';
import { isSamePart } from './chunk-plan.ts';
import { insertInBatches } from './insert-in-batches.ts';
import { checkSource } from './source-check.ts';

/** The tracker sees this much before a chunk, so that people in view at the border are tracked from its start. */
const LEAD_IN_MS = 2_000;

/** Where the models lie that a study chose; null asks for what Wandr uses by itself. Errors: NOT_FOUND. */
export interface ModelPaths {
  detectorPath(name: string | null): string;
  parserPath(name: string | null): string;
  /** Undefined for the descriptor that needs no file. */
  outfitPath(name: string | null): string | undefined;
}

export interface AnalyzeOptions {
  readonly models: ModelPaths;
  /** Inference threads per worker. */
  readonly threads: number;
}

/** Analyses one chunk of a recording. */
export class AnalyzeHandler implements JobHandler<'analyze', AnalyzePayload> {
  readonly type = 'analyze';
  readonly payload = analyzePayloadSchema;
  readonly topics = ['tracklets', 'recordings', 'journeys'] as const;
  readonly #context: ServiceContext;
  readonly #options: AnalyzeOptions;

  constructor(context: ServiceContext, options: AnalyzeOptions) {
    this.#context = context;
    this.#options = options;
  }

  /** Errors: NOT_FOUND, CONFLICT, FILE_MISSING, FILE_CHANGED. */
  task(payload: AnalyzePayload): TaskOf<'analyze'> {
    const { models, threads } = this.#options;
    const { detector, outfit: outfitModel, parser, provider } = payload.models;
    const { store } = this.#context.session();
    const source = store.db.select().from(recording).where(eq(recording.id, payload.recordingId)).get();
    if (!source) {
      throw new AppError('NOT_FOUND', 'The recording was taken out of the study.', 'Nothing is left to do.');
    }
    // A job that is retried long after it failed: another one may have done its work.
    if (chunksInTheWay(store.db, payload).length > 0) throw analysedMeanwhile();
    checkSource(source);
    const outfitPath = models.outfitPath(outfitModel);
    return {
      kind: 'analyze',
      path: source.path,
      recordingId: payload.recordingId,
      chunkIndex: payload.chunkIndex,
      fromOffsetMs: payload.fromOffsetMs,
      toOffsetMs: payload.toOffsetMs,
      leadInMs: Math.min(LEAD_IN_MS, payload.fromOffsetMs),
      sampleFps: payload.sampleFps,
      clockResets: source.probe?.clockResets,
      cropsFolder: store.layout.crops,
      detectorPath: models.detectorPath(detector),
      parserPath: models.parserPath(parser),
      ...(outfitPath !== undefined && { outfitPath }),
      provider,
      threads,
    };
  }

  /** Errors: CONFLICT. */
  commit(tx: StudyTransaction, payload: AnalyzePayload, result: ResultOf<'analyze'>): JobOutcome {
    const { recordingId } = payload;
    const isPresent = tx
      .select({ id: recording.id })
      .from(recording)
      .where(eq(recording.id, recordingId))
      .get();
    if (!isPresent)
      return { summary: 'The recording was taken out of the study meanwhile; nothing was kept.' };
    if (chunksInTheWay(tx, payload).some((other) => !isSamePart(other, payload))) throw analysedMeanwhile();
    deleteChunkResults(tx, payload);
    this.#storeChunk(tx, payload, result);
    storeTracklets(tx, payload, result);
    const gaps = result.gaps.map((gap) => ({
      recordingId,
      startOffsetMs: Math.round(gap.startOffsetMs),
      endOffsetMs: Math.round(gap.endOffsetMs),
      reason: gap.reason,
    }));
    insertInBatches(gaps, (rows) => tx.insert(recordingGap).values(rows).run());
    return { summary: summaryOf(result) };
  }

  #storeChunk(tx: StudyTransaction, payload: AnalyzePayload, result: ResultOf<'analyze'>): void {
    const { recordingId, chunkIndex, fromOffsetMs, toOffsetMs, sampleFps } = payload;
    const { sampledFrames, decodeErrors, provider, embeddingSpace, models } = result;
    const modelSha256s = models.map(({ sha256 }) => sha256);
    const provenance = { sampleFps, provider, modelSha256s, embeddingSpace };
    tx.insert(analysisChunk)
      .values({ recordingId, chunkIndex, fromOffsetMs, toOffsetMs, sampledFrames, decodeErrors, provenance })
      .run();
    const firstUsedUtcMs = this.#context.now();
    tx.insert(model)
      .values(models.map((used) => ({ ...used, provider, firstUsedUtcMs })))
      .onConflictDoNothing()
      .run();
  }
}

function analysedMeanwhile(): AppError {
  return new AppError(
    'CONFLICT',
    'This part of the recording was analysed by another job since, perhaps with other settings.',
    'Nothing is left to do; to have the recording analysed anew, analyse it again under Analysis.',
  );
}

function storeTracklets(tx: StudyTransaction, payload: AnalyzePayload, result: ResultOf<'analyze'>): void {
  const { recordingId, chunkIndex } = payload;
  const found = result.tracklets.map((row) => ({
    ...row,
    id: trackletId(recordingId, chunkIndex, row.ordinal),
  }));
  insertInBatches(found, (rows) =>
    tx
      .insert(tracklet)
      .values(
        rows.map(({ id, startOffsetMs, endOffsetMs, boxCount, meanScore, path, crops }) => ({
          id,
          recordingId,
          chunkIndex,
          startOffsetMs,
          endOffsetMs,
          boxCount,
          meanScore,
          path: Buffer.from(path),
          crops,
        })),
      )
      .run(),
  );
  insertInBatches(
    found.flatMap(({ id, embedding }) =>
      embedding
        ? [
            {
              trackletId: id,
              space: result.embeddingSpace,
              vector: Buffer.from(new Uint8Array(embedding.buffer, embedding.byteOffset, embedding.length)),
            },
          ]
        : [],
    ),
    (rows) => tx.insert(trackletEmbedding).values(rows).run(),
  );
  insertInBatches(found, (rows) =>
    tx
      .insert(outfit)
      .values(rows.map((row) => ({ trackletId: row.id, ...row.outfit })))
      .run(),
  );
}

function summaryOf({ tracklets, sampledFrames, decodeErrors, gaps }: ResultOf<'analyze'>): string {
  const found = `${tracklets.length} tracklets in ${sampledFrames} frames.`;
  if (gaps.length === 0 && decodeErrors === 0) return found;
  return `${found} ${decodeErrors} packets could not be decoded; ${gaps.length} gaps are marked as not observed.`;
}
