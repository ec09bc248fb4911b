import { otherCameras, retrievalScores } from '../../../src-main/core/metrics/retrieval.ts';
import { unpackEmbedding } from '../../../src-main/core/outfit/embedding.ts';
import { MARKET_CROPS } from '../lib/market.ts';
import type { OutfitSource } from '../lib/outfit-source.ts';
import { rank1OfLinking, similarityOfOnePerson } from '../lib/similarity-curves.ts';
import type { Suite } from '../lib/suite.ts';
import { describeMarketViews, retrievalOfViews } from '../lib/tracklet-descriptors.ts';

const QUERY_STEP = 4;

/** An outfit descriptor, packed as the study stores it: single crops, and one person in one camera, across cameras. */
export const outfitMarket = (source: OutfitSource): Suite => ({
  key: `${source.key}outfit-market`,
  title: `${source.name}, Market-1501 subset`,
  needs: [MARKET_CROPS, ...source.needs],
  isSlow: true,
  async measure(signal) {
    const views = await source.with((embedder) => describeMarketViews(embedder, signal), signal);
    const crops = views
      .flatMap(({ person, camera, crops }) =>
        crops.map(({ name, packed }) => ({
          name,
          person,
          camera: String(camera),
          vector: unpackEmbedding(packed),
        })),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const single = retrievalScores(crops, QUERY_STEP);
    const tracklets = retrievalOfViews(views);
    const acrossCameras = retrievalOfViews(views, otherCameras);
    const onePerson = similarityOfOnePerson(views);
    return [
      {
        key: 'rank1',
        name: 'R1, single crops',
        value: single.rank1,
        digits: 3,
        reference: 'Lab stripes 0.313, baseline network 0.401, intel-0288 0.924',
      },
      {
        key: 'map',
        name: 'mAP, single crops',
        value: single.meanAveragePrecision,
        digits: 3,
        reference: 'Lab stripes 0.153, baseline network 0.238, intel-0288 0.736',
      },
      {
        key: 'acrossRank1',
        name: 'R1, tracklet to tracklets of other cameras',
        value: acrossCameras.rank1,
        digits: 3,
      },
      {
        key: 'viewRank1',
        name: 'R1, the same among all other tracklets',
        value: tracklets.rank1,
        digits: 3,
      },
      {
        key: 'viewMap',
        name: 'mAP, the same among all other tracklets',
        value: tracklets.meanAveragePrecision,
        digits: 3,
      },
      {
        key: 'viewRank1Linked',
        name: 'R1, the same, each camera’s cast taken away',
        value: rank1OfLinking(views),
        digits: 3,
      },
      {
        key: 'onePersonMean',
        name: 'similarity of one person, in sd of two people',
        value: onePerson.mean,
        digits: 2,
      },
      { key: 'onePersonSd', name: 'its spread', value: onePerson.sd, digits: 2 },
    ];
  },
});
