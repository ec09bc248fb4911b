import { z } from 'zod';
import { idSchema, pointMSchema, unitIntervalSchema, utcMsSchema } from '../units.ts';
import { outfitSchema } from './analysis.ts';
import { base, jobRefSchema } from './base.ts';

export const linkGradeSchema = z.enum([
  /** Posterior and margin over the second candidate are both high; fit for evidence. */
  'confirmed',
  /** The best explanation, but not sure. */
  'tentative',
]);
export type LinkGrade = z.infer<typeof linkGradeSchema>;

export const journeyStopSchema = z.object({
  ordinal: z.number().int().min(0),
  trackletId: idSchema,
  recordingId: idSchema,
  cameraId: idSchema,
  cameraName: z.string(),
  enterUtcMs: utcMsSchema,
  exitUtcMs: utcMsSchema,
  /** Where on the plan the stop is drawn; null while the camera is not placed. */
  floorId: idSchema.nullable(),
  posM: pointMSchema.nullable(),
  /** The link from the stop before; null at the first stop. */
  link: z
    .object({
      /** Posterior probability that both stops are one visitor. */
      confidence: unitIntervalSchema,
      grade: linkGradeSchema,
      /** A person said so. */
      isByHuman: z.boolean(),
      /** The terms of the score, in nats of log-likelihood ratio. */
      appearanceLlr: z.number(),
      transitLlr: z.number(),
      colourLlr: z.number(),
    })
    .nullable(),
});
export type JourneyStop = z.infer<typeof journeyStopSchema>;

export const journeySchema = z.object({
  id: idSchema,
  /** `V0001`: a visitor number that lives only inside this study. */
  label: z.string(),
  startUtcMs: utcMsSchema,
  endUtcMs: utcMsSchema,
  cameraCount: z.number().int(),
  /** The weakest link's confidence; 1 for a journey of one stop. */
  confidence: unitIntervalSchema,
  outfit: outfitSchema,
  stops: z.array(journeyStopSchema).min(1),
});
export type Journey = z.infer<typeof journeySchema>;

export const journeysContract = {
  list: base
    .input(
      z.object({
        minStops: z.number().int().min(1).default(1),
        cameraId: idSchema.optional(),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(2000).default(500),
      }),
    )
    .output(z.object({ total: z.number().int(), journeys: z.array(journeySchema) })),
  get: base.input(z.object({ journeyId: idSchema })).output(journeySchema),
  /** Queues linking over all tracklets of the study. */
  link: base.output(jobRefSchema),
};
