/**
 * The tasks that a worker process can do, and their results: plain data, parsed once on each side.
 * A task names files and numbers, never handles; frames stay inside the worker.
 */
import { z } from 'zod';
import { outfitSchema } from '#shared/contract/analysis.ts';
import { errorInfoSchema } from '#shared/contract/base.ts';
import { linkReportSchema } from '#shared/contract/journeys.ts';
import { evidenceSchema, mediaProbeSchema } from '#shared/contract/library.ts';
import { providerSchema } from '#shared/contract/models.ts';
import { reportFormatSchema } from '#shared/contract/reports.ts';
import { boxPxSchema } from '#shared/units.ts';
import { headNames } from '../core/detection/heads/head.ts';
import { peopleResultSchema, peopleTaskSchema } from './people/schemas.ts';
import {
  describePictureResultSchema,
  describePictureTaskSchema,
  searchResultSchema,
  searchTaskSchema,
} from './search/schemas.ts';

/** Walks a folder, probes every video by content, proposes camera and start. Yields `ScannedFile` partials. */
export const scanTaskSchema = z.object({
  kind: z.literal('scan'),
  folder: z.string(),
  timeZone: z.string(),
  /** Files already in the study with the same path, size and time are passed over. */
  known: z.array(
    z.object({
      path: z.string(),
      sizeBytes: z.number(),
      modifiedUtcMs: z.number(),
      /** What the study holds of it, for new files of the same camera to be compared with. */
      recorded: z
        .object({
          fingerprint: z.string(),
          cameraName: z.string(),
          startUtcMs: z.number(),
          durationMs: z.number(),
          widthPx: z.number(),
          heightPx: z.number(),
        })
        .nullable(),
    }),
  ),
});
export type KnownFile = z.infer<typeof scanTaskSchema>['known'][number];

export const scannedFileSchema = z.object({
  path: z.string(),
  sizeBytes: z.number(),
  modifiedUtcMs: z.number(),
  fingerprint: z.string(),
  /** Null when the file cannot be read as video; `problem` then says why. */
  probe: mediaProbeSchema.nullable(),
  problem: errorInfoSchema.nullable(),
  cameraName: z.string().nullable(),
  startUtcMs: z.number().nullable(),
  evidence: z.array(evidenceSchema),
  confidence: z.number(),
  /** A lower-resolution copy of the same time and camera: path of the main stream. */
  subStreamOfPath: z.string().nullable(),
});
export type ScannedFile = z.infer<typeof scannedFileSchema>;

export const scanResultSchema = z.object({
  kind: z.literal('scan'),
  filesSeen: z.number().int(),
  videos: z.number().int(),
  unreadable: z.number().int(),
  alreadyKnown: z.number().int(),
  /** Folders that could not be opened, with the reason; what they hold is not counted. */
  unreadableFolders: z.array(z.object({ path: z.string(), reason: z.string() })),
});

export const hashTaskSchema = z.object({ kind: z.literal('hash'), path: z.string() });
export const hashResultSchema = z.object({
  kind: z.literal('hash'),
  sha256: z.string(),
  sizeBytes: z.number(),
});

/** Writes proxy and thumbnail beside their final names and renames them when whole. */
export const prepareTaskSchema = z.object({
  kind: z.literal('prepare'),
  path: z.string(),
  proxyPath: z.string(),
  thumbnailPath: z.string(),
});
const imageFileSchema = z.object({ sizeBytes: z.number(), widthPx: z.number(), heightPx: z.number() });
export const prepareResultSchema = z.object({
  kind: z.literal('prepare'),
  proxy: imageFileSchema,
  thumbnail: imageFileSchema,
  decodeErrors: z.number().int(),
});

export const analyzeTaskSchema = z.object({
  kind: z.literal('analyze'),
  path: z.string(),
  recordingId: z.number().int(),
  chunkIndex: z.number().int(),
  /** The chunk is [from, to) of the recording; the tracker warms up on `leadInMs` before it. */
  fromOffsetMs: z.number(),
  toOffsetMs: z.number(),
  leadInMs: z.number(),
  sampleFps: z.number(),
  /** Of the recording's probe. */
  clockResets: z.number().int().optional(),
  /** Where crops are written, as `<trackletId>-<n>.jpg`. */
  cropsFolder: z.string(),
  detectorPath: z.string(),
  /** The model that describes outfits; absent: the built-in colour stripes. */
  outfitPath: z.string().optional(),
  /** The model that finds garments. */
  parserPath: z.string(),
  /** Absent: the CPU. */
  provider: providerSchema.optional(),
  threads: z.number().int(),
});

export const analyzedTrackletSchema = z.object({
  ordinal: z.number().int(),
  startOffsetMs: z.number(),
  endOffsetMs: z.number(),
  boxCount: z.number().int(),
  meanScore: z.number(),
  /** `core/tracking/path-codec`. */
  path: z.instanceof(Uint8Array),
  crops: z.array(
    z.object({ fileName: z.string(), offsetMs: z.number(), boxPx: boxPxSchema, quality: z.number() }),
  ),
  /** int8[128]; null when no crop was good enough. */
  embedding: z.instanceof(Int8Array).nullable(),
  outfit: outfitSchema,
});
export type AnalyzedTracklet = z.infer<typeof analyzedTrackletSchema>;

/** A model that a result was made with, with its card. */
const usedModelSchema = z.object({
  role: z.enum(['detector', 'outfit', 'parser']),
  name: z.string(),
  sha256: z.string(),
  card: z.unknown(),
});

export const analyzeResultSchema = z.object({
  kind: z.literal('analyze'),
  tracklets: z.array(analyzedTrackletSchema),
  sampledFrames: z.number().int(),
  decodeErrors: z.number().int(),
  /** Parts of the chunk that could not be decoded. */
  gaps: z.array(z.object({ startOffsetMs: z.number(), endOffsetMs: z.number(), reason: z.string() })),
  embeddingSpace: z.string(),
  provider: z.string(),
  models: z.array(usedModelSchema),
});

/** Reads the study read-only, links all its tracklets. */
export const linkTaskSchema = z.object({ kind: z.literal('link'), databasePath: z.string() });
const linkScoreSchema = z.object({
  posterior: z.number(),
  appearanceLlr: z.number(),
  transitLlr: z.number(),
  colourLlr: z.number(),
});
export const linkResultSchema = z.object({
  kind: z.literal('link'),
  links: z.array(
    linkScoreSchema.extend({
      fromTrackletId: z.number(),
      toTrackletId: z.number(),
      margin: z.number(),
      grade: z.enum(['confirmed', 'tentative']),
      isByHuman: z.boolean(),
    }),
  ),
  candidates: z.array(
    linkScoreSchema.extend({ fromTrackletId: z.number(), toTrackletId: z.number(), rank: z.number().int() }),
  ),
  /** Ordered by first appearance; each with its tracklets in order of time. */
  journeys: z.array(z.object({ trackletIds: z.array(z.number()).min(1), confidence: z.number() })),
  /** Tracklets of one person that a border parts. */
  continuations: z.array(z.object({ fromId: z.number(), toId: z.number() })),
  ...linkReportSchema.shape,
  /** The last step of a person that was known when the study was read; 0 before the first. */
  lastStepId: z.number().int(),
  /** How the cameras' clocks were corrected when the study was read. */
  clockOffsets: z.array(z.object({ cameraId: z.number(), clockOffsetMs: z.number() })),
});
export type LinkResult = z.infer<typeof linkResultSchema>;

export const reportTaskSchema = z.object({
  kind: z.literal('report'),
  databasePath: z.string(),
  studyFolder: z.string(),
  reportsFolder: z.string(),
  formats: z.array(reportFormatSchema),
  /** Printed in the report, and its file times: an input, so that a report can be made again byte for byte. */
  createdUtcMs: z.number(),
  appVersion: z.string(),
});
export const reportResultSchema = z.object({
  kind: z.literal('report'),
  files: z.array(
    z.object({
      fileName: z.string(),
      format: reportFormatSchema,
      description: z.string(),
      sizeBytes: z.number(),
      sha256: z.string(),
    }),
  ),
});

/** Proves a model: its file, its graph, and what it makes of a picture of two people. Errors: MODEL_INVALID. */
export const checkModelTaskSchema = z.object({
  kind: z.literal('check-model'),
  /** Its card lies beside it. */
  modelPath: z.string(),
  /** `models/golden-people.jpg` of the installation. */
  goldenPath: z.string(),
  provider: providerSchema,
  threads: z.number().int(),
});
export const checkModelResultSchema = z.object({
  kind: z.literal('check-model'),
  /** Layout of a detector's output. */
  head: z.enum(headNames).nullable(),
});

/** Asks ONNX Runtime which providers it offers here. */
export const providersTaskSchema = z.object({ kind: z.literal('providers') });
export const providersResultSchema = z.object({
  kind: z.literal('providers'),
  providers: z.array(providerSchema),
});

export const workerTaskSchema = z.discriminatedUnion('kind', [
  scanTaskSchema,
  hashTaskSchema,
  prepareTaskSchema,
  analyzeTaskSchema,
  linkTaskSchema,
  reportTaskSchema,
  checkModelTaskSchema,
  providersTaskSchema,
  searchTaskSchema,
  describePictureTaskSchema,
  peopleTaskSchema,
]);
export type WorkerTask = z.infer<typeof workerTaskSchema>;

export const workerResultSchema = z.discriminatedUnion('kind', [
  scanResultSchema,
  hashResultSchema,
  prepareResultSchema,
  analyzeResultSchema,
  linkResultSchema,
  reportResultSchema,
  checkModelResultSchema,
  providersResultSchema,
  searchResultSchema,
  describePictureResultSchema,
  peopleResultSchema,
]);
export type WorkerResult = z.infer<typeof workerResultSchema>;

export type TaskKind = WorkerTask['kind'];
export type TaskOf<K extends TaskKind> = Extract<WorkerTask, { kind: K }>;
export type ResultOf<K extends TaskKind> = Extract<WorkerResult, { kind: K }>;

/** Partial results that a task hands over before it ends. Only scans do. */
export const workerPartialSchema = z.object({
  kind: z.literal('scan'),
  files: z.array(scannedFileSchema),
  /** The files were handed over before, and are said otherwise now. */
  isRevision: z.boolean(),
});
export type WorkerPartial = z.infer<typeof workerPartialSchema>;

export const taskProgressSchema = z.object({
  /** 0..1 */
  progress: z.number(),
  phase: z.string().optional(),
  /** Footage done per time spent, where footage is read. */
  speedXRealtime: z.number().optional(),
});
export type TaskProgress = z.infer<typeof taskProgressSchema>;

/** What a task implementation is given besides its input. */
export interface TaskContext {
  readonly signal: AbortSignal;
  progress(progress: TaskProgress): void;
  partial(partial: WorkerPartial): void;
}

/** Implemented by each file of `workers/tasks/`. */
export type TaskRunner<K extends TaskKind> = (task: TaskOf<K>, context: TaskContext) => Promise<ResultOf<K>>;
