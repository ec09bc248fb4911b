import { z } from 'zod';
import { idSchema, unitIntervalSchema, utcMsSchema } from '../units.ts';
import { trackletSchema } from './analysis.ts';
import { base } from './base.ts';

export const verdictSchema = z.enum([
  /** Both tracklets show one visitor. */
  'same',
  /** They show two. */
  'different',
]);
export type Verdict = z.infer<typeof verdictSchema>;

/** A link that is worth a look: does the visitor of one tracklet come back as that of another? */
export const reviewQuestionSchema = z.object({
  fromTrackletId: idSchema,
  /** The likeliest of those who may follow. */
  toTrackletId: idSchema,
  fromCameraName: z.string(),
  toCameraName: z.string(),
  exitUtcMs: utcMsSchema,
  enterUtcMs: utcMsSchema,
  /** That both are one visitor. */
  confidence: unitIntervalSchema,
  /** The journeys have it so. */
  isLinked: z.boolean(),
  /** How many stops change their journey when the answer is not what the journeys have now. */
  stopsAtStake: z.number().int(),
});
export type ReviewQuestion = z.infer<typeof reviewQuestionSchema>;

export const reviewAlternativeSchema = z.object({
  tracklet: trackletSchema,
  confidence: unitIntervalSchema,
  isLinked: z.boolean(),
  /**
   * From the exit of the one to the entry of the other, by the clocks as linking corrected them; below 0 when both
   * cameras saw them at once.
   */
  gapMs: z.number(),
  /** The terms of the score, in nats of log-likelihood ratio. */
  appearanceLlr: z.number(),
  transitLlr: z.number(),
  colourLlr: z.number(),
  /** What was decided about the pair. */
  verdict: verdictSchema.nullable(),
});
export type ReviewAlternative = z.infer<typeof reviewAlternativeSchema>;

export const decisionStateSchema = z.enum([
  'applied',
  'undone',
  /** The footage was analysed anew, and no tracklet shows what was judged. */
  'unattached',
  /** After a new analysis it contradicts an earlier decision, which holds. */
  'contradicted',
]);
export type DecisionState = z.infer<typeof decisionStateSchema>;

const judgedSchema = z.object({
  /** Null while nothing shows what was judged. */
  trackletId: idSchema.nullable(),
  cameraName: z.string(),
  startUtcMs: utcMsSchema,
  endUtcMs: utcMsSchema,
});

export const decisionSchema = z.object({
  id: idSchema,
  /** Decisions of one step are undone together. */
  stepId: idSchema,
  verdict: verdictSchema,
  state: decisionStateSchema,
  takenUtcMs: utcMsSchema,
  operator: z.string().nullable(),
  first: judgedSchema,
  second: judgedSchema,
});
export type Decision = z.infer<typeof decisionSchema>;

export const reviewStateSchema = z.object({
  /** Steps that hold. */
  decidedSteps: z.number().int(),
  openQuestions: z.number().int(),
  /** Decisions that nothing can be attached to, or that contradict earlier ones. */
  unappliedDecisions: z.number().int(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
});
export type ReviewState = z.infer<typeof reviewStateSchema>;

export const trackletPairSchema = z.object({ firstTrackletId: idSchema, secondTrackletId: idSchema });

export const reviewContract = {
  state: base.output(reviewStateSchema),
  /** What to ask, the most useful answer first. */
  queue: base
    .input(z.object({ limit: z.number().int().min(1).max(500).default(100) }))
    .output(z.object({ total: z.number().int(), questions: z.array(reviewQuestionSchema) })),
  /** Who may follow a tracklet, the likeliest first. Errors: NOT_FOUND. */
  question: base
    .input(z.object({ fromTrackletId: idSchema }))
    .output(z.object({ from: trackletSchema, alternatives: z.array(reviewAlternativeSchema) })),
  /** Who else may belong to a journey, the likeliest first, each with the stop that it resembles. Errors: NOT_FOUND. */
  suggestions: base.input(z.object({ journeyId: idSchema })).output(
    z.array(
      z.object({
        tracklet: trackletSchema,
        confidence: unitIntervalSchema,
        /** Stops of the journey that the tracklet would come between, or after, or before. */
        neighbourIds: z.array(idSchema).min(1).max(2),
      }),
    ),
  ),
  /**
   * Records a step of one verdict on one pair or several, and links again around it. Errors: NOT_FOUND; CONFLICT when
   * it contradicts an earlier decision, which the message names.
   */
  decide: base
    .input(z.object({ verdict: verdictSchema, pairs: z.array(trackletPairSchema).min(1).max(20) }))
    .output(z.object({ stepId: idSchema, changedJourneyIds: z.array(idSchema), state: reviewStateSchema })),
  /** Takes back a step: the named one, or the last that holds. Errors: NOT_FOUND, CONFLICT when nothing is left. */
  undo: base
    .input(z.object({ stepId: idSchema.optional() }))
    .output(z.object({ stepId: idSchema, changedJourneyIds: z.array(idSchema), state: reviewStateSchema })),
  /** Takes the step that was undone last again. Errors: CONFLICT when none was undone since the last decision. */
  redo: base.output(
    z.object({ stepId: idSchema, changedJourneyIds: z.array(idSchema), state: reviewStateSchema }),
  ),
  /** Newest first. */
  decisions: base
    .input(
      z.object({
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(200),
      }),
    )
    .output(z.object({ total: z.number().int(), decisions: z.array(decisionSchema) })),
};
