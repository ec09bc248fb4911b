import { aggregateEmbeddings } from '../../outfit/embedding.ts';
import type { TrackerConfig } from '../config.ts';
import { centreDistance, predictMotion } from '../kalman.ts';
import { replayTrack } from '../live-track.ts';
import type { Track } from '../track.ts';
import { type AppearanceScale, appearanceEvidence } from './appearance.ts';
import type { OfflineConfig } from './config.ts';
import { type Fragment, sliceTrack, type View } from './fragment.ts';

/**
 * Cuts the tracks that changed hands: whose views before and after some time look like two people. The cut is where the
 * motion was least expected between the two views. Fragments without such a time stay as they are; the parts of the
 * others get ordinals from `nextOrdinal` on, so that all are unique. In order of the fragments, then of time.
 */
export function cutMixedTracks<V extends View>(
  fragments: readonly Fragment<V>[],
  scale: AppearanceScale,
  tracker: TrackerConfig,
  config: OfflineConfig,
): Fragment<V>[] {
  let nextOrdinal = 1 + Math.max(-1, ...fragments.map(({ track }) => track.ordinal));
  return fragments.flatMap((fragment) => {
    const parts = cutWhereMixed(fragment, scale, tracker, config);
    return parts.length === 1
      ? parts
      : parts.map((part) => ({ ...part, track: { ...part.track, ordinal: nextOrdinal++ } }));
  });
}

function cutWhereMixed<V extends View>(
  fragment: Fragment<V>,
  scale: AppearanceScale,
  tracker: TrackerConfig,
  config: OfflineConfig,
): Fragment<V>[] {
  const after = mostMixedAt(fragment.views, scale, config);
  if (after === null) return [fragment];
  const { track, views } = fragment;
  const at = leastExpectedAt(track, views[after - 1]!.timeMs, views[after]!.timeMs, tracker);
  return [
    { ...fragment, track: sliceTrack(track, 0, at), views: views.slice(0, after) },
    { ...fragment, track: sliceTrack(track, at, track.timesMs.length), views: views.slice(after) },
  ].flatMap((part) => cutWhereMixed(part, scale, tracker, config));
}

/** Index of the first view that shows somebody else than those before; null where all show one person. */
function mostMixedAt(views: readonly View[], scale: AppearanceScale, config: OfflineConfig): number | null {
  const { viewsPerSide, minViews, minEvidence } = config.cutting;
  let most: number | null = null;
  let mostEvidence = minEvidence;
  for (let at = minViews; at <= views.length - minViews; at++) {
    const before = aggregateEmbeddings(views.slice(Math.max(0, at - viewsPerSide), at));
    const after = aggregateEmbeddings(views.slice(at, at + viewsPerSide));
    const evidence = -appearanceEvidence(before, after, scale, config.appearance);
    if (evidence <= mostEvidence) continue;
    most = at;
    mostEvidence = evidence;
  }
  return most;
}

/** Index of the sighting in (fromMs, toMs] that lies farthest from where the ones before led. */
function leastExpectedAt(track: Track, fromMs: number, toMs: number, tracker: TrackerConfig): number {
  const lives = replayTrack(track, tracker);
  const distances = lives.map(({ last }, at) => {
    const before = lives[at - 1];
    if (before === undefined || last.timeMs <= fromMs || last.timeMs > toMs) return Number.NEGATIVE_INFINITY;
    return centreDistance(
      predictMotion(before.motion, last.timeMs, tracker.motion),
      last.boxPx,
      tracker.motion,
    );
  });
  return distances.indexOf(Math.max(...distances));
}
