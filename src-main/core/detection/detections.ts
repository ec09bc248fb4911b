/**
 * Detections of one frame as a structure of arrays.
 *
 * `boxesPx` has length 4·n: x, y, w, h per detection, in source pixels, top-left corner, y downwards.
 * `scores` has length n, 0..1. Row i of both belongs together.
 */
export interface Detections {
  readonly boxesPx: Float32Array;
  readonly scores: Float32Array;
}

export const noDetections: Detections = { boxesPx: new Float32Array(0), scores: new Float32Array(0) };

export function detectionCount(detections: Detections): number {
  return detections.scores.length;
}
