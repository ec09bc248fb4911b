import type { BoxPx } from '#shared/units.ts';
import { boxAt, packBoxes } from '../../geometry/box.ts';
import type { WeightedEmbedding } from '../../outfit/embedding.ts';
import type { Track } from '../track.ts';

/** What one crop of a track looks like. */
export interface View extends WeightedEmbedding {
  readonly timeMs: number;
}

/** A finished track, or a part of one, and its views in order of time. */
export interface Fragment<V extends View = View> {
  readonly track: Track;
  readonly views: readonly V[];
  /** Seen too dimly to be somebody by itself. */
  readonly isFaint: boolean;
}

export function startMs({ timesMs }: Pick<Track, 'timesMs'>): number {
  return timesMs[0]!;
}

export function endMs({ timesMs }: Pick<Track, 'timesMs'>): number {
  return timesMs.at(-1)!;
}

/** The first box. */
export function firstBox({ boxesPx }: Track): BoxPx {
  return boxAt(boxesPx, 0);
}

/** The last box. */
export function lastBox({ boxesPx, timesMs }: Track): BoxPx {
  return boxAt(boxesPx, timesMs.length - 1);
}

/** Sightings `from` … `to − 1` of a track; negative ones count from the end, and without `to` all that follow. */
export function sliceTrack(track: Track, from: number, to = track.timesMs.length): Track {
  return {
    ordinal: track.ordinal,
    timesMs: track.timesMs.slice(from, to),
    boxesPx: track.boxesPx.slice(4 * from, 4 * to),
    scores: track.scores.slice(from, to),
  };
}

/** Several fragments of one person, in order of time and without overlap, as one; the ordinal is the first's. */
export function joinFragments<V extends View>(chain: readonly Fragment<V>[]): Fragment<V> {
  const tracks = chain.map(({ track }) => track);
  return {
    track: {
      ordinal: tracks[0]!.ordinal,
      timesMs: Float64Array.from(tracks.flatMap(({ timesMs }) => [...timesMs])),
      boxesPx: Float32Array.from(tracks.flatMap(({ boxesPx }) => [...boxesPx])),
      scores: Float32Array.from(tracks.flatMap(({ scores }) => [...scores])),
    },
    views: chain.flatMap(({ views }) => views),
    isFaint: chain.every(({ isFaint }) => isFaint),
  };
}

/** A track as it is with time running backwards: what follows it was before it. Mirrored twice, it is itself. */
export function mirrorTrack(track: Track): Track {
  const boxes = Array.from(track.scores, (_, at) => boxAt(track.boxesPx, at));
  return {
    ordinal: track.ordinal,
    // Not −t: −0 is not 0 to everybody.
    timesMs: track.timesMs.toReversed().map((timeMs) => 0 - timeMs),
    boxesPx: packBoxes(boxes.toReversed()),
    scores: track.scores.toReversed(),
  };
}
