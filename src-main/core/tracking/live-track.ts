import { boxAt, interpolateBox } from '../geometry/box.ts';
import type { TrackerConfig } from './config.ts';
import { type BoxMotion, correctMotion, predictMotion, startMotion } from './kalman.ts';
import { blendLooks, type Look } from './look.ts';
import type { Candidate, MatchedPair } from './matching.ts';
import type { LiveTrack, Track } from './track.ts';

/** The track with its belief carried to a later time. */
export function predictTrack(track: LiveTrack, timeMs: number, config: TrackerConfig): LiveTrack {
  return { ...track, motion: predictMotion(track.motion, timeMs, config.motion) };
}

/** A track of one sighting. */
export function startTrack(
  candidate: Candidate,
  ordinal: number,
  timeMs: number,
  config: TrackerConfig,
): LiveTrack {
  const motion = startMotion(candidate.boxPx, timeMs, config.motion);
  return {
    ordinal,
    confirmed: config.confirmSightings <= 1,
    sightingCount: 1,
    last: { timeMs, boxPx: candidate.boxPx, score: candidate.score, previous: null },
    look: candidate.look,
    motion,
    motionAtLast: motion,
    missedTimesMs: [],
  };
}

/** The track with one more sighting, after the misses that it waited through. */
export function continueTrack(
  { track, candidate }: MatchedPair,
  timeMs: number,
  config: TrackerConfig,
): LiveTrack {
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
    look: lookAfter(track.look, candidate, config),
    motion,
    motionAtLast: motion,
    missedTimesMs: [],
  };
}

/** An unsure detection shows half of the person, or of somebody else. */
function lookAfter(before: Look | null, { look, score }: Candidate, config: TrackerConfig): Look | null {
  if (before === null || look === null) return before ?? look;
  return score >= config.highScore ? blendLooks(before, look, config.lookShare) : before;
}

/** The track that nobody saw in a frame that was looked at. */
export function missTrack(track: LiveTrack, timeMs: number): LiveTrack {
  return { ...track, missedTimesMs: [...track.missedTimesMs, timeMs] };
}

/** A finished track as it was after each of its sightings. */
export function replayTrack(track: Track, config: TrackerConfig): LiveTrack[] {
  const lives: LiveTrack[] = [];
  track.timesMs.forEach((timeMs, at) => {
    const candidate = { row: at, score: track.scores[at]!, boxPx: boxAt(track.boxesPx, at), look: null };
    const before = lives.at(-1);
    lives.push(
      before === undefined
        ? startTrack(candidate, track.ordinal, timeMs, config)
        : continueTrack({ track: before, candidate }, timeMs, config),
    );
  });
  return lives;
}

/** A finished track, live again at its last sighting. Throws RangeError for a track without sightings. */
export function resumeTrack(track: Track, config: TrackerConfig): LiveTrack {
  const last = replayTrack(track, config).at(-1);
  if (last === undefined) throw new RangeError('a track without sightings');
  return last;
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
