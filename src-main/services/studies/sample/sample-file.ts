import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { durationMsSchema, pointMSchema, timeZoneSchema, utcMsSchema } from '#shared/units.ts';

/** `sample.json`: what the sample study is made of. Paths are inside the sample's folder, with `/`. */
export const sampleFileSchema = z.object({
  name: z.string().min(1),
  timeZone: timeZoneSchema,
  /** Of the simulation of its people. */
  seed: z.number().int(),
  /** True time of the first frame of every camera. */
  startUtcMs: utcMsSchema,
  durationMs: durationMsSchema,
  fps: z.number().positive(),
  floors: z
    .array(
      z.object({
        level: z.number().int(),
        name: z.string().min(1),
        picture: z.string(),
        geoJson: z.string(),
        metresPerPx: z.number().positive(),
        widthPx: z.number().int().positive(),
      }),
    )
    .min(1),
  cameras: z
    .array(
      z.object({
        key: z.string(),
        name: z.string().min(1),
        level: z.number().int(),
        posM: pointMSchema,
        headingDeg: z.number().min(0).lt(360),
        fovDeg: z.number().min(5).max(180),
        rangeM: z.number().positive(),
        /** How far the recorder's clock is ahead of true time. */
        clockErrorMs: z.number().int(),
        /** Gzipped JSON lines: who is where in each frame. */
        truth: z.string(),
      }),
    )
    .min(1),
  /** The recorders' exports under `footage/`, and which part of a camera's 0 … durationMs each shows. */
  files: z
    .array(
      z.object({
        path: z.string(),
        camera: z.string(),
        fromMs: durationMsSchema,
        toMs: durationMsSchema,
        /** What is wrong with it; null for most. */
        trouble: z.enum(['copy', 'sub-stream', 'torn']).nullable(),
      }),
    )
    .min(1),
});
export type SampleFile = z.infer<typeof sampleFileSchema>;

/** Throws when the file is missing or not as the schema says: then the installation is broken. */
export async function readSampleFile(path: string): Promise<SampleFile> {
  return sampleFileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}
