import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { base } from './base.ts';

export const systemInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'web', 'cli']),
  platform: z.string(),
  cpuCount: z.number().int(),
  /** True where a dropped file carries its path (Electron); elsewhere drops are copied into the study. */
  dropsCarryPaths: z.boolean(),
  /** Where new studies go unless the user says otherwise. */
  studiesFolder: z.string(),
});
export type SystemInfo = z.infer<typeof systemInfoSchema>;

export const folderEntrySchema = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['folder', 'file', 'study']),
});

export const folderListingSchema = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  entries: z.array(folderEntrySchema),
  /** Starting points: home, removable disks, drives. */
  roots: z.array(z.object({ name: z.string(), path: z.string() })),
});
export type FolderListing = z.infer<typeof folderListingSchema>;

/** What changed in the open study; the renderer refetches what depends on it. */
export const topicSchema = z.enum([
  'study',
  'recordings',
  'plan',
  'jobs',
  'tracklets',
  'journeys',
  'reports',
]);
export type Topic = z.infer<typeof topicSchema>;

export const changeSchema = z.object({ topics: z.array(topicSchema) });
export type Change = z.infer<typeof changeSchema>;

export const systemContract = {
  info: base.output(systemInfoSchema),
  /** Lists a folder of the host for the folder picker; `path` omitted means the home folder. */
  listFolder: base
    .input(z.object({ path: z.string().optional(), showFiles: z.boolean().optional() }))
    .output(folderListingSchema),
  /** Makes a folder inside `parent`, for the folder picker. */
  createFolder: base
    .input(z.object({ parent: z.string(), name: z.string().min(1) }))
    .output(folderListingSchema),
  /** Yields at once (all topics), then after every change, at most five times a second. */
  changes: base.output(eventIterator(changeSchema)),
};
