import type { SizePx } from '../../geometry/letterbox.ts';
import { unpackEmbedding } from '../../outfit/embedding.ts';
import type { TrackerConfig } from '../config.ts';
import type { TrackPath } from '../path-codec.ts';
import {
  type BorderContinuation,
  borderContinuations,
  borderSighting,
  type StitchConfig,
} from '../stitch.ts';
import type { Track } from '../track.ts';
import { learnAppearanceScale } from './appearance.ts';
import type { OfflineConfig } from './config.ts';
import { endMs, type Fragment, sliceTrack, startMs } from './fragment.ts';
import { findReappearances, type Piece } from './reappearance.ts';

/** A tracklet of one of the two chunks that a border parts. */
export interface BorderTracklet {
  readonly id: number;
  /** Times count from the same zero in both chunks. */
  readonly path: TrackPath;
  /** How the tracklet looks, int8[128]; null where nobody knows. */
  readonly look: Int8Array | null;
}

export interface BorderConfig {
  readonly stitch: StitchConfig;
  readonly tracker: TrackerConfig;
  readonly offline: OfflineConfig;
}

/**
 * Which tracklets of one chunk go on as which of the next, where the border alone cut them. What the tracker would have
 * bridged comes first (`borderContinuations`); then, among the others, whoever was hidden at the border, as the offline
 * pass joins fragments inside a chunk (`findReappearances`). In that order; no tracklet has two successors or two
 * predecessors. No path may be empty.
 */
export function joinOverBorder(
  before: readonly BorderTracklet[],
  after: readonly BorderTracklet[],
  picture: SizePx,
  config: BorderConfig,
): BorderContinuation[] {
  const { ends, starts } = nearBorder(before, after, config.offline.rejoining.maxGapMs);
  const seen = borderContinuations(
    ends.map(({ id, path, look }) => borderSighting(id, path, 'end', look)),
    starts.map(({ id, path, look }) => borderSighting(id, path, 'start', look)),
    config.stitch,
  );
  const left = new Set(seen.map(({ fromTrackletId }) => fromTrackletId));
  const reached = new Set(seen.map(({ toTrackletId }) => toTrackletId));
  return [
    ...seen,
    ...hiddenAtBorder(
      ends.filter(({ id }) => !left.has(id)),
      starts.filter(({ id }) => !reached.has(id)),
      picture,
      config,
    ),
  ];
}

/** Those who could be one after at most `maxGapMs`: most of a chunk begins and ends elsewhere. */
function nearBorder(before: readonly BorderTracklet[], after: readonly BorderTracklet[], maxGapMs: number) {
  const lastMs = before.reduce((latest, { path }) => Math.max(latest, endMs(path)), Number.NEGATIVE_INFINITY);
  const firstMs = after.reduce(
    (earliest, { path }) => Math.min(earliest, startMs(path)),
    Number.POSITIVE_INFINITY,
  );
  return {
    ends: before.filter(({ path }) => endMs(path) >= firstMs - maxGapMs),
    starts: after.filter(({ path }) => startMs(path) <= lastMs + maxGapMs),
  };
}

function hiddenAtBorder(
  ends: readonly BorderTracklet[],
  starts: readonly BorderTracklet[],
  picture: SizePx,
  { tracker, offline }: BorderConfig,
): BorderContinuation[] {
  const befores = ends.map(({ path, look }) => pieceOf(lastOf(path), look));
  const afters = starts.map(({ path, look }) => pieceOf(firstOf(path), look));
  const scale = learnAppearanceScale([...befores, ...afters].map(fragmentOf), offline.appearance);
  return findReappearances(befores, afters, scale, picture, tracker, offline).map(({ row, column }) => ({
    fromTrackletId: ends[row]!.id,
    toTrackletId: starts[column]!.id,
  }));
}

/** Sightings from which the motion at the border is told; what was before them has no say in it any more. */
const SIGHTINGS_OF_MOTION = 30;

const lastOf = (path: TrackPath): Track => sliceTrack(trackOf(path), -SIGHTINGS_OF_MOTION);

const firstOf = (path: TrackPath): Track => sliceTrack(trackOf(path), 0, SIGHTINGS_OF_MOTION);

/** A stored path keeps no scores, and motion asks for none. */
function trackOf({ timesMs, boxesPx }: TrackPath): Track {
  return { ordinal: 0, timesMs, boxesPx, scores: new Float32Array(timesMs.length).fill(1) };
}

function pieceOf(track: Track, look: Int8Array | null): Piece {
  return { track, look: look && unpackEmbedding(look) };
}

function fragmentOf({ track, look }: Piece): Fragment {
  const views = look === null ? [] : [{ timeMs: startMs(track), vector: look, weight: 1 }];
  return { track, views, isFaint: false };
}
