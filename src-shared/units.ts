/**
 * Schemas of the quantities that the contract carries. Units are in the names: `startUtcMs` is milliseconds
 * since the Unix epoch, `offsetMs` milliseconds since the start of a recording, `…Px` source pixels,
 * `…M` metres on the plan, `…Deg` degrees.
 */
import { z } from 'zod';

export const utcMsSchema = z.number().int();
export const durationMsSchema = z.number().nonnegative();
export const idSchema = z.number().int().positive();
/** A probability or a confidence. */
export const unitIntervalSchema = z.number().min(0).max(1);

/** Axis-aligned box in source pixels: top-left corner, width, height; y grows downwards. */
export const boxPxSchema = z.object({
  x: z.number(),
  y: z.number(),
  w: z.number().nonnegative(),
  h: z.number().nonnegative(),
});
export type BoxPx = z.infer<typeof boxPxSchema>;

/** A point on a floor plan in metres from the top-left corner of its image; y grows downwards. */
export const pointMSchema = z.object({ x: z.number(), y: z.number() });
export type PointM = z.infer<typeof pointMSchema>;

/** A point on a picture in its own pixels, from the top-left corner. */
export const pointPxSchema = z.object({ x: z.number(), y: z.number() });
export type PointPx = z.infer<typeof pointPxSchema>;

/** A time zone of the IANA database, such as `Europe/Berlin`. */
export const timeZoneSchema = z.string().refine(
  (zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  },
  { error: 'Not a time zone of the IANA database (an example: Europe/Berlin).' },
);
