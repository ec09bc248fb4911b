import { z } from 'zod';
import { base } from './base.ts';

/** Where networks are computed. */
export const providerSchema = z.enum(['cpu', 'cuda', 'directml', 'coreml']);
export type ProviderName = z.infer<typeof providerSchema>;

/** Which models a study is analysed with; null means the one that Wandr uses by itself. */
export const modelChoiceSchema = z.object({
  detector: z.string().nullable(),
  outfit: z.string().nullable(),
  parser: z.string().nullable().default(null),
  provider: providerSchema,
});
export type ModelChoice = z.infer<typeof modelChoiceSchema>;

export const modelDetailsSchema = z.object({
  name: z.string(),
  role: z.enum(['detector', 'outfit', 'parser']),
  /** `built-in` is computed without a network; `shipped` came with Wandr; `pack` was added by the user. */
  origin: z.enum(['built-in', 'shipped', 'pack']),
  /** Whether the open study is analysed with it from now on; without a study, whether new ones are. */
  isChosen: z.boolean(),
  licence: z.string(),
  source: z.string(),
  architecture: z.string(),
  trainingData: z.string(),
  accuracy: z.array(z.object({ set: z.string(), metric: z.string(), value: z.number() })),
  latency: z.string(),
  intendedUse: z.string(),
  limits: z.string(),
  /** Null without a file. */
  sha256: z.string().nullable(),
  /** Layout of a detector's output. */
  head: z.string().nullable(),
});
export type ModelDetails = z.infer<typeof modelDetailsSchema>;

export const modelListSchema = z.object({
  models: z.array(modelDetailsSchema),
  /** Packs whose card can no longer be read. */
  problems: z.array(z.object({ name: z.string(), reason: z.string() })),
  /** The providers that ONNX Runtime offers on this computer. */
  providers: z.array(providerSchema),
  provider: providerSchema,
});
export type ModelList = z.infer<typeof modelListSchema>;

export const modelCheckSchema = z.object({
  name: z.string(),
  /** Null when the model is as it should be. */
  problem: z.string().nullable(),
});
export type ModelCheck = z.infer<typeof modelCheckSchema>;

export const pinnedPackSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'Give an address that begins with https://.' }),
  sha256: z.string().regex(/^[0-9a-fA-F]{64}$/, 'A SHA-256 has 64 digits, 0 to 9 and a to f.'),
});
export type PinnedPack = z.infer<typeof pinnedPackSchema>;

export const modelsContract = {
  list: base.output(modelListSchema),
  /**
   * Installs a pack: a folder or zip with `model.json` and its ONNX file, or an ONNX file with its card beside it.
   * Errors: MODEL_INVALID with the reason, CONFLICT when the name is taken.
   */
  add: base.input(z.object({ path: z.string().min(1) })).output(modelDetailsSchema),
  /**
   * Fetches a pack's zip from a network and installs it when it is the pinned one. The only procedure that uses a
   * network. Errors: DOWNLOAD_FAILED, and those of `add`.
   */
  download: base.input(pinnedPackSchema).output(modelDetailsSchema),
  /** Errors: NOT_FOUND, INVALID_INPUT for a model that came with Wandr, CONFLICT while the open study uses it. */
  remove: base.input(z.object({ name: z.string() })).output(modelListSchema),
  /** Compares all models with their cards and lets each answer the test picture. */
  verify: base.output(z.array(modelCheckSchema)),
  /**
   * Chooses a model of any role, or the provider, for the open study; results so far stay.
   * Errors: NOT_FOUND, NO_STUDY_OPEN, MODEL_INVALID when the provider does not answer as the CPU does, CONFLICT when the study
   * is closed meanwhile.
   */
  use: base
    .input(z.object({ name: z.string().optional(), provider: providerSchema.optional() }))
    .output(modelListSchema),
};
