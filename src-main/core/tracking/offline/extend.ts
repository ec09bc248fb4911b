import type { TrackerConfig } from '../config.ts';
import { continueTrack, missTrack, predictTrack, resumeTrack } from '../live-track.ts';
import { matchTracks } from '../matching.ts';
import { type LiveTrack, type Track, toTrack } from '../track.ts';
import type { ExtensionConfig } from './config.ts';
import { endMs, mirrorTrack } from './fragment.ts';
import type { SpareFrame } from './spare.ts';

/**
 * Extends finished tracks over detections that none of them claimed: back to where each person first showed, and on to
 * where they last did. This is the second pass of ByteTrack (Zhang et al. 2022) in both directions of time: what is too
 * weak to start a track is good enough to continue one.
 *
 * `frames` in order of time. A detection goes to one track at most. Tracks keep their order.
 */
export function extendTracks(
  tracks: readonly Track[],
  frames: readonly SpareFrame[],
  tracker: TrackerConfig,
  config: ExtensionConfig,
): readonly Track[] {
  const mirrored = extendForwards(
    tracks.map(mirrorTrack),
    frames.map(mirrorFrame).toReversed(),
    tracker,
    config,
  );
  return extendForwards(
    mirrored.tracks.map(mirrorTrack),
    mirrored.frames.map(mirrorFrame).toReversed(),
    tracker,
    config,
  ).tracks;
}

interface Extension {
  readonly tracks: readonly Track[];
  /** With what is still spare. */
  readonly frames: readonly SpareFrame[];
}

function extendForwards(
  tracks: readonly Track[],
  frames: readonly SpareFrame[],
  tracker: TrackerConfig,
  config: ExtensionConfig,
): Extension {
  const matching = { ...tracker, isAlwaysUnsure: true, recoveryMargin: config.margin };
  const finished = new Map(tracks.map((track) => [track.ordinal, track]));
  const waiting = tracks.toSorted((a, b) => endMs(a) - endMs(b) || a.ordinal - b.ordinal);
  let live: readonly LiveTrack[] = [];
  let next = 0;
  const rest = frames.map((frame): SpareFrame => {
    const { timeMs } = frame;
    const ended: Track[] = [];
    while (next < waiting.length && endMs(waiting[next]!) < timeMs) ended.push(waiting[next++]!);
    const reachable = [...live, ...ended.map((track) => resumeTrack(track, tracker))]
      .filter(({ last }) => timeMs - last.timeMs <= config.maxGapMs)
      .map((track) => predictTrack(track, timeMs, tracker));
    const {
      pairs,
      tracks: missed,
      candidates,
    } = matchTracks(reachable, frame.spare, { sure: config.minIou, unsure: config.minIou }, matching);
    const extended = pairs.map((pair) => continueTrack(pair, timeMs, tracker));
    for (const track of extended) finished.set(track.ordinal, toTrack(track));
    live = [...extended, ...missed.map((track) => missTrack(track, timeMs))];
    return { timeMs, spare: candidates };
  });
  return { tracks: tracks.map(({ ordinal }) => finished.get(ordinal)!), frames: rest };
}

function mirrorFrame({ timeMs, spare }: SpareFrame): SpareFrame {
  return { timeMs: 0 - timeMs, spare };
}
