import type { BoxPx } from '#shared/units.ts';
import { packBoxes } from '../../geometry/box.ts';
import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import type { Track } from '../track.ts';
import type { Fragment, View } from './fragment.ts';

/** Walkers for the tests of the offline pass: six sightings a second, boxes of 40 × 100 px. */
export const FRAME_MS = 166;

export function walkerBox(x: number, y = 200): BoxPx {
  return { x, y, w: 40, h: 100 };
}

/** Somebody who walks `speed` px per frame, seen in the frames `from` … `to − 1`, at x = `x` in frame 0. */
export function walk(ordinal: number, from: number, to: number, x: number, speed: number): Track {
  const frames = Array.from({ length: to - from }, (_, at) => from + at);
  return {
    ordinal,
    timesMs: Float64Array.from(frames, (frame) => frame * FRAME_MS),
    boxesPx: packBoxes(frames.map((frame) => walkerBox(x + speed * frame))),
    scores: new Float32Array(frames.length).fill(0.8),
  };
}

/** A unit vector; of two outfits it has cosine 0.4, or 0.9 of one outfit at different times. */
export function outfitVector(outfit: number, variant = 0): Float32Array {
  const vector = new Float32Array(EMBEDDING_LENGTH);
  vector[0] = Math.sqrt(0.4);
  vector[1 + outfit] = Math.sqrt(0.5);
  vector[64 + (variant % 60)] = Math.sqrt(0.1);
  return vector;
}

/** A view of the outfit at every third sighting. */
export function viewsOf({ timesMs }: Track, outfit: number): View[] {
  return [...timesMs].filter((_, at) => at % 3 === 0).map((timeMs) => viewAt(timeMs, outfit));
}

export function viewAt(timeMs: number, outfit: number): View {
  return { timeMs, weight: 0.5, vector: outfitVector(outfit, Math.round(timeMs / FRAME_MS)) };
}

export function dressed(track: Track, outfit: number): Fragment {
  return { track, views: viewsOf(track, outfit), isFaint: false };
}
