import { type GalleryItem, retrievalScores } from '../../../src-main/core/metrics/retrieval.ts';
import { packEmbedding, unpackEmbedding } from '../../../src-main/core/outfit/embedding.ts';
import { stripeEmbedder } from '../../../src-main/core/outfit/stripe-embedder.ts';
import { MARKET_CROPS, readMarketCrops } from '../lib/market.ts';
import type { Suite } from '../lib/suite.ts';

const QUERY_STEP = 4;

/** The outfit descriptor, packed as the study stores it, on single crops across cameras. */
export const outfitMarket: Suite = {
  key: 'outfit-market',
  title: 'outfit, Market-1501 subset, single crops',
  needs: [MARKET_CROPS],
  isSlow: true,
  async measure(signal) {
    const items: GalleryItem[] = [];
    for (const { person, camera, image } of readMarketCrops()) {
      signal.throwIfAborted();
      const [vector] = await stripeEmbedder.embed([image]);
      items.push({ person, camera, vector: unpackEmbedding(packEmbedding(vector!)) });
    }
    const { rank1, meanAveragePrecision } = retrievalScores(items, QUERY_STEP);
    return [
      {
        key: 'rank1',
        name: 'R1',
        value: rank1,
        digits: 3,
        reference: 'Lab stripes 0.313, baseline network 0.401, intel-0288 0.924',
      },
      {
        key: 'map',
        name: 'mAP',
        value: meanAveragePrecision,
        digits: 3,
        reference: 'Lab stripes 0.153, baseline network 0.238, intel-0288 0.736',
      },
    ];
  },
};
