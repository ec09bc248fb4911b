/** The task that staff and groups ask of a worker, and what it answers. */
import { z } from 'zod';
import { staffProposalSchema, visitorGroupSchema } from '#shared/contract/people.ts';

/** A tracklet of each journey: journeys are numbered anew whenever linking runs, tracklets are not. */
const trackletIds = z.array(z.number());

export const peopleTaskSchema = z.object({ kind: z.literal('people'), databasePath: z.string() });

export const peopleResultSchema = z.object({
  kind: z.literal('people'),
  /** Journeys that are not staff. */
  visitorCount: z.number().int(),
  staff: trackletIds,
  proposals: z.array(staffProposalSchema.omit({ people: true }).extend({ trackletIds })),
  groups: z.array(visitorGroupSchema.omit({ people: true, label: true }).extend({ trackletIds })),
});
