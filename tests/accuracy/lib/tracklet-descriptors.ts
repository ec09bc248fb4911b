import {
  type GalleryItem,
  type RetrievalScores,
  retrievalScores,
} from '../../../src-main/core/metrics/retrieval.ts';
import {
  aggregateEmbeddings,
  packEmbedding,
  unpackEmbedding,
} from '../../../src-main/core/outfit/embedding.ts';
import { stripeEmbedder } from '../../../src-main/core/outfit/stripe-embedder.ts';
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
  /** int8[128] of each crop. */
  readonly crops: readonly Int8Array[];
}

/** Describes the Market subset with the shipped descriptor, view by view, in order of person and camera. */
export async function describeMarketViews(signal: AbortSignal): Promise<DescribedView[]> {
  const crops: { person: string; camera: number; vector: Float32Array }[] = [];
  for (const { person, camera, image } of readMarketCrops()) {
    signal.throwIfAborted();
    const [vector] = await stripeEmbedder.embed([image]);
    crops.push({ person, camera: Number(camera) - 1, vector: vector! });
  }
  return [...Map.groupBy(crops, ({ person, camera }) => `${person}/${camera}`).values()].map((view) => {
    const mean = aggregateEmbeddings(view.map(({ vector }) => ({ vector, weight: 1 })));
    return {
      person: view[0]!.person,
      camera: view[0]!.camera,
      packed: packEmbedding(mean!),
      crops: view.map(({ vector }) => packEmbedding(vector)),
    };
  });
}

/** From each view to all views of other cameras. */
export function retrievalOfViews(
  views: readonly Pick<DescribedView, 'person' | 'camera' | 'packed'>[],
): RetrievalScores {
  const items = views.map(
    ({ person, camera, packed }): GalleryItem => ({
      person,
      camera: String(camera),
      vector: unpackEmbedding(packed),
    }),
  );
  return retrievalScores(items, 1);
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
