import { z } from 'zod';
import { idSchema, utcMsSchema } from '../units.ts';
import { base, jobRefSchema } from './base.ts';

export const reportFormatSchema = z.enum(['pdf', 'csv']);
export type ReportFormat = z.infer<typeof reportFormatSchema>;

export const reportFileSchema = z.object({
  id: idSchema,
  fileName: z.string(),
  format: reportFormatSchema,
  /** One sentence on what is in it. */
  description: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  createdUtcMs: utcMsSchema,
});
export type ReportFile = z.infer<typeof reportFileSchema>;

export const reportsContract = {
  list: base.output(z.array(reportFileSchema)),
  /** Queues a report on the study as it stands. Errors: INVALID_INPUT when nothing is analysed. */
  create: base.input(z.object({ formats: z.array(reportFormatSchema).min(1) })).output(jobRefSchema),
  delete: base.input(z.object({ id: idSchema })).output(z.void()),
};
