import { type Detections, detectionCount } from '../../core/detection/detections.ts';
import { boxAt } from '../../core/geometry/box.ts';
import type { Track } from '../../core/tracking/track.ts';

/** Detections from left to right, then from top to bottom, so that tracks that start together are numbered so. */
export function leftToRight(detections: Detections): Detections {
  const { boxesPx, scores } = detections;
  const order = Array.from({ length: detectionCount(detections) }, (_, row) => row).sort(
    (a, b) => boxesPx[4 * a]! - boxesPx[4 * b]! || boxesPx[4 * a + 1]! - boxesPx[4 * b + 1]! || a - b,
  );
  const sorted = new Float32Array(boxesPx.length);
  order.forEach((row, at) => {
    sorted.set(boxesPx.subarray(4 * row, 4 * row + 4), 4 * at);
  });
  return { boxesPx: sorted, scores: Float32Array.from(order, (row) => scores[row]!) };
}

/** The part of a track from `fromMs` on. */
export function trackFrom(track: Track, fromMs: number): Track {
  const at = track.timesMs.findIndex((timeMs) => timeMs >= fromMs);
  const first = at < 0 ? track.timesMs.length : at;
  return {
    ordinal: track.ordinal,
    timesMs: track.timesMs.slice(first),
    boxesPx: track.boxesPx.slice(4 * first),
    scores: track.scores.slice(first),
  };
}

/** By first sighting, then from left to right, then in the tracker's order. */
export function compareTracks(a: Track, b: Track): number {
  return (
    a.timesMs[0]! - b.timesMs[0]! || boxAt(a.boxesPx, 0).x - boxAt(b.boxesPx, 0).x || a.ordinal - b.ordinal
  );
}

export function meanScore(track: Track): number {
  return track.scores.reduce((sum, score) => sum + score, 0) / Math.max(1, track.scores.length);
}
