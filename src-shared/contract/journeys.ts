import { z } from 'zod';
import { durationMsSchema, idSchema, pointMSchema, unitIntervalSchema, utcMsSchema } from '../units.ts';
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
  /** How the visitor came here, by the clocks as linking corrected them; null at the first stop. */
  arrival: z
    .object({
      /**
       * The stop before that lost sight of the visitor last, or has not yet where views overlap; of a stop that goes on from
       * another over the border of a file, the latter.
       */
      fromOrdinal: z.number().int().min(0),
      /** Since any stop before ended; below 0 while one lasts. Above 0 nobody saw the visitor. */
      gapMs: z.number(),
    })
    .nullable(),
  /** The link from the stop before, or over the border of a file; null at the first stop. */
  link: z
    .object({
      /** The stop that it leads from. */
      fromTrackletId: idSchema,
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

/** The way of one tracklet over the plan, as far as its camera's pin and the height of people tell. */
export const walkSchema = z.object({
  trackletId: idSchema,
  /** UTC in ms, x and y in metres on the plan; in order of time, two at least. */
  points: z.array(z.tuple([utcMsSchema, z.number(), z.number()])).min(2),
});
export type Walk = z.infer<typeof walkSchema>;

export const journeySchema = z.object({
  id: idSchema,
  /** `V0001`: a visitor number that lives only inside this study. */
  label: z.string(),
  /** As the clocks show it, like the end. */
  startUtcMs: utcMsSchema,
  endUtcMs: utcMsSchema,
  /** From first to last seen, by the clocks as linking corrected them. */
  durationMs: durationMsSchema,
  /** Time in which at least one camera saw the visitor; what two saw at once counts once. */
  inViewMs: durationMsSchema,
  cameraCount: z.number().int(),
  /** The weakest link's confidence; 1 for a journey of one stop. */
  confidence: unitIntervalSchema,
  outfit: outfitSchema,
  stops: z.array(journeyStopSchema).min(1),
});
export type Journey = z.infer<typeof journeySchema>;

/** How far a camera's clock seems to be ahead of the others'; below 0 behind. */
export const clockFindingSchema = z.object({
  cameraId: idSchema,
  aheadMs: z.number(),
  /** Nearly as likely; a wide span says that the walks leave it open. */
  fromMs: z.number(),
  toMs: z.number(),
  /** Walks between cameras that it rests on, each counted as likely as it is. */
  links: z.number().nonnegative(),
});
export type ClockFinding = z.infer<typeof clockFindingSchema>;

/** A reliability diagram: of pairs whose truth is known without labels, what was stated and what was right. */
export const reliabilitySchema = z.object({
  bins: z.array(
    z.object({
      from: unitIntervalSchema,
      to: unitIntervalSchema,
      count: z.number().int().nonnegative(),
      weight: z.number().nonnegative(),
      stated: unitIntervalSchema,
      right: unitIntervalSchema,
    }),
  ),
  /** Expected calibration error: 0 is perfect. */
  error: unitIntervalSchema,
  /** Pairs that are one person, cut by a file border or joined by people, and pairs seen at the same time. */
  onePerson: z.number().int(),
  twoPeople: z.number().int(),
});
export type Reliability = z.infer<typeof reliabilitySchema>;

/** Two cameras that see one place although the plan does not say so: people were in both pictures at once. */
export const sharedViewSchema = z.object({ firstCameraId: idSchema, secondCameraId: idSchema });
export type SharedView = z.infer<typeof sharedViewSchema>;

/** How many visitors there were; journeys are more, since who was lost and found again has several. */
export const visitorEstimateSchema = z.object({
  /** Expected number, not rounded. */
  expected: z.number().nonnegative(),
  /** Nine times in ten the truth is between these. */
  from: z.number().nonnegative(),
  to: z.number().nonnegative(),
});
export type VisitorEstimate = z.infer<typeof visitorEstimateSchema>;

/** What linking found out about the study besides the journeys. */
export const linkReportSchema = z.object({
  /** Linking allows for them; shown times do not, until the camera's clock is corrected (`plan.editCamera`). */
  clocks: z.array(clockFindingSchema),
  sharedViews: z.array(sharedViewSchema),
  /** Null where no pair is known to be one person, or two. */
  reliability: reliabilitySchema.nullable(),
  /** As of the last linking, without whom was staff then; null where too few people were seen to learn from. */
  visitors: visitorEstimateSchema.nullable().default(null),
});
export type LinkReport = z.infer<typeof linkReportSchema>;

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
  /** Where the visitors of some journeys walked while cameras saw them; a stop whose camera does not tell has none. */
  walks: base
    .input(z.object({ journeyIds: z.array(idSchema).max(500) }))
    .output(z.object({ walks: z.array(walkSchema) })),
  /** Null until the study was linked. */
  linkReport: base.output(linkReportSchema.nullable()),
  /** Queues linking over all tracklets of the study. */
  link: base.output(jobRefSchema),
};
