import type { Detections } from '../detection/detections.ts';
import { boxAt, boxIou } from '../geometry/box.ts';
import type { TrackerConfig } from './config.ts';
import { motionBox } from './kalman.ts';
import { predictTrack } from './live-track.ts';
import { step, type TrackerState } from './tracker.ts';

export interface ForesightConfig {
  /** Least IoU of where somebody was expected and where they are, 0..1. Higher looks back at every turn. */
  readonly leastIou: number;
  /** IoU from which somebody else could be the one who was expected, 0..1. Higher risks mixing up who crosses. */
  readonly rivalIou: number;
}

/**
 * Whether the next frames may be passed over for now: everybody who is tracked is known for sure. What somebody new is
 * going to do is not to be foreseen.
 */
export function mayPassOver({ tracks }: TrackerState): boolean {
  return tracks.every(({ confirmed }) => confirmed);
}

/**
 * Whether a frame shows just what the tracks led to expect: everybody where they were going, who was hidden still hidden,
 * nobody new, and no two whom the tracker could confuse. Then the frames that were passed over since the last step have
 * nothing to tell.
 */
export function isForeseen(
  state: TrackerState,
  detections: Detections,
  timeMs: number,
  config: TrackerConfig,
  foresight: ForesightConfig,
): boolean {
  const next = step(state, detections, timeMs, config);
  if (next.nextOrdinal !== state.nextOrdinal) return false;
  const rowOf = new Map(next.sightings.map(({ ordinal, row }) => [ordinal, row]));
  return state.tracks.every((track) => {
    const row = rowOf.get(track.ordinal);
    const wasHidden = track.missedTimesMs.length > 0;
    if (row === undefined || wasHidden) return row === undefined && wasHidden;
    const expected = motionBox(predictTrack(track, timeMs, config).motion);
    return detections.scores.every((score, other) => {
      const iou = boxIou(expected, boxAt(detections.boxesPx, other));
      return other === row ? iou >= foresight.leastIou : score < config.lowScore || iou < foresight.rivalIou;
    });
  });
}
