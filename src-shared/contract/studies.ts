import { z } from 'zod';
import { durationMsSchema, timeZoneSchema, utcMsSchema } from '../units.ts';
import { base } from './base.ts';

export const studySummarySchema = z.object({
  /** Absolute path of the `<name>.wandr` folder. */
  path: z.string(),
  name: z.string(),
  timeZone: z.string(),
  createdUtcMs: utcMsSchema,
  sizeOnDiskBytes: z.number(),
  counts: z.object({
    cameras: z.number().int(),
    recordings: z.number().int(),
    tracklets: z.number().int(),
    journeys: z.number().int(),
  }),
  /** Sum over cameras of the time that accepted recordings cover. */
  observedMs: durationMsSchema,
  /** How the last session ended, when it left something to tell: interrupted jobs that were put back. */
  notice: z.string().nullable(),
});
export type StudySummary = z.infer<typeof studySummarySchema>;

export const recentStudySchema = z.object({
  path: z.string(),
  name: z.string(),
  lastOpenedUtcMs: utcMsSchema,
  /** False when the folder is gone (a disk that is not plugged in). */
  exists: z.boolean(),
});
export type RecentStudy = z.infer<typeof recentStudySchema>;

export const studiesContract = {
  /** The open study, or null. */
  current: base.output(studySummarySchema.nullable()),
  recent: base.output(z.array(recentStudySchema)),
  /** Makes `<folder>/<name>.wandr` and opens it. Errors: STUDY_EXISTS, STUDY_READ_ONLY, FOLDER_NOT_FOUND. */
  create: base
    .input(z.object({ folder: z.string(), name: z.string().trim().min(1).max(80), timeZone: timeZoneSchema }))
    .output(studySummarySchema),
  /** Errors: STUDY_NOT_FOUND, STUDY_LOCKED, STUDY_READ_ONLY, STUDY_CORRUPT, STUDY_TOO_NEW. */
  open: base.input(z.object({ path: z.string() })).output(studySummarySchema),
  /**
   * Opens the sample mall that ships with Wandr; on first use makes it in the default folder of studies and queues
   * its analysis. Errors: as of `open`, NOT_FOUND when the installation has no sample, DISK_FULL, CANCELLED.
   */
  openSample: base.output(studySummarySchema),
  close: base.output(z.void()),
  /** Deletes the study folder with all in it; source footage outside the folder stays. Closes it if open. */
  delete: base.input(z.object({ path: z.string() })).output(z.object({ freedBytes: z.number() })),
  /** Takes a study off the list of recent ones; the folder stays. */
  forget: base.input(z.object({ path: z.string() })).output(z.void()),
};
