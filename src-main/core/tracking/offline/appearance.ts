import { aggregateEmbeddings } from '../../outfit/embedding.ts';
import type { AppearanceConfig } from './config.ts';
import { endMs, type Fragment, startMs } from './fragment.ts';

/** What cosines mean in one chunk and one embedding space. */
export interface AppearanceScale {
  /** Usual cosine of two parts of one track. */
  readonly self: number;
  /** Usual cosine of two people who were in the picture at the same time. */
  readonly strangers: number;
}

/**
 * Learns what cosines mean, without labels: the halves of a track show one person, tracks that share a time show two.
 * Both shrink to the configured guess where the chunk shows few people.
 */
export function learnAppearanceScale(
  fragments: readonly Fragment[],
  config: AppearanceConfig,
): AppearanceScale {
  const self = new ShrunkMean(config.guess.self, config.guessWeight);
  for (const { views } of fragments) {
    if (views.length < 2 * MIN_VIEWS_OF_HALF) continue;
    const middle = views.length >> 1;
    self.addCosine(aggregateEmbeddings(views.slice(0, middle)), aggregateEmbeddings(views.slice(middle)));
  }
  const strangers = new ShrunkMean(config.guess.strangers, config.guessWeight);
  const inOrder = fragments.toSorted((a, b) => startMs(a.track) - startMs(b.track));
  const means = inOrder.map(({ views }) => aggregateEmbeddings(views));
  inOrder.forEach(({ track }, index) => {
    for (let other = index + 1; other < inOrder.length; other++) {
      if (startMs(inOrder[other]!.track) > endMs(track)) break;
      strangers.addCosine(means[index]!, means[other]!);
    }
  });
  return { self: self.mean, strangers: strangers.mean };
}

/** How much likelier a cosine is of one person than of two, as a natural logarithm; 0 where one has no crops. */
export function appearanceEvidence(
  first: Float32Array | null,
  second: Float32Array | null,
  scale: AppearanceScale,
  config: AppearanceConfig,
): number {
  const [cosine] = cosineOf(first, second);
  if (cosine === undefined) return 0;
  const spread = Math.max(config.minSpread, scale.self - scale.strangers);
  const likeness = (cosine - scale.strangers) / spread;
  const evidence = config.steepness * (likeness - config.even);
  return Math.min(config.most, Math.max(-config.most, evidence));
}

const MIN_VIEWS_OF_HALF = 2;

function cosineOf(first: Float32Array | null, second: Float32Array | null): number[] {
  if (first === null || second === null) return [];
  return [first.reduce((sum, value, at) => sum + value * second[at]!, 0)];
}

/** The mean of cosines, as if some had been seen before. */
class ShrunkMean {
  #sum: number;
  #count: number;

  constructor(guess: number, weight: number) {
    this.#sum = guess * weight;
    this.#count = weight;
  }

  /** Nothing where one of both is unknown. */
  addCosine(first: Float32Array | null, second: Float32Array | null): void {
    for (const cosine of cosineOf(first, second)) {
      this.#sum += cosine;
      this.#count++;
    }
  }

  get mean(): number {
    return this.#sum / this.#count;
  }
}
