/** One picture of a known person in a gallery. */
export interface GalleryItem {
  readonly person: string;
  readonly camera: string;
  /** Unit vector. */
  readonly vector: Float32Array;
}

export interface RetrievalScores {
  /** Part of the queries whose nearest gallery picture is the same person. */
  readonly rank1: number;
  /** Mean average precision over the queries. */
  readonly meanAveragePrecision: number;
  readonly queries: number;
}

/** Which items a query is compared with. */
export type GalleryRule = (item: GalleryItem, query: GalleryItem) => boolean;

/** The protocol of Market-1501 (Zheng et al. 2015): all but those of the same person in the same camera. */
export const marketGallery: GalleryRule = (item, query) =>
  item.person !== query.person || item.camera !== query.camera;

/** As linking looks for somebody who walked on: other cameras only. */
export const otherCameras: GalleryRule = (item, query) => item.camera !== query.camera;

/** Re-identification scores of every `queryStep`th item. Queries without a right answer do not count. */
export function retrievalScores(
  items: readonly GalleryItem[],
  queryStep: number,
  isInGallery: GalleryRule = marketGallery,
): RetrievalScores {
  let queries = 0;
  let firsts = 0;
  let precisionSum = 0;
  for (let at = 0; at < items.length; at += queryStep) {
    const query = items[at]!;
    const ranked = items
      .filter((item) => isInGallery(item, query))
      .map((item) => ({ right: item.person === query.person, cosine: dot(item.vector, query.vector) }))
      .sort((a, b) => b.cosine - a.cosine);
    const precision = precisionOf(ranked.map(({ right }) => right));
    if (precision === null) continue;
    queries++;
    precisionSum += precision;
    if (ranked[0]!.right) firsts++;
  }
  if (queries === 0) return { rank1: 0, meanAveragePrecision: 0, queries };
  return { rank1: firsts / queries, meanAveragePrecision: precisionSum / queries, queries };
}

/** Average precision of a ranking; null when nothing in it is right. */
function precisionOf(ranking: readonly boolean[]): number | null {
  let hits = 0;
  let sum = 0;
  ranking.forEach((right, index) => {
    if (!right) return;
    hits++;
    sum += hits / (index + 1);
  });
  return hits === 0 ? null : sum / hits;
}

function dot(first: Float32Array, second: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < first.length; at++) sum += first[at]! * second[at]!;
  return sum;
}
