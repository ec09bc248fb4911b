import type { SizePx } from '../../geometry/letterbox.ts';
import type { TrackerConfig } from '../config.ts';
import { isStatue } from '../plausibility.ts';
import { learnAppearanceScale } from './appearance.ts';
import { completeTrack } from './completion.ts';
import type { OfflineConfig } from './config.ts';
import { contestsOf } from './contest.ts';
import { cutMixedTracks } from './cut.ts';
import { undoExchanges } from './exchange.ts';
import { extendTracks } from './extend.ts';
import type { Fragment, View } from './fragment.ts';
import { rejoinFragments } from './rejoin.ts';
import { spareDetections, type TrackedFrame } from './spare.ts';

/** What a chunk showed once all of it has been seen. */
export interface FinishedChunk<V extends View> {
  /** The tracks that the tracker found good. */
  readonly fragments: readonly Fragment<V>[];
  /** All frames that it was shown, in order of time. */
  readonly frames: readonly TrackedFrame[];
  readonly picture: SizePx;
}

/**
 * Looks back on a chunk: undoes exchanges of two tracks that met, cuts tracks that changed hands, extends all over
 * detections that nobody claimed, and joins the fragments of people who were hidden; then completes those who were half
 * hidden. Nothing is changed that is not likelier so by a margin: a split is repaired by linking, a wrong join is not.
 * Faint fragments that belong to nobody are dropped, and things: a shelf that the detector takes for a person now and
 * then, or that the tracker took for whoever passed it, never walks off as somebody does who stood still.
 */
export function lookBack<V extends View>(
  { fragments, frames, picture }: FinishedChunk<V>,
  tracker: TrackerConfig,
  config: OfflineConfig,
): Fragment<V>[] {
  const scale = learnAppearanceScale(fragments, config.appearance);
  const kept = new Set(fragments.map(({ track }) => track.ordinal));
  const spare = spareDetections(frames, kept, tracker.lowScore, config.extension.maxOverlap);
  const timesMs = frames.map(({ timeMs }) => timeMs);
  const sorted = undoExchanges(fragments, timesMs, scale, tracker, config);
  const tracked = sorted.map(({ track }) => track);
  const contests = contestsOf(tracked, frames, tracker.lowScore, config.cutting.reach);
  const parts = cutMixedTracks(sorted, contests, timesMs, scale, tracker, config);
  const tracks = extendTracks(
    parts.map(({ track }) => track),
    spare,
    tracker,
    config.extension,
  );
  const extended = parts
    .map((part, index) => ({ ...part, track: tracks[index]! }))
    .filter(({ track }) => !isStatue(track, tracker.statueMs, tracker));
  return rejoinFragments(extended, scale, picture, tracker, config)
    .filter(({ isFaint, track }) => !isFaint && !isStatue(track, config.statueMs, tracker))
    .map((person) => ({ ...person, track: completeTrack(person.track, picture, config.completion) }));
}
