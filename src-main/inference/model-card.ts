import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ModelInfo } from '#shared/contract/system.ts';
import { AppError } from '#shared/errors.ts';

const cardBase = {
  name: z.string(),
  /** Of the ONNX file, beside the card. */
  file: z.string().regex(/^[\w.-]+\.onnx$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  licence: z.string(),
  architecture: z.string(),
  limits: z.string().default(''),
};

/** The project's own single-class detector; other heads will add their own `architecture`s and decoders. */
const detectorCardSchema = z.object({
  ...cardBase,
  role: z.literal('detector'),
  input: z.object({
    name: z.string(),
    layout: z.literal('NCHW'),
    colour: z.literal('RGB'),
    range: z.tuple([z.literal(0), z.literal(1)]),
    multipleOf: z.literal(32),
    letterbox: z.literal('top-left, pad 114/255'),
  }),
  output: z.object({
    name: z.string(),
    shape: z.tuple([z.literal('batch'), z.literal('anchors'), z.literal(5)]),
  }),
  /**
   * What the model answers to the picture of `selfTestPicture`: the mean of each of the five output columns on the
   * CPU, and how far another machine or provider may be off.
   */
  selfTest: z.object({ columnMeans: z.array(z.number()).length(5), tolerance: z.number().positive() }),
});
export type DetectorCard = z.infer<typeof detectorCardSchema>;

const outfitCardSchema = z.object({
  ...cardBase,
  role: z.literal('outfit'),
  input: z.object({ name: z.string(), layout: z.literal('NCHW'), colour: z.literal('RGB') }),
  output: z.object({ name: z.string() }),
});

/** A model's card: what it is, what it needs, where it comes from. */
export const modelCardSchema = z.discriminatedUnion('role', [detectorCardSchema, outfitCardSchema]);
export type ModelCard = z.infer<typeof modelCardSchema>;

/** The card that belongs to `person-detector.onnx` is `person-detector.json`. Errors: MODEL_INVALID. */
export async function readModelCard(cardPath: string): Promise<ModelCard> {
  try {
    return modelCardSchema.parse(JSON.parse(await readFile(cardPath, 'utf8')));
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : '';
    throw modelInvalid(cardPath, `its card cannot be read: ${why}`, error);
  }
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

/** What the application tells about the models of a folder, verified, in order of their cards' file names. */
export async function loadModelCards(folder: string): Promise<ModelInfo[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return await Promise.all(
    names.map(async (name) => {
      const card = await readModelCard(join(folder, name));
      await readVerifiedModel(card, join(folder, card.file));
      const { role, licence, sha256 } = card;
      return { role, name: card.name, sha256, licence, summary: card.architecture };
    }),
  );
}

export function modelInvalid(path: string, reason: string, cause?: unknown): AppError {
  return new AppError(
    'MODEL_INVALID',
    `The model ${path} cannot be used: ${reason}.`,
    'Install Wandr again, or replace the model with a copy that matches its card.',
    { cause },
  );
}
