import { aggregateEmbeddings } from '../../outfit/embedding.ts';
import type { Track } from '../track.ts';
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
  const self = fragments.flatMap(({ views }) => {
    if (views.length < 2 * MIN_VIEWS_OF_HALF) return [];
    const middle = views.length >> 1;
    return cosineOf(aggregateEmbeddings(views.slice(0, middle)), aggregateEmbeddings(views.slice(middle)));
  });
  const means = fragments.map(({ views }) => aggregateEmbeddings(views));
  const strangers = fragments.flatMap(({ track }, index) =>
    fragments
      .slice(index + 1)
      .flatMap(({ track: other }, after) =>
        shareATime(track, other) ? cosineOf(means[index]!, means[index + 1 + after]!) : [],
      ),
  );
  return {
    self: shrunkMean(self, config.guess.self, config.guessWeight),
    strangers: shrunkMean(strangers, config.guess.strangers, config.guessWeight),
  };
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

function shareATime(first: Track, second: Track): boolean {
  return startMs(first) <= endMs(second) && startMs(second) <= endMs(first);
}

function cosineOf(first: Float32Array | null, second: Float32Array | null): number[] {
  if (first === null || second === null) return [];
  return [first.reduce((sum, value, at) => sum + value * second[at]!, 0)];
}

function shrunkMean(values: readonly number[], guess: number, weight: number): number {
  return values.reduce((sum, value) => sum + value, weight * guess) / (values.length + weight);
}
