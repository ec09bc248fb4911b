import { oc } from '@orpc/contract';
import { z } from 'zod';
import { type ErrorCode, errorCodes } from '../errors.ts';

/** What every declared error carries besides its code and message. */
export const errorDataSchema = z.object({
  /** What the user can do next; empty for a bug. */
  hint: z.string(),
  /** Names the log entry of a bug. */
  reportId: z.string().optional(),
});

type ErrorMap = Record<ErrorCode, { data: typeof errorDataSchema }>;
const errorMap = Object.fromEntries(errorCodes.map((code) => [code, { data: errorDataSchema }])) as ErrorMap;

/** Every procedure starts here, so that every procedure declares the same closed union of errors. */
export const base = oc.errors(errorMap);

export const errorInfoSchema = z.object({ code: z.enum(errorCodes), message: z.string(), hint: z.string() });

/** The answer of a procedure that queued a job instead of doing the work at once. */
export const jobRefSchema = z.object({ jobId: z.number().int().positive() });
