import { z } from 'zod';
import { boxPxSchema, idSchema, unitIntervalSchema, utcMsSchema } from '../units.ts';
import { base } from './base.ts';

export const analysisSettingsSchema = z.object({
  /**
   * Frames per second looked at. More follows fast walkers better and takes longer; below 3 people who cross each
   * other's way are often mixed up (docs/accuracy.md), and below 2 nothing useful is left.
   */
  sampleFps: z.number().min(2).max(30),
  /** Length of one job. Shorter loses less to a crash; longer has fewer borders to stitch. */
  chunkMs: z.number().int().min(2_000).max(3_600_000),
  /** Worker processes; 0 means one per two cores. */
  workers: z.number().int().min(0).max(64),
});
export type AnalysisSettings = z.infer<typeof analysisSettingsSchema>;

/** What kind of garment it is, and how sure that is. */
export const garmentTypeSchema = z.object({
  name: z.enum([
    ...(['t-shirt', 'shirt', 'long sleeve', 'outerwear'] as const),
    ...(['trousers', 'shorts', 'skirt', 'dress'] as const),
  ]),
  confidence: unitIntervalSchema,
});
export type GarmentType = z.infer<typeof garmentTypeSchema>;

/** One garment: its colour, its kind, and how it was found. */
export const garmentColourSchema = z.object({
  /** A name of the palette, such as `dark blue`. */
  name: z.string(),
  /** sRGB as `#rrggbb`, for a swatch. */
  hex: z.string(),
  /** CIELAB, D65. */
  lab: z.object({ l: z.number(), a: z.number(), b: z.number() }),
  /** Of the colour. */
  confidence: unitIntervalSchema,
  /** Null where it is not clear; shoes have none. */
  type: garmentTypeSchema.nullable(),
  /**
   * Whose pixels were measured: those that the parser found, or, where it found nobody, those of the person's outline
   * where garments usually are.
   */
  method: z.enum(['parser', 'bands']),
});
export type GarmentColour = z.infer<typeof garmentColourSchema>;

export const outfitSchema = z.object({
  top: garmentColourSchema.nullable(),
  bottom: garmentColourSchema.nullable(),
  shoes: garmentColourSchema.nullable(),
});
export type Outfit = z.infer<typeof outfitSchema>;

export const trackletSchema = z.object({
  id: idSchema,
  /** Short name used in tables, reports and CSVs: `C01-000123`. */
  label: z.string(),
  recordingId: idSchema,
  cameraId: idSchema,
  cameraName: z.string(),
  startUtcMs: utcMsSchema,
  endUtcMs: utcMsSchema,
  /** From the start of the recording. */
  startOffsetMs: z.number(),
  endOffsetMs: z.number(),
  boxCount: z.number().int(),
  meanScore: unitIntervalSchema,
  /** How many crops are kept; their media refs are `{kind: 'crop', id: trackletId, index}`. */
  cropCount: z.number().int(),
  outfit: outfitSchema,
  journeyId: idSchema.nullable(),
});
export type Tracklet = z.infer<typeof trackletSchema>;

/** A tracklet's path, sampled at the analysed frames; between them a box is interpolated linearly. */
export const trackletPathSchema = z.object({
  trackletId: idSchema,
  label: z.string(),
  journeyId: idSchema.nullable(),
  points: z.array(z.object({ offsetMs: z.number(), boxPx: boxPxSchema })),
});
export type TrackletPath = z.infer<typeof trackletPathSchema>;

export const analysisContract = {
  settings: base.output(analysisSettingsSchema),
  setSettings: base.input(analysisSettingsSchema.partial()).output(analysisSettingsSchema),
  /**
   * Queues the chunks of accepted recordings that are not analysed yet, then linking. `recordingIds` omitted
   * means all. Errors: INVALID_INPUT when no recording is accepted.
   */
  start: base
    .input(z.object({ recordingIds: z.array(idSchema).optional(), again: z.boolean().optional() }))
    .output(z.object({ queuedJobs: z.number().int() })),
  tracklets: base
    .input(
      z.object({
        recordingId: idSchema.optional(),
        cameraId: idSchema.optional(),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(1000).default(200),
      }),
    )
    .output(z.object({ total: z.number().int(), tracklets: z.array(trackletSchema) })),
  tracklet: base.input(z.object({ trackletId: idSchema })).output(trackletSchema),
  /** Paths that touch the given part of a recording, for the player's overlay. */
  paths: base
    .input(z.object({ recordingId: idSchema, fromOffsetMs: z.number(), toOffsetMs: z.number() }))
    .output(z.array(trackletPathSchema)),
};
