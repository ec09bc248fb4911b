import {
  type GalleryItem,
  type GalleryRule,
  type RetrievalScores,
  retrievalScores,
} from '../../../src-main/core/metrics/retrieval.ts';
import type { OutfitEmbedder } from '../../../src-main/core/outfit/embedder.ts';
import {
  aggregateEmbeddings,
  packEmbedding,
  unpackEmbedding,
} from '../../../src-main/core/outfit/embedding.ts';
import { Random } from '../../../tools/random.ts';
import { EMBEDDING_LENGTH, modelledAppearance } from '../../../tools/simulator/appearance.ts';
import { readMarketCrops } from './market.ts';

/** One person in one camera, as a tracklet would describe them. */
export interface DescribedView {
  readonly person: string;
  /** From 0. */
  readonly camera: number;
  /** int8[128] of the mean of the view's crops. */
  readonly packed: Int8Array;
  readonly crops: readonly DescribedCrop[];
}

interface DescribedCrop {
  /** The crop's file. */
  readonly name: string;
  /** int8[128]. */
  readonly packed: Int8Array;
}

/** Few enough that the crops of the subset do not lie in memory as floats. */
const BATCH = 64;

/** Describes the Market subset view by view, in order of person and camera. */
export async function describeMarketViews(
  embedder: OutfitEmbedder,
  signal: AbortSignal,
): Promise<DescribedView[]> {
  const crops = readMarketCrops();
  const vectors: Float32Array[] = [];
  for (let from = 0; from < crops.length; from += BATCH) {
    signal.throwIfAborted();
    vectors.push(...(await embedder.embed(crops.slice(from, from + BATCH).map(({ image }) => image))));
  }
  const described = crops.map((crop, at) => ({ ...crop, vector: vectors[at]! }));
  return [...Map.groupBy(described, ({ person, camera }) => `${person}/${camera}`).values()].map((view) => {
    const mean = aggregateEmbeddings(view.map(({ vector }) => ({ vector, weight: 1 })));
    return {
      person: view[0]!.person,
      camera: Number(view[0]!.camera) - 1,
      packed: packEmbedding(mean!),
      crops: view.map(({ name, vector }) => ({ name, packed: packEmbedding(vector) })),
    };
  });
}

/** From each view to the others; by the protocol of Market-1501 those include other people of the same camera. */
export function retrievalOfViews(
  views: readonly Pick<DescribedView, 'person' | 'camera' | 'packed'>[],
  gallery?: GalleryRule,
): RetrievalScores {
  const items = views.map(
    ({ person, camera, packed }): GalleryItem => ({
      person,
      camera: String(camera),
      vector: unpackEmbedding(packed),
    }),
  );
  return retrievalScores(items, 1, gallery);
}

/** The same people in the same cameras, as the simulator's noise model would describe them. */
export function modelledViews(
  views: readonly DescribedView[],
  seed: number,
): Pick<DescribedView, 'person' | 'camera' | 'packed'>[] {
  const people = [...new Set(views.map(({ person }) => person))];
  const cameras = Math.max(...views.map(({ camera }) => camera)) + 1;
  const appearance = modelledAppearance(seed, people.length, cameras);
  const random = new Random(seed);
  return views.map(({ person, camera }) => {
    const packed = new Int8Array(EMBEDDING_LENGTH);
    appearance.describe(people.indexOf(person), camera, false, random, packed, 0);
    return { person, camera, packed };
  });
}
