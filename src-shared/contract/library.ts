import { z } from 'zod';
import { durationMsSchema, idSchema, unitIntervalSchema, utcMsSchema } from '../units.ts';
import { base, errorInfoSchema, jobRefSchema } from './base.ts';

/** What FFmpeg found in a file by reading it, never by its extension. */
export const mediaProbeSchema = z.object({
  container: z.string(),
  codec: z.string(),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  /** Average frames per second over the packets. */
  fps: z.number(),
  /** From the packets' time stamps, not from the header. */
  durationMs: durationMsSchema,
  /** What the header claims; null where it claims nothing. */
  headerDurationMs: durationMsSchema.nullable(),
  hasAudio: z.boolean(),
  /** `creation_time` of the container. */
  creationUtcMs: utcMsSchema.nullable(),
  videoPackets: z.number().int(),
  /** Packets that FFmpeg marked corrupt or could not read. */
  corruptPackets: z.number().int(),
  /** The file ends in the middle of a packet, or its index is missing. */
  isTruncated: z.boolean(),
  /** How often the recorder's clock was set back inside the file; absent in studies from before it was counted. */
  clockResets: z.number().int().optional(),
});
export type MediaProbe = z.infer<typeof mediaProbeSchema>;

/** One reason for a proposed camera or start time. */
export const evidenceSchema = z.object({
  source: z.enum(['file-name', 'folder-name', 'container', 'modified-time', 'tiling', 'operator']),
  /** The vendor grammar that matched, such as `dahua`. */
  grammar: z.string().nullable(),
  says: z.enum(['camera', 'start', 'end', 'stream', 'conflict']),
  /** One sentence for the operator. */
  text: z.string(),
  confidence: unitIntervalSchema,
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const recordingStatusSchema = z.enum(['proposed', 'accepted', 'excluded', 'duplicate', 'unreadable']);
export type RecordingStatus = z.infer<typeof recordingStatusSchema>;

export const recordingSchema = z.object({
  id: idSchema,
  /** Absolute path of the source file. */
  path: z.string(),
  fileName: z.string(),
  sizeBytes: z.number(),
  status: recordingStatusSchema,
  /** Why the file is unreadable, excluded or a duplicate, or what is wrong with a readable one. */
  problem: errorInfoSchema.nullable(),
  cameraId: idSchema.nullable(),
  cameraName: z.string().nullable(),
  startUtcMs: utcMsSchema.nullable(),
  endUtcMs: utcMsSchema.nullable(),
  evidence: z.array(evidenceSchema),
  /** How sure the proposal of camera and start is. */
  confidence: unitIntervalSchema,
  probe: mediaProbeSchema.nullable(),
  sha256: z.string().nullable(),
  duplicateOfId: idSchema.nullable(),
  proxy: z.enum(['none', 'queued', 'ready', 'failed']),
  hasThumbnail: z.boolean(),
  analysis: z.enum(['none', 'queued', 'running', 'done', 'failed']),
  /** Share of the analysis chunks that are done. */
  analysisProgress: unitIntervalSchema,
});
export type Recording = z.infer<typeof recordingSchema>;

export const spanSchema = z.object({ startUtcMs: utcMsSchema, endUtcMs: utcMsSchema });
export type Span = z.infer<typeof spanSchema>;

/** In true time: the camera's clock offset is in all spans. */
export const cameraCoverageSchema = z.object({
  cameraId: idSchema,
  cameraName: z.string(),
  /** How far the spans are ahead of the `startUtcMs` of the camera's recordings. */
  clockOffsetMs: z.number().int(),
  /** Merged, ordered, not overlapping. */
  observed: z.array(spanSchema.extend({ recordingIds: z.array(idSchema) })),
  /** Between the camera's first and last observed instant. */
  gaps: z.array(spanSchema),
  observedMs: durationMsSchema,
});
export type CameraCoverage = z.infer<typeof cameraCoverageSchema>;

export const recordingEditSchema = z.object({
  id: idSchema,
  /** Names the camera; one that does not exist yet is made. */
  cameraName: z.string().trim().min(1).max(80).optional(),
  startUtcMs: utcMsSchema.optional(),
  status: z.enum(['proposed', 'excluded']).optional(),
});
export type RecordingEdit = z.infer<typeof recordingEditSchema>;

export const libraryContract = {
  /**
   * Queues the scan of a folder: walk, sniff, probe, propose. Errors: FOLDER_NOT_FOUND, PERMISSION_DENIED; the
   * job fails with FOLDER_HAS_NO_VIDEO.
   */
  scan: base.input(z.object({ folder: z.string() })).output(jobRefSchema),
  /**
   * Opens a place inside the study for files dropped in a browser, which hides their paths. The renderer
   * PUTs each file to `uploadUrl?path=<relative path>&modified=<ms>`, then calls `scan` with `folder`.
   */
  beginUpload: base
    .input(z.object({ name: z.string().min(1), totalBytes: z.number().nonnegative() }))
    .output(z.object({ folder: z.string(), uploadUrl: z.string() })),
  recordings: base.output(z.array(recordingSchema)),
  /** The operator's corrections, in bulk, in one transaction. */
  edit: base.input(z.object({ edits: z.array(recordingEditSchema).min(1) })).output(z.array(recordingSchema)),
  /** Accepts proposals: makes their cameras, queues proxies and thumbnails. Needs a camera and a start time. */
  accept: base.input(z.object({ ids: z.array(idSchema).min(1) })).output(z.array(recordingSchema)),
  /** Takes recordings out of the study with all that was found in them; the source files stay. */
  remove: base.input(z.object({ ids: z.array(idSchema).min(1) })).output(z.void()),
  coverage: base.output(z.array(cameraCoverageSchema)),
};
