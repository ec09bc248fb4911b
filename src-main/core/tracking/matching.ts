import type { BoxPx } from '#shared/units.ts';
import { boxIou, growBox } from '../geometry/box.ts';
import { type Assignment, type CostMatrix, isContested, solveAssignment } from './assignment.ts';
import type { TrackerConfig } from './config.ts';
import { centreDistance, centreSpreadPx, motionBox } from './kalman.ts';
import { type Look, lookDistance } from './look.ts';
import type { LiveTrack } from './track.ts';

/** The tracker's thresholds, as a pass wants them. */
export interface MatchingConfig extends TrackerConfig {
  /** Whether every pair is to be sure of itself, as after a long gap. */
  readonly isAlwaysUnsure?: boolean;
}

/** A detection under consideration, with its row in the frame's `Detections`. */
export interface Candidate {
  readonly row: number;
  readonly boxPx: BoxPx;
  readonly score: number;
  /** Null where looks are not known. */
  readonly look: Look | null;
}

/** Least IoU of a pair, by how sure the detection is, 0..1. */
export interface LeastIou {
  readonly sure: number;
  readonly unsure: number;
}

export interface MatchedPair {
  readonly track: LiveTrack;
  readonly candidate: Candidate;
}

export interface Matching {
  readonly pairs: readonly MatchedPair[];
  readonly tracks: readonly LiveTrack[];
  readonly candidates: readonly Candidate[];
}

/**
 * The one matching routine that every pass uses: pairs tracks (predicted to the frame's time) with detections at least
 * total cost. A pair costs 1 − IoU, more for an unsure detection and for a look unlike the track's, and `maxCost` at
 * most. What stays unmatched is returned for the next pass.
 */
export function matchTracks(
  tracks: readonly LiveTrack[],
  candidates: readonly Candidate[],
  leastIou: LeastIou,
  config: MatchingConfig,
): Matching {
  const matrix = matchingCosts(tracks, candidates, leastIou, config);
  const assignment = solveAssignment(matrix, config.maxCost);
  return splitMatching(tracks, candidates, withoutUnsure(assignment, matrix, tracks, candidates, config));
}

function matchingCosts(
  tracks: readonly LiveTrack[],
  candidates: readonly Candidate[],
  leastIou: LeastIou,
  config: TrackerConfig,
): CostMatrix {
  const costs = new Float64Array(tracks.length * candidates.length).fill(Number.POSITIVE_INFINITY);
  tracks.forEach((track, row) => {
    const expected = motionBox(track.motion);
    const reachPx = unknownReachPx(track, config);
    candidates.forEach((candidate, column) => {
      if (!isPlausible(track, expected, candidate, config)) return;
      const iou = boxIou(growBox(expected, reachPx), growBox(candidate.boxPx, reachPx));
      const isSure = candidate.score >= config.highScore;
      if (iou < (isSure ? leastIou.sure : leastIou.unsure)) return;
      costs[row * candidates.length + column] =
        1 - iou + (isSure ? 0 : config.unsureCost) + lookCost(track, candidate, config);
    });
  });
  return { rows: tracks.length, columns: candidates.length, costs };
}

function lookCost(track: LiveTrack, candidate: Candidate, config: TrackerConfig): number {
  return config.lookCost * lookDifference(track, candidate);
}

/** 0 where one look is not known. */
function lookDifference(track: LiveTrack, candidate: Candidate): number {
  if (track.look === null || candidate.look === null) return 0;
  return lookDistance(track.look, candidate.look);
}

/**
 * By how much boxes are grown before they are compared: a person seen once has no known speed, and at a low
 * frame rate has left the box. The idea of buffered IoU (Yang et al. 2023, C-BIoU), only where it is needed.
 */
function unknownReachPx(track: LiveTrack, config: TrackerConfig): number {
  return track.sightingCount === 1 ? config.firstStepReach * centreSpreadPx(track.motion) : 0;
}

function isPlausible(
  track: LiveTrack,
  expected: BoxPx,
  candidate: Candidate,
  config: TrackerConfig,
): boolean {
  const isAsTallAs = ({ h }: BoxPx): boolean =>
    Math.max(h, candidate.boxPx.h) <= config.maxHeightRatio * Math.min(h, candidate.boxPx.h);
  return (
    // Who comes out from behind a counter, or back over the picture's edge, grows at once though they shrank until then.
    (isAsTallAs(expected) || isAsTallAs(track.last.boxPx)) &&
    centreDistance(track.motion, candidate.boxPx, config.motion) <= config.centreGate
  );
}

/** Drops the recoveries after a long gap that had a rival nearly as good, or look different: cut when unsure. */
function withoutUnsure(
  assignment: Assignment,
  matrix: CostMatrix,
  tracks: readonly LiveTrack[],
  candidates: readonly Candidate[],
  config: MatchingConfig,
): Assignment['pairs'] {
  return assignment.pairs.filter((pair) => {
    const track = tracks[pair.row]!;
    if (!config.isAlwaysUnsure && !isOutOfSight(track, config)) return true;
    return (
      !isContested(matrix, pair, config.recoveryMargin) &&
      lookDifference(track, candidates[pair.column]!) <= config.recoveryLook
    );
  });
}

/** Whether a track was not seen for long. At a low frame rate, the next frame alone may be as late. */
function isOutOfSight({ motion, last, missedTimesMs }: LiveTrack, config: TrackerConfig): boolean {
  const unseenMs = motion.timeMs - last.timeMs;
  if (unseenMs <= config.unsureAfterMs) return false;
  const usualMs = last.previous === null ? unseenMs : last.timeMs - last.previous.timeMs;
  return missedTimesMs.length > 0 || unseenMs > LATE_FRAME * usualMs;
}

/** So many times later than usual, a frame comes after a hole in the footage. */
const LATE_FRAME = 1.5;

function splitMatching(
  tracks: readonly LiveTrack[],
  candidates: readonly Candidate[],
  pairs: Assignment['pairs'],
): Matching {
  const rows = new Set(pairs.map((pair) => pair.row));
  const columns = new Set(pairs.map((pair) => pair.column));
  return {
    pairs: pairs.map(({ row, column }) => ({ track: tracks[row]!, candidate: candidates[column]! })),
    tracks: tracks.filter((_, row) => !rows.has(row)),
    candidates: candidates.filter((_, column) => !columns.has(column)),
  };
}
