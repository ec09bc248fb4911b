import type { BoxPx } from '#shared/units.ts';
import { packBoxes } from '../geometry/box.ts';
import type { BoxMotion } from './kalman.ts';
import type { Look } from './look.ts';

/** A finished track: the sightings of one person in one camera, in order of time. */
export interface Track {
  /** Counts the tracks of one tracker from 0, in order of first sighting; dropped tracks leave holes. */
  readonly ordinal: number;
  /** Length n, strictly increasing. */
  readonly timesMs: Float64Array;
  /** Length 4·n: x, y, w, h in source pixels. */
  readonly boxesPx: Float32Array;
  /** Length n: the detector's scores, 0..1. */
  readonly scores: Float32Array;
}

/** One sighting, linked to the one before: histories share structure, so that a step copies nothing. */
export interface Sighting {
  readonly timeMs: number;
  readonly boxPx: BoxPx;
  readonly score: number;
  readonly previous: Sighting | null;
}

/** A track that may still be continued. */
export interface LiveTrack {
  readonly ordinal: number;
  readonly confirmed: boolean;
  readonly sightingCount: number;
  readonly last: Sighting;
  /** What the person looked like in the sure sightings so far; null where looks are not known. */
  readonly look: Look | null;
  /** Belief at the tracker's time. */
  readonly motion: BoxMotion;
  /** Belief at the last sighting, from which a recovery starts again. */
  readonly motionAtLast: BoxMotion;
  /** Steps since the last sighting. */
  readonly missedTimesMs: readonly number[];
}

/** Unrolls the history of a live track. */
export function toTrack(live: LiveTrack): Track {
  const sightings: Sighting[] = [];
  for (let at: Sighting | null = live.last; at !== null; at = at.previous) sightings.push(at);
  sightings.reverse();
  return {
    ordinal: live.ordinal,
    timesMs: Float64Array.from(sightings, (sighting) => sighting.timeMs),
    boxesPx: packBoxes(sightings.map((sighting) => sighting.boxPx)),
    scores: Float32Array.from(sightings, (sighting) => sighting.score),
  };
}
