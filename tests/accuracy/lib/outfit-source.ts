import type { OutfitEmbedder } from '../../../src-main/core/outfit/embedder.ts';
import { stripeEmbedder } from '../../../src-main/core/outfit/stripe-embedder.ts';
import { OnnxOutfitEmbedder } from '../../../src-main/inference/outfit-embedder.ts';
import { type ModelSource, shippedModel } from './model-source.ts';

/** Where a suite takes its outfit descriptor from. */
export interface OutfitSource {
  /** Begins the key of the suite that measures it. */
  readonly key: string;
  readonly name: string;
  readonly needs: readonly string[];
  /** Lets `use` describe crops; what was opened for it is closed afterwards. */
  with<T>(use: (embedder: OutfitEmbedder) => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** The colour stripes, which need no model. */
export const colourStripes: OutfitSource = {
  key: 'stripes-',
  name: 'colour stripes',
  needs: [],
  with: (use) => use(stripeEmbedder),
};

/** A trained descriptor. */
export function networkOf(source: ModelSource): OutfitSource {
  return {
    key: source.key,
    name: source.name,
    needs: source.needs,
    async with(use, signal) {
      await using model = await source.open(signal);
      await using embedder = await OnnxOutfitEmbedder.open(model.path, 2, signal);
      return await use(embedder);
    },
  };
}

/** What a study is analysed with where nothing else was chosen. */
export const defaultOutfit = networkOf(shippedModel('outfit-embedding.onnx', 'shipped outfit network'));
