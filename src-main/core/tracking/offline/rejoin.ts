import type { SizePx } from '../../geometry/letterbox.ts';
import { aggregateEmbeddings } from '../../outfit/embedding.ts';
import type { TrackerConfig } from '../config.ts';
import type { AppearanceScale } from './appearance.ts';
import type { OfflineConfig } from './config.ts';
import { type Fragment, joinFragments, type View } from './fragment.ts';
import { findReappearances } from './reappearance.ts';

/** Joins the fragments of a chunk that are one person who was hidden for a while; in order of the first fragments. */
export function rejoinFragments<V extends View>(
  fragments: readonly Fragment<V>[],
  scale: AppearanceScale,
  picture: SizePx,
  tracker: TrackerConfig,
  config: OfflineConfig,
): Fragment<V>[] {
  const pieces = fragments.map(({ track, views }) => ({ track, look: aggregateEmbeddings(views) }));
  const pairs = findReappearances(pieces, pieces, scale, picture, tracker, config);
  const next = new Map(pairs.map(({ row, column }) => [row, column]));
  const continued = new Set(next.values());
  return fragments.flatMap((_, index) =>
    continued.has(index) ? [] : joinFragments(chainFrom(index, next, fragments)),
  );
}

function chainFrom<T>(first: number, next: ReadonlyMap<number, number>, fragments: readonly T[]): T[] {
  const chain: T[] = [];
  for (let at: number | undefined = first; at !== undefined; at = next.get(at)) chain.push(fragments[at]!);
  return chain;
}
