import { randomBytes } from 'node:crypto';
import { ValidationError } from '@orpc/contract';
import { ORPCError } from '@orpc/server';
import { z } from 'zod';
import type { errorDataSchema } from '#shared/contract/base.ts';
import { AppError, type ErrorCode, errorKind, toAppError } from '#shared/errors.ts';

/** Writes a bug to the log. `reportId` is what the user is shown instead of the message. */
export type ReportBug = (bug: { procedure: string; reportId: string; error: unknown }) => void;

/**
 * Turns whatever a procedure threw into the contract's error of its code. The message and stack of a bug stay in
 * the log, under a report id that the user can quote. Expected errors and cancellations are not logged.
 */
export function toRpcError(
  error: unknown,
  procedure: string,
  reportBug: ReportBug,
): ORPCError<ErrorCode, z.infer<typeof errorDataSchema>> {
  const appError = invalidInput(error) ?? toAppError(error);
  const { code, message, hint } = appError;
  if (errorKind(code) !== 'bug') return new ORPCError(code, { defined: true, message, data: { hint } });

  const reportId = randomBytes(4).toString('hex');
  reportBug({ procedure, reportId, error: appError.cause ?? appError });
  return new ORPCError(code, {
    defined: true,
    message: `Something went wrong inside Wandr (report ${reportId}).`,
    data: { hint: 'Try again. If it happens again, send the log with this report number.', reportId },
  });
}

/** What the input schema refused, in words; null for any other error. */
function invalidInput(error: unknown): AppError | null {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return null;
  if (!(error.cause instanceof ValidationError)) return null;
  const issues = error.cause.issues as z.core.$ZodIssue[];
  return new AppError('INVALID_INPUT', z.prettifyError({ issues }), 'Correct the value and try again.', {
    cause: error,
  });
}
