import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { headNames } from '../core/detection/heads/head.ts';
import { LETTERBOX_PAD } from '../core/geometry/letterbox.ts';

const text = z.string().trim().min(1).max(4_000);
const perChannel = z.tuple([z.number(), z.number(), z.number()]);

/** Also the name of the model's folder, so that it is safe on every file system. */
export const modelNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'Small letters, digits, “.”, “_” and “-”, at most 64.')
  .refine((name) => !name.endsWith('.'), 'It must not end with a dot.')
  .refine(
    (name) => !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/.test(name),
    'Windows keeps this name for a device.',
  );

/** How the bytes of a picture become the network's input, N×3×H×W. */
const pictureInputSchema = z.object({
  name: text,
  layout: z.literal('NCHW'),
  colour: z.enum(['RGB', 'BGR']),
  /** What a byte of 0 and of 255 becomes, before `mean` and `std`. */
  range: z.tuple([z.literal(0), z.union([z.literal(1), z.literal(255)])]),
  /** Taken off and divided by, per channel in the order of `colour`. */
  mean: perChannel.default([0, 0, 0]),
  std: perChannel.refine((values) => values.every((value) => value > 0)).default([1, 1, 1]),
});
export type PictureInput = z.infer<typeof pictureInputSchema>;

const outputsSchema = z.object({ names: z.array(text).min(1), meaning: text });

/**
 * What the model answers to the picture of `selfTestPicture`: the mean of each column of its first output on the CPU,
 * and how far another machine may be off.
 */
const selfTestSchema = z.object({
  columnMeans: z.array(z.number()).min(1),
  tolerance: z.number().positive(),
});

const cardBase = {
  name: modelNameSchema,
  /** Of the ONNX file, beside the card. */
  file: z.string().regex(/^[\w-][\w.-]*\.onnx$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  licence: text,
  /** Where it comes from; for this project's own models, how it was trained. */
  source: text,
  architecture: text,
  trainingData: text,
  /** What was measured where, such as `PETS S2L1`, `AP50 at 640×480`, 0.857. */
  accuracy: z.array(z.object({ set: text, metric: text, value: z.number() })),
  latency: text,
  intendedUse: text,
  limits: text,
};

const detectorCardSchema = z.object({
  ...cardBase,
  role: z.literal('detector'),
  /** How its output is laid out; recognised from the graph where the card does not say. */
  head: z.enum(headNames).optional(),
  /** The person's place among the classes. */
  personClass: z.number().int().min(0).max(999).default(0),
  input: pictureInputSchema.extend({
    /** Grey level around the picture, which lies in the top left corner. */
    pad: z.number().int().min(0).max(255).default(LETTERBOX_PAD),
  }),
  output: outputsSchema,
  /** Where the model wants other thresholds than `core/detection/config`. */
  decode: z
    .object({ minScore: z.number().min(0).max(1), suppressionIou: z.number().min(0).max(1) })
    .partial()
    .default({}),
  selfTest: selfTestSchema.optional(),
});
export type DetectorCard = z.infer<typeof detectorCardSchema>;

const outfitCardSchema = z.object({
  ...cardBase,
  role: z.literal('outfit'),
  input: pictureInputSchema,
  output: outputsSchema,
});
export type OutfitCard = z.infer<typeof outfitCardSchema>;

/** Its outputs are laid out as `core/outfit/garment-map` says. */
const parserCardSchema = z.object({
  ...cardBase,
  role: z.literal('parser'),
  input: pictureInputSchema,
  output: z.object({ names: z.tuple([text, text]), meaning: text }),
  selfTest: selfTestSchema.optional(),
});
export type ParserCard = z.infer<typeof parserCardSchema>;

/** A card that may say how its model answers the self-test picture. */
export type SelfTestedCard = DetectorCard | ParserCard;

/** A model's card: what it is, what it needs, where it comes from, how good it is. */
export const modelCardSchema = z.discriminatedUnion('role', [
  detectorCardSchema,
  outfitCardSchema,
  parserCardSchema,
]);
export type ModelCard = z.infer<typeof modelCardSchema>;

/** The card beside a model: `person-detector.json` for `person-detector.onnx`. */
export function cardPathOf(modelPath: string): string {
  return modelPath.replace(/\.onnx$/, '.json');
}

/** Errors: MODEL_INVALID. */
export async function readModelCard(cardPath: string): Promise<ModelCard> {
  try {
    return modelCardSchema.parse(JSON.parse(await readFile(cardPath, 'utf8')));
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : '';
    throw modelInvalid(cardPath, `its card cannot be read: ${why}`, error);
  }
}

/** The card beside a model, of the wanted role, and the model's bytes. Errors: MODEL_INVALID. */
export async function readModel<R extends ModelCard['role']>(
  modelPath: string,
  role: R,
): Promise<{ card: Extract<ModelCard, { role: R }>; bytes: Uint8Array }> {
  const card = await readModelCard(cardPathOf(modelPath));
  if (!hasRole(card, role)) {
    throw modelInvalid(modelPath, `it is a model of the role “${card.role}”, not “${role}”`);
  }
  return { card, bytes: await readVerifiedModel(card, modelPath) };
}

function hasRole<R extends ModelCard['role']>(
  card: ModelCard,
  role: R,
): card is Extract<ModelCard, { role: R }> {
  return card.role === role;
}

/** The bytes of a model after comparing them with its card. Errors: MODEL_INVALID. */
export async function readVerifiedModel(card: ModelCard, modelPath: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(modelPath);
  } catch (error) {
    throw modelInvalid(modelPath, 'its file cannot be read', error);
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== card.sha256) {
    throw modelInvalid(modelPath, `its SHA-256 is ${sha256}, but its card says ${card.sha256}`);
  }
  return bytes;
}

export function modelInvalid(path: string, reason: string, cause?: unknown): AppError {
  return new AppError(
    'MODEL_INVALID',
    `The model ${path} cannot be used: ${reason}.`,
    'Get a copy that matches its card; if the model came with Wandr, install Wandr again.',
    { cause },
  );
}
