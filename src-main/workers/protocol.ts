/** What a host and its worker say to each other. Each side parses what it gets, once, at the door. */
import { z } from 'zod';
import { errorInfoSchema } from '#shared/contract/base.ts';
import { taskProgressSchema, workerPartialSchema, workerResultSchema, workerTaskSchema } from './tasks.ts';

/** Counts the tasks of one process, so that a late message of a task before is told from the one at hand. */
const runId = z.number().int();

export const toWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run'), runId, task: workerTaskSchema }),
  z.object({ type: z.literal('cancel'), runId }),
  z.object({ type: z.literal('exit') }),
]);
export type ToWorker = z.infer<typeof toWorkerSchema>;

export const fromWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** Sent every few seconds, whatever the task says: the process still hears messages. */
  z.object({ type: z.literal('alive') }),
  z.object({ type: z.literal('progress'), runId, progress: taskProgressSchema }),
  z.object({ type: z.literal('partial'), runId, partial: workerPartialSchema }),
  z.object({ type: z.literal('result'), runId, result: workerResultSchema }),
  z.object({ type: z.literal('error'), runId, error: errorInfoSchema, stack: z.string().optional() }),
]);
export type FromWorker = z.infer<typeof fromWorkerSchema>;
