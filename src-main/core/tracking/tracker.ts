import type { Detections } from '../detection/detections.ts';
import { boxAt, coveredFraction } from '../geometry/box.ts';
import type { TrackerConfig } from './config.ts';
import { continueTrack, missTrack, predictTrack, startTrack } from './live-track.ts';
import type { Look } from './look.ts';
import { type Candidate, matchTracks } from './matching.ts';
import { isPerson } from './plausibility.ts';
import { type LiveTrack, type Track, toTrack } from './track.ts';

/** Everything a tracker knows. Never changed: a step gives a new one, which shares the histories. */
export interface TrackerState {
  /** Time of the last step; null before the first. */
  readonly timeMs: number | null;
  readonly tracks: readonly LiveTrack[];
  readonly nextOrdinal: number;
  /** Which detection of the last step belongs to which track. */
  readonly sightings: readonly TrackSighting[];
  /** Tracks that the last step closed and found good. */
  readonly ended: readonly Track[];
  /** Ordinals of the tracks that the last step closed and dropped as noise. */
  readonly dropped: readonly number[];
}

/** The look of each row of a step's `Detections`; null where it cannot be told. */
export type DetectionLooks = readonly (Look | null)[];

export interface TrackSighting {
  readonly ordinal: number;
  /** Row in the step's `Detections`. */
  readonly row: number;
}

export function createTrackerState(): TrackerState {
  return { timeMs: null, tracks: [], nextOrdinal: 0, sightings: [], ended: [], dropped: [] };
}

/**
 * Takes the detections of one frame into account.
 *
 * Confirmed tracks choose first, then tentative ones; what is left of the sure detections starts tracks. As in ByteTrack
 * (Zhang et al. 2022), unsure detections may continue tracks, but in the same assignment as the sure ones, at a higher
 * cost: in a pass of their own they come too late, when a sure detection of somebody who passes has taken the track of
 * who is half hidden. A track found again after a gap is re-updated along a straight line over the gap (OC-SORT, Cao et
 * al. 2023, section 4.2). With `looks`, whoever is dressed differently is a less likely match. Throws RangeError unless `timeMs` is after the state's.
 */
export function step(
  state: TrackerState,
  detections: Detections,
  timeMs: number,
  config: TrackerConfig,
  looks?: DetectionLooks,
): TrackerState {
  if (state.timeMs !== null && timeMs <= state.timeMs) {
    throw new RangeError(`frame at ${timeMs} ms after one at ${state.timeMs} ms`);
  }
  // Before matching, so that a hole in the footage does not join who was there before and after it.
  const expired = state.tracks.filter((track) => isExpired(track, timeMs, config));
  const tracks = state.tracks
    .filter((track) => !isExpired(track, timeMs, config))
    .map((track) => predictTrack(track, timeMs, config));
  const candidates = toCandidates(detections, looks).filter(({ score }) => score >= config.lowScore);
  const confirmed = tracks.filter((track) => track.confirmed);
  const tentative = tracks.filter((track) => !track.confirmed);
  const { sureIou, unsureIou, tentativeIou } = config;

  const first = matchTracks(confirmed, candidates, { sure: sureIou, unsure: unsureIou }, config);
  const second = matchTracks(tentative, first.candidates, { sure: tentativeIou, unsure: unsureIou }, config);

  const continued = [...first.pairs, ...second.pairs].map((pair) => ({
    track: continueTrack(pair, timeMs, config),
    row: pair.candidate.row,
  }));
  const started = second.candidates
    .filter((candidate) => candidate.score >= config.highScore && !isDoubled(candidate, candidates, config))
    .map((candidate, index) => ({
      track: startTrack(candidate, state.nextOrdinal + index, timeMs, config),
      row: candidate.row,
    }));
  const waiting = [...first.tracks, ...second.tracks].map((track) => missTrack(track, timeMs));
  const seen = [...continued, ...started];
  return {
    timeMs,
    tracks: [...seen.map(({ track }) => track), ...waiting].sort((a, b) => a.ordinal - b.ordinal),
    nextOrdinal: state.nextOrdinal + started.length,
    sightings: seen.map(({ track, row }) => ({ ordinal: track.ordinal, row })),
    ...closeTracks(expired, config),
  };
}

/** Closes every live track, as at the end of a chunk: `ended` and `dropped` of the new state say how. */
export function finish(state: TrackerState, config: TrackerConfig): TrackerState {
  return { ...state, tracks: [], sightings: [], ...closeTracks(state.tracks, config) };
}

/** Whether a better-scored box of the frame shows mostly the same place: half a person, or one seen twice. */
function isDoubled(candidate: Candidate, all: readonly Candidate[], config: TrackerConfig): boolean {
  return all.some(
    (other) =>
      other.score > candidate.score &&
      Math.max(coveredFraction(candidate.boxPx, other.boxPx), coveredFraction(other.boxPx, candidate.boxPx)) >
        config.maxStartOverlap,
  );
}

function toCandidates({ boxesPx, scores }: Detections, looks?: DetectionLooks): Candidate[] {
  return Array.from(scores, (score, row) => ({
    row,
    score,
    boxPx: boxAt(boxesPx, row),
    look: looks?.[row] ?? null,
  }));
}

function isExpired(track: LiveTrack, timeMs: number, config: TrackerConfig): boolean {
  const unseenMs = timeMs - track.last.timeMs;
  if (unseenMs > config.maxGapMs) return true;
  // At a low frame rate the next frame alone is later than the limit: only a frame without the person counts.
  return !track.confirmed && track.missedTimesMs.length > 0 && unseenMs > config.tentativeGapMs;
}

function closeTracks(
  closed: readonly LiveTrack[],
  config: TrackerConfig,
): Pick<TrackerState, 'ended' | 'dropped'> {
  const ended: Track[] = [];
  const dropped: number[] = [];
  for (const live of closed) {
    const track = toTrack(live);
    if (live.confirmed && isPerson(track, config)) ended.push(track);
    else dropped.push(live.ordinal);
  }
  return { ended, dropped };
}
