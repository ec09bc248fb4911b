import { aggregateEmbeddings } from '../../outfit/embedding.ts';
import { firstIndexFrom } from '../../statistics/sorted.ts';
import type { TrackerConfig } from '../config.ts';
import { centreDistance, predictMotion } from '../kalman.ts';
import { replayTrack } from '../live-track.ts';
import type { Track } from '../track.ts';
import { type AppearanceScale, appearanceEvidence } from './appearance.ts';
import type { OfflineConfig } from './config.ts';
import type { Contests } from './contest.ts';
import { type Fragment, sliceTrack, type View } from './fragment.ts';

/**
 * Cuts the tracks that changed hands: whose views before and after some time look like two people, where there was
 * somebody else to change to. Somebody alone who turns round looks like two people as well. The cut is where the motion was
 * least expected between the two views. Fragments without such a time stay as they are; the parts of the
 * others get ordinals of their own. In order of the fragments, then of time.
 *
 * @param framesMs times of the frames that were looked at, in order.
 */
export function cutMixedTracks<V extends View>(
  fragments: readonly Fragment<V>[],
  contests: Contests,
  framesMs: readonly number[],
  scale: AppearanceScale,
  tracker: TrackerConfig,
  config: OfflineConfig,
): Fragment<V>[] {
  let nextOrdinal = 1 + Math.max(-1, ...fragments.map(({ track }) => track.ordinal));
  return fragments.flatMap((fragment) => {
    const contested = exchangesOf(fragment.track, contests.get(fragment.track.ordinal), framesMs, config);
    const parts = cutWhereMixed(fragment, contested, scale, tracker, config);
    return parts.length === 1
      ? parts
      : parts.map((part) => ({ ...part, track: { ...part.track, ordinal: nextOrdinal++ } }));
  });
}

/** Times of the sightings at which a track may first show somebody else. */
function exchangesOf(
  { timesMs }: Track,
  contested: ReadonlySet<number> | undefined,
  framesMs: readonly number[],
  { cutting }: OfflineConfig,
): readonly number[] {
  return [...timesMs].filter((timeMs, at) => {
    const beforeMs = timesMs[at - 1] ?? timeMs;
    const isContested = contested?.has(beforeMs) || contested?.has(timeMs);
    if (isContested) return true;
    // Where no frame was looked at, nobody was out of sight.
    return timeMs - beforeMs > cutting.hiddenMs && framesMs[firstIndexFrom(framesMs, beforeMs) + 1]! < timeMs;
  });
}

function cutWhereMixed<V extends View>(
  fragment: Fragment<V>,
  exchangesMs: readonly number[],
  scale: AppearanceScale,
  tracker: TrackerConfig,
  config: OfflineConfig,
): Fragment<V>[] {
  const after = mostMixedAt(fragment.views, exchangesMs, scale, config);
  if (after === null) return [fragment];
  const { track, views } = fragment;
  const between = exchangesBetween(exchangesMs, views[after - 1]!, views[after]!);
  const at = leastExpectedAt(track, between, tracker);
  return [
    { ...fragment, track: sliceTrack(track, 0, at), views: views.slice(0, after) },
    { ...fragment, track: sliceTrack(track, at, track.timesMs.length), views: views.slice(after) },
  ].flatMap((part) => cutWhereMixed(part, exchangesMs, scale, tracker, config));
}

const exchangesBetween = (exchangesMs: readonly number[], before: View, after: View): number[] =>
  exchangesMs.filter((timeMs) => timeMs > before.timeMs && timeMs <= after.timeMs);

/** Index of the first view that shows somebody else than those before; null where all show one person. */
function mostMixedAt(
  views: readonly View[],
  exchangesMs: readonly number[],
  scale: AppearanceScale,
  config: OfflineConfig,
): number | null {
  const { viewsPerSide, minViews, minEvidence } = config.cutting;
  let most: number | null = null;
  let mostEvidence = minEvidence;
  for (let at = minViews; at <= views.length - minViews; at++) {
    if (exchangesBetween(exchangesMs, views[at - 1]!, views[at]!).length === 0) continue;
    const before = aggregateEmbeddings(views.slice(Math.max(0, at - viewsPerSide), at));
    const after = aggregateEmbeddings(views.slice(at, at + viewsPerSide));
    const evidence = -appearanceEvidence(before, after, scale, config.appearance);
    if (evidence <= mostEvidence) continue;
    most = at;
    mostEvidence = evidence;
  }
  return most;
}

/** Index of the sighting, of those at the given times, that lies farthest from where the ones before led. */
function leastExpectedAt(track: Track, atMs: readonly number[], tracker: TrackerConfig): number {
  const lives = replayTrack(track, tracker);
  const distances = lives.map(({ last }, at) => {
    const before = lives[at - 1];
    if (before === undefined || !atMs.includes(last.timeMs)) return Number.NEGATIVE_INFINITY;
    return centreDistance(
      predictMotion(before.motion, last.timeMs, tracker.motion),
      last.boxPx,
      tracker.motion,
    );
  });
  return distances.indexOf(Math.max(...distances));
}
