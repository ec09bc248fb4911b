import type { Outfit } from '#shared/contract/analysis.ts';
import type { OutfitEmbedder } from '../../core/outfit/embedder.ts';
import { aggregateEmbeddings, packEmbedding } from '../../core/outfit/embedding.ts';
import { describeOutfit } from '../../core/outfit/garment-colour.ts';
import { applyWhiteBalance, type WhiteBalance } from '../../core/outfit/white-balance.ts';
import type { LiveCrop } from './live-crops.ts';

export interface OutfitDescription {
  /** int8[128]; null without crops. */
  readonly embedding: Int8Array | null;
  readonly outfit: Outfit;
}

/** Describes what somebody wears from their best pictures. */
export async function describe(
  crops: readonly LiveCrop[],
  balance: WhiteBalance,
  embedder: OutfitEmbedder,
): Promise<OutfitDescription> {
  const balanced = crops.map(({ image, quality }) => ({ image: applyWhiteBalance(image, balance), quality }));
  const vectors = await embedder.embed(balanced.map(({ image }) => image));
  const mean = aggregateEmbeddings(vectors.map((vector, at) => ({ vector, weight: balanced[at]!.quality })));
  return { embedding: mean === null ? null : packEmbedding(mean), outfit: describeOutfit(balanced) };
}
