import type { Detections } from '../detection/detections.ts';
import { boxAt, coveredFraction, interpolateBox } from '../geometry/box.ts';
import type { TrackerConfig } from './config.ts';
import { type BoxMotion, correctMotion, predictMotion, startMotion } from './kalman.ts';
import { type Candidate, type MatchedPair, matchTracks } from './matching.ts';
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
 * Two passes after ByteTrack (Zhang et al. 2022, algorithm 1): confirmed tracks with high-scored detections,
 * then the rest of them with low-scored ones; then tentative tracks; what is left of the high scores starts
 * tracks. A track found again after a gap is re-updated along a straight line over the gap (OC-SORT, Cao et
 * al. 2023, section 4.2). Throws RangeError unless `timeMs` is after the state's.
 */
export function step(
  state: TrackerState,
  detections: Detections,
  timeMs: number,
  config: TrackerConfig,
): TrackerState {
  if (state.timeMs !== null && timeMs <= state.timeMs) {
    throw new RangeError(`frame at ${timeMs} ms after one at ${state.timeMs} ms`);
  }
  // Before matching, so that a hole in the footage does not join who was there before and after it.
  const expired = state.tracks.filter((track) => isExpired(track, timeMs, config));
  const tracks = state.tracks
    .filter((track) => !isExpired(track, timeMs, config))
    .map((track) => predictTrack(track, timeMs, config));
  const candidates = toCandidates(detections);
  const high = candidates.filter((candidate) => candidate.score >= config.highScore);
  const low = candidates.filter(
    (candidate) => candidate.score >= config.lowScore && candidate.score < config.highScore,
  );
  const confirmed = tracks.filter((track) => track.confirmed);
  const tentative = tracks.filter((track) => !track.confirmed);

  const first = matchTracks(confirmed, high, config.firstPassIou, config);
  const second = matchTracks(first.tracks, low, config.secondPassIou, config);
  const third = matchTracks(tentative, first.candidates, config.tentativeIou, config);

  const continued = [...first.pairs, ...second.pairs, ...third.pairs].map((pair) => ({
    track: continueTrack(pair, timeMs, config),
    row: pair.candidate.row,
  }));
  const started = third.candidates
    .filter((candidate) => !isDoubled(candidate, candidates, config))
    .map((candidate, index) => ({
      track: startTrack(candidate, state.nextOrdinal + index, timeMs, config),
      row: candidate.row,
    }));
  const waiting = [...second.tracks, ...third.tracks].map((track) => ({
    ...track,
    missedTimesMs: [...track.missedTimesMs, timeMs],
  }));
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

function toCandidates(detections: Detections): Candidate[] {
  return Array.from(detections.scores, (score, row) => ({
    row,
    score,
    boxPx: boxAt(detections.boxesPx, row),
  }));
}

function predictTrack(track: LiveTrack, timeMs: number, config: TrackerConfig): LiveTrack {
  return { ...track, motion: predictMotion(track.motion, timeMs, config.motion) };
}

function startTrack(candidate: Candidate, ordinal: number, timeMs: number, config: TrackerConfig): LiveTrack {
  const motion = startMotion(candidate.boxPx, timeMs, config.motion);
  return {
    ordinal,
    confirmed: config.confirmSightings <= 1,
    sightingCount: 1,
    last: { timeMs, boxPx: candidate.boxPx, score: candidate.score, previous: null },
    motion,
    motionAtLast: motion,
    missedTimesMs: [],
  };
}

function continueTrack({ track, candidate }: MatchedPair, timeMs: number, config: TrackerConfig): LiveTrack {
  const sightingCount = track.sightingCount + 1;
  const motion = correctMotion(
    beliefBeforeSighting(track, candidate, timeMs, config),
    candidate.boxPx,
    config.motion,
  );
  return {
    ordinal: track.ordinal,
    confirmed: track.confirmed || sightingCount >= config.confirmSightings,
    sightingCount,
    last: { timeMs, boxPx: candidate.boxPx, score: candidate.score, previous: track.last },
    motion,
    motionAtLast: motion,
    missedTimesMs: [],
  };
}

/** After a gap, the belief that comes of seeing the person walk straight from the last sighting to this one. */
function beliefBeforeSighting(
  track: LiveTrack,
  candidate: Candidate,
  timeMs: number,
  config: TrackerConfig,
): BoxMotion {
  const { last } = track;
  const elapsedMs = timeMs - last.timeMs;
  const atLastMiss = track.missedTimesMs.reduce((motion, missedMs) => {
    const virtual = interpolateBox(last.boxPx, candidate.boxPx, (missedMs - last.timeMs) / elapsedMs);
    return correctMotion(predictMotion(motion, missedMs, config.motion), virtual, config.motion);
  }, track.motionAtLast);
  return predictMotion(atLastMiss, timeMs, config.motion);
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
