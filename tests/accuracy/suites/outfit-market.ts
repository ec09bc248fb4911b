import { readFileSync } from 'node:fs';
import type { RgbImage } from '../../../src-main/core/geometry/rgb-image.ts';
import { type GalleryItem, retrievalScores } from '../../../src-main/core/metrics/retrieval.ts';
import { packEmbedding, unpackEmbedding } from '../../../src-main/core/outfit/embedding.ts';
import { stripeEmbedder } from '../../../src-main/core/outfit/stripe-embedder.ts';
import { decodeImage } from '../../../src-main/media/jpeg.ts';
import { sharedPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';
import { readTar } from '../lib/tar.ts';

const QUERY_STEP = 4;
/** Market-1501's names: person, camera, sequence, frame, box. */
const CROP_NAME = /^(?<person>\d{4})_c(?<camera>\d)s\d_\d+_\d+\.jpg$/;

interface Crop {
  readonly person: string;
  readonly camera: string;
  readonly image: RgbImage;
}

/** The outfit descriptor, packed as the study stores it, on single crops across cameras. */
export const outfitMarket: Suite = {
  key: 'outfit-market',
  title: 'outfit, Market-1501 subset, single crops',
  needs: ['eval/market1501-subset/crops.tar'],
  isSlow: true,
  async measure(signal) {
    const items: GalleryItem[] = [];
    for (const { person, camera, image } of readCrops()) {
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

/** The crops in order of name, which fixes who is a query. */
function readCrops(): Crop[] {
  const archive = readFileSync(sharedPath('eval/market1501-subset/crops.tar'));
  return [...readTar(archive)]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, bytes }) => {
      const parts = CROP_NAME.exec(name.replace(/^.*\//, ''))?.groups;
      if (parts === undefined) throw new Error(`${name} is not named as Market-1501 does`);
      return { person: parts.person!, camera: parts.camera!, image: decodeImage(bytes) };
    });
}
