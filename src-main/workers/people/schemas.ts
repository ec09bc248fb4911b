/** The task that staff and groups ask of a worker, and what it answers. */
import { z } from 'zod';
import { staffProposalSchema, visitorGroupSchema } from '#shared/contract/people.ts';

const journeyIds = z.array(z.number());

export const peopleTaskSchema = z.object({ kind: z.literal('people'), databasePath: z.string() });

export const peopleResultSchema = z.object({
  kind: z.literal('people'),
  /** Journeys that are not staff. */
  visitorCount: z.number().int(),
  staffIds: journeyIds,
  proposals: z.array(staffProposalSchema.omit({ people: true }).extend({ journeyIds })),
  groups: z.array(visitorGroupSchema.omit({ people: true, label: true }).extend({ journeyIds })),
});
