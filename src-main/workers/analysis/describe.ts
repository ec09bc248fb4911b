import type { Outfit } from '#shared/contract/analysis.ts';
import type { OutfitEmbedder } from '../../core/outfit/embedder.ts';
import { aggregateEmbeddings, packEmbedding } from '../../core/outfit/embedding.ts';
import { describeOutfit } from '../../core/outfit/garment-colour.ts';
import type { GarmentParser } from '../../core/outfit/garment-map.ts';
import { applyWhiteBalance, type WhiteBalance } from '../../core/outfit/white-balance.ts';
import type { LiveCrop } from './live-crops.ts';

/** What looks at the crops. */
export interface Describers {
  readonly embedder: OutfitEmbedder;
  readonly parser: GarmentParser;
}

export interface OutfitDescription {
  /** int8[128]; null without crops. */
  readonly embedding: Int8Array | null;
  readonly outfit: Outfit;
}

/** Describes what somebody wears from their best pictures. */
export async function describe(
  crops: readonly LiveCrop[],
  balance: WhiteBalance,
  { embedder, parser }: Describers,
): Promise<OutfitDescription> {
  const qualities = crops.map(({ quality }) => quality);
  const images = crops.map(({ image }) => applyWhiteBalance(image, balance));
  const vectors = await embedder.embed(images);
  const maps = await parser.parse(images);
  const mean = aggregateEmbeddings(vectors.map((vector, at) => ({ vector, weight: qualities[at]! })));
  return {
    embedding: mean === null ? null : packEmbedding(mean),
    outfit: describeOutfit(
      images.map((image, at) => ({ image, garments: maps[at]!, quality: qualities[at]! })),
    ),
  };
}
