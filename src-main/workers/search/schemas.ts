/** The tasks that search asks of a worker, and what they answer. */
import { z } from 'zod';
import { outfitSchema } from '#shared/contract/analysis.ts';
import { providerSchema } from '#shared/contract/models.ts';
import {
  garmentWishSchema,
  searchFilterSchema,
  searchGradeSchema,
  searchHitSchema,
} from '#shared/contract/search.ts';
import { boxPxSchema } from '#shared/units.ts';

/** Compares all tracklets of a study with an example; keeps what it read for the next search. */
export const searchTaskSchema = z.object({
  kind: z.literal('search'),
  databasePath: z.string(),
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('tracklet'), trackletId: z.number() }),
    /** int8[128] of the descriptor named `space`. */
    z.object({ kind: z.literal('vector'), vector: z.instanceof(Int8Array), space: z.string() }),
    z.object({
      kind: z.literal('outfit'),
      top: garmentWishSchema,
      bottom: garmentWishSchema,
      shoes: garmentWishSchema,
      seenOnly: z.boolean(),
    }),
  ]),
  filter: searchFilterSchema,
  offset: z.number().int(),
  limit: z.number().int(),
});

export const foundTrackletSchema = z.object({
  trackletId: z.number(),
  /** As `tracklet.label`: its place among the tracklets of its camera would take the database longer than the search. */
  label: z.string(),
  grade: searchGradeSchema,
  likeness: searchHitSchema.shape.likeness,
  garments: searchHitSchema.shape.garments,
});
export type FoundTracklet = z.infer<typeof foundTrackletSchema>;

export const searchResultSchema = z.object({
  kind: z.literal('search'),
  /** Of the best `maxHits` at most. */
  total: z.number().int(),
  searched: z.number().int(),
  notComparable: z.number().int(),
  found: z.array(foundTrackletSchema),
});

/** Finds the people in a picture, or describes the one in a box, as analysis would. */
export const describePictureTaskSchema = z.object({
  kind: z.literal('describe-picture'),
  /** JPEG or PNG. */
  picture: z.instanceof(Uint8Array),
  /** Whom to describe; null looks for people instead. */
  boxPx: boxPxSchema.nullable(),
  detectorPath: z.string(),
  /** Absent: the built-in colour stripes. */
  outfitPath: z.string().optional(),
  /** The model that finds garments. */
  parserPath: z.string(),
  provider: providerSchema,
  threads: z.number().int(),
});

export const describePictureResultSchema = z.object({
  kind: z.literal('describe-picture'),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  people: z.array(z.object({ boxPx: boxPxSchema, score: z.number() })),
  description: z
    .object({ space: z.string(), vector: z.instanceof(Int8Array), outfit: outfitSchema })
    .nullable(),
});
