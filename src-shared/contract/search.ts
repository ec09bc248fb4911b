import { z } from 'zod';
import { boxPxSchema, idSchema, unitIntervalSchema, utcMsSchema } from '../units.ts';
import { garmentTypeSchema, outfitSchema, trackletSchema } from './analysis.ts';
import { base } from './base.ts';

/** A colour that clothes are searched by, with the colour of its chip. */
export const paletteColourSchema = z.object({ name: z.string(), hex: z.string() });
export type PaletteColour = z.infer<typeof paletteColourSchema>;

/** Kinds of garments that analysis tells apart. */
export const garmentTypeNames = garmentTypeSchema.shape.name.options;
export type GarmentTypeName = (typeof garmentTypeNames)[number];

/** Room for every colour of the palette and a few that it may gain; more are no wish. A test compares the two. */
const MAX_COLOURS = 32;

/** What will do for one garment; an empty list allows anything. */
export const garmentWishSchema = z.object({
  /** Names of the palette. */
  colours: z.array(z.string()).max(MAX_COLOURS).default([]),
  types: z.array(garmentTypeSchema.shape.name).max(garmentTypeNames.length).default([]),
});
export type GarmentWish = z.infer<typeof garmentWishSchema>;
const anyGarment = (): GarmentWish => ({ colours: [], types: [] });

/** What is looked for. */
export const searchExampleSchema = z.discriminatedUnion('kind', [
  /** Who looks like the person of a tracklet. */
  z.object({ kind: z.literal('tracklet'), trackletId: idSchema }),
  /** Who looks like the person in a box of a picture that `addPicture` took. */
  z.object({ kind: z.literal('picture'), pictureId: z.string(), boxPx: boxPxSchema }),
  /** Who wears garments like these. */
  z.object({
    kind: z.literal('outfit'),
    top: garmentWishSchema.default(anyGarment),
    bottom: garmentWishSchema.default(anyGarment),
    shoes: garmentWishSchema.default(anyGarment),
    /** Leaves out people of whom one of these garments was not seen. */
    seenOnly: z.boolean().default(false),
  }),
]);
export type SearchExample = z.infer<typeof searchExampleSchema>;

/** A part of one camera's picture. Shares of its width and height from the top left, so that it fits any recording. */
export const searchAreaSchema = z.object({
  cameraId: idSchema,
  /** Of a simple polygon, in either direction. */
  corners: z
    .array(z.object({ x: unitIntervalSchema, y: unitIntervalSchema }))
    .min(3)
    .max(24),
});
export type SearchArea = z.infer<typeof searchAreaSchema>;

/** Where and when is looked; what is left out does not matter. */
export const searchFilterSchema = z.object({
  fromUtcMs: utcMsSchema.optional(),
  toUtcMs: utcMsSchema.optional(),
  cameraIds: z.array(idSchema).min(1).optional(),
  floorId: idSchema.optional(),
  /** Only who stood there at some time while in view, by the middle of the box's lower side. */
  area: searchAreaSchema.optional(),
});
export type SearchFilter = z.infer<typeof searchFilterSchema>;

/** How much to make of an answer. None of them says that it is the same person. */
export const searchGradeSchema = z.enum(['strong', 'good', 'fair', 'weak']);
export type SearchGrade = z.infer<typeof searchGradeSchema>;

export const searchHitSchema = z.object({
  tracklet: trackletSchema,
  /** `V0001`; null while the tracklet is not linked. */
  journeyLabel: z.string().nullable(),
  grade: searchGradeSchema,
  /** Of a search by example. */
  likeness: z
    .object({
      /** Share of strangers who look less alike, measured on people of this study who are certainly two. */
      moreAlikeThan: unitIntervalSchema,
      /** How many of the people searched would look at least as alike by chance. */
      strangersExpected: z.number().nonnegative(),
      /** The same camera shows the example at the same time: another person, however alike. */
      isSomebodyElse: z.boolean(),
    })
    .nullable(),
  /** Of a search by outfit: the garments that were asked for. */
  garments: z.array(
    z.object({ part: z.enum(['top', 'bottom', 'shoes']), fit: z.enum(['same', 'near', 'unseen']) }),
  ),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

export const searchAnswerSchema = z.object({
  /** Answers that can be paged through: the best 1000 at most. */
  total: z.number().int(),
  /** Tracklets that were compared. */
  searched: z.number().int(),
  /** Tracklets of the span that cannot be compared: not described, or by another model. */
  notComparable: z.number().int(),
  /** What the example wears, as far as it was seen; null in a search by outfit. */
  exampleOutfit: outfitSchema.nullable(),
  hits: z.array(searchHitSchema),
});
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;

export const searchPictureSchema = z.object({
  /** Names the picture in a search, as long as the study is open. */
  pictureId: z.string(),
  widthPx: z.number().int().positive(),
  heightPx: z.number().int().positive(),
  /** Who the detector found, the surest first. */
  people: z.array(z.object({ boxPx: boxPxSchema, score: unitIntervalSchema })),
});
export type SearchPicture = z.infer<typeof searchPictureSchema>;

export const searchContract = {
  /** The colours that `outfit` may name. */
  palette: base.output(z.array(paletteColourSchema)),
  /**
   * Takes a PNG or JPEG of at most 32 MiB, base64, and finds the people in it. Nothing is stored: it is forgotten
   * when the study closes. Errors: INVALID_INPUT, MODEL_INVALID.
   */
  addPicture: base
    .input(z.object({ fileName: z.string(), dataBase64: z.string() }))
    .output(searchPictureSchema),
  /**
   * Everybody who looks like the example or wears the outfit, the best first. Errors: NOT_FOUND when the tracklet or
   * the picture is gone, INVALID_INPUT when nothing can be compared (no description, an unknown colour).
   */
  find: base
    .input(
      z.object({
        by: searchExampleSchema,
        filter: searchFilterSchema.default({}),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(200).default(60),
      }),
    )
    .output(searchAnswerSchema),
};
