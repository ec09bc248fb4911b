import { z } from 'zod';
import { durationMsSchema, idSchema, unitIntervalSchema, utcMsSchema } from '../units.ts';
import { outfitSchema } from './analysis.ts';
import { base } from './base.ts';

/** A journey as the lists of staff and groups show it. */
export const personSchema = z.object({
  journeyId: idSchema,
  /** `V0001` */
  label: z.string(),
  /** Whose picture is shown. */
  trackletId: idSchema,
  /** The journey's tracklets, in order of time: they say who is meant after linking numbered journeys anew, too. */
  trackletIds: z.array(idSchema).min(1),
  startUtcMs: utcMsSchema,
  endUtcMs: utcMsSchema,
  stopCount: z.number().int(),
  outfit: outfitSchema,
});
export type Person = z.infer<typeof personSchema>;

/** A look that is there nearly all the time. A question: it changes nothing until somebody answers it. */
export const staffProposalSchema = z.object({
  startUtcMs: utcMsSchema,
  endUtcMs: utcMsSchema,
  /** Share of the two-minute spans between them in which the look was seen. */
  presence: unitIntervalSchema,
  /** The most in view at once: how many wear it, at least. */
  atOnce: z.number().int(),
  inViewMs: durationMsSchema,
  people: z.array(personSchema),
});
export type StaffProposal = z.infer<typeof staffProposalSchema>;

export const visitorGroupSchema = z.object({
  /** `G001`, by first appearance. */
  label: z.string(),
  /** Probability that they belong together; 1 where somebody said so. */
  confidence: unitIntervalSchema,
  /** Stops that they share. */
  sharedStops: z.number().int(),
  isConfirmed: z.boolean(),
  people: z.array(personSchema).min(2),
});
export type VisitorGroup = z.infer<typeof visitorGroupSchema>;

export const peopleSchema = z.object({
  /** Journeys that count as visitors. */
  visitorCount: z.number().int(),
  proposals: z.array(staffProposalSchema),
  /** Journeys that somebody said are staff; they are left out of all counts of visitors. */
  staff: z.array(personSchema),
  groups: z.array(visitorGroupSchema),
  /** Visitors who are in no group. */
  aloneCount: z.number().int(),
});
export type People = z.infer<typeof peopleSchema>;

/** `journeyCount`: of how many it was said. */
const stepSchema = z.object({ stepId: idSchema, journeyCount: z.number().int() });

export const peopleContract = {
  /** Staff and groups among the journeys as they are linked now. */
  list: base.output(peopleSchema),
  /**
   * Says that the journeys that hold these tracklets now are staff, or visitors, or (null) takes back which of them was said.
   * Errors: NOT_FOUND when all of the tracklets are gone.
   */
  setRole: base
    .input(z.object({ trackletIds: z.array(idSchema).min(1), role: z.enum(['staff', 'visitor']).nullable() }))
    .output(stepSchema),
  /**
   * Says that visitors belong together, or that none of them does; of each a tracklet is named. Errors: NOT_FOUND;
   * INVALID_INPUT when a visitor is named twice.
   */
  judgeGroup: base
    .input(z.object({ trackletIds: z.array(idSchema).min(2).max(20), areTogether: z.boolean() }))
    .output(stepSchema),
  /**
   * Puts back what was before a step. Only the last steps can be undone, and only while the study is open. Errors:
   * NOT_FOUND; CONFLICT when the footage was analysed again since.
   */
  undo: base.input(stepSchema.pick({ stepId: true })).output(z.void()),
};
