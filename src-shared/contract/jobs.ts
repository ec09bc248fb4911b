import { z } from 'zod';
import { idSchema, unitIntervalSchema, utcMsSchema } from '../units.ts';
import { base, errorInfoSchema } from './base.ts';

export const jobTypeSchema = z.enum(['scan', 'hash', 'prepare', 'analyze', 'link', 'report']);
export type JobType = z.infer<typeof jobTypeSchema>;

export const jobStatusSchema = z.enum([
  'queued',
  'running',
  'done',
  'failed',
  'cancelled',
  /** Its worker crashed twice; it runs again only when the user retries it. */
  'quarantined',
]);
export type JobStatus = z.infer<typeof jobStatusSchema>;

export const jobSchema = z.object({
  id: idSchema,
  type: jobTypeSchema,
  /** What the job does, for people: `Analyse cam01 10:00–10:10`. */
  title: z.string(),
  status: jobStatusSchema,
  priority: z.number().int(),
  recordingId: idSchema.nullable(),
  progress: unitIntervalSchema,
  /** What the job is at, such as `decoding`. */
  phase: z.string().nullable(),
  /** Seconds of footage per second of work; null when the job reads no footage or has not begun. */
  speedXRealtime: z.number().nullable(),
  etaMs: z.number().nullable(),
  attempts: z.number().int(),
  error: errorInfoSchema.nullable(),
  /** A sentence on what was done, and on what could not be read. */
  summary: z.string().nullable(),
  createdUtcMs: utcMsSchema,
  startedUtcMs: utcMsSchema.nullable(),
  finishedUtcMs: utcMsSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

export const queueStateSchema = z.object({
  isPaused: z.boolean(),
  /** Why the queue paused by itself (a full disk, workers that do not start); null when the user paused it. */
  pausedBecause: errorInfoSchema.nullable(),
  workers: z.number().int(),
  counts: z.record(jobStatusSchema, z.number().int()),
  /** Over the batch at hand: the unfinished jobs, and those done since the oldest unfinished one was queued. */
  progress: unitIntervalSchema,
  etaMs: z.number().nullable(),
});
export type QueueState = z.infer<typeof queueStateSchema>;

export const jobsContract = {
  /** Running, then queued, then finished ones; newest first in each. */
  list: base
    .input(z.object({ limit: z.number().int().min(1).max(2000).default(500) }))
    .output(z.object({ queue: queueStateSchema, jobs: z.array(jobSchema) })),
  get: base.input(z.object({ jobId: idSchema })).output(jobSchema),
  /** Stops taking jobs; running ones give their work back. Survives a restart. */
  pause: base.output(queueStateSchema),
  resume: base.output(queueStateSchema),
  /** Cancels the named jobs, or every unfinished one. */
  cancel: base.input(z.object({ jobIds: z.array(idSchema).optional() })).output(queueStateSchema),
  /** Queues jobs again: the named ones that failed, were cancelled or quarantined; or all but the cancelled. */
  retry: base.input(z.object({ jobIds: z.array(idSchema).optional() })).output(queueStateSchema),
};
