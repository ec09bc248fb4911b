import type { BoxPx } from '#shared/units.ts';
import { boxIou, growBox } from '../geometry/box.ts';
import { type Assignment, type CostMatrix, isContested, solveAssignment } from './assignment.ts';
import type { TrackerConfig } from './config.ts';
import { centreDistance, centreSpreadPx, motionBox } from './kalman.ts';
import type { LiveTrack } from './track.ts';

/** A detection under consideration, with its row in the frame's `Detections`. */
export interface Candidate {
  readonly row: number;
  readonly boxPx: BoxPx;
  readonly score: number;
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
 * The one matching routine that every pass uses: pairs tracks (predicted to the frame's time) with detections
 * at least total cost 1 − IoU, no pair below `minIou`. What stays unmatched is returned for the next pass.
 */
export function matchTracks(
  tracks: readonly LiveTrack[],
  candidates: readonly Candidate[],
  minIou: number,
  config: TrackerConfig,
): Matching {
  const matrix = matchingCosts(tracks, candidates, config);
  const assignment = solveAssignment(matrix, 1 - minIou);
  return splitMatching(tracks, candidates, withoutUnsure(assignment, matrix, tracks, config));
}

function matchingCosts(
  tracks: readonly LiveTrack[],
  candidates: readonly Candidate[],
  config: TrackerConfig,
): CostMatrix {
  const costs = new Float64Array(tracks.length * candidates.length);
  tracks.forEach((track, row) => {
    const expected = motionBox(track.motion);
    const reachPx = unknownReachPx(track, config);
    candidates.forEach((candidate, column) => {
      costs[row * candidates.length + column] = isPlausible(track, expected, candidate, config)
        ? 1 - boxIou(growBox(expected, reachPx), growBox(candidate.boxPx, reachPx))
        : Number.POSITIVE_INFINITY;
    });
  });
  return { rows: tracks.length, columns: candidates.length, costs };
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
  const heightRatio = expected.h / candidate.boxPx.h;
  return (
    heightRatio <= config.maxHeightRatio &&
    heightRatio >= 1 / config.maxHeightRatio &&
    centreDistance(track.motion, candidate.boxPx, config.motion) <= config.centreGate
  );
}

/** Drops the recoveries after a long gap that had a rival nearly as good: cut when unsure. */
function withoutUnsure(
  assignment: Assignment,
  matrix: CostMatrix,
  tracks: readonly LiveTrack[],
  config: TrackerConfig,
): Assignment['pairs'] {
  return assignment.pairs.filter((pair) => {
    const track = tracks[pair.row]!;
    const unseenMs = track.motion.timeMs - track.last.timeMs;
    return unseenMs <= config.unsureAfterMs || !isContested(matrix, pair, config.recoveryMargin);
  });
}

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
