import { quantile } from '../statistics/quantile.ts';
import type { TrackerConfig } from './config.ts';
import type { Track } from './track.ts';

/**
 * Whether a finished track is of a person: seen long enough, surely enough or walking far enough, and not a thing that
 * never moves.
 */
export function isPerson(track: Track, config: TrackerConfig): boolean {
  return (
    durationMs(track) >= config.minDurationMs &&
    (!isFaint(track, config) || isWalker(track, config)) &&
    !isStatue(track, config.statueMs, config)
  );
}

/** Whether a track was seen so dimly that it counts as part of somebody at most. */
export function isFaint(track: Track, config: TrackerConfig): boolean {
  return meanScore(track) < config.minMeanScore;
}

function durationMs(track: Track): number {
  return track.timesMs.at(-1)! - track.timesMs[0]!;
}

function meanScore(track: Track): number {
  return track.scores.reduce((sum, score) => sum + score, 0) / track.scores.length;
}

function isWalker(track: Track, config: TrackerConfig): boolean {
  return (
    durationMs(track) >= config.walkMs &&
    meanScore(track) >= config.minWalkerScore &&
    extentHeights(track) >= config.walkHeights
  );
}

/** Sightings at either end of a track whose median says where it began and ended: one alone may be a slip. */
const END_SIGHTINGS = 3;

/**
 * Whether a track of at least `fromMs` shows a thing that never moves. Who walks in or off is none, however long they stood. Who waits sways the farther the longer they are looked
 * at: a track shorter than `statueMs` must have stayed within less than `statueSpread`, in proportion.
 */
export function isStatue(track: Track, fromMs: number, config: TrackerConfig): boolean {
  const lengthMs = durationMs(track);
  if (lengthMs < fromMs) return false;
  const { centres, tops, height } = placesOf(track);
  if (endReach(centres) > config.statueReach * height || endReach(tops) > config.statueReach * height)
    return false;
  // Not the feet: a detector ends a post's box now at its foot, now at what stands before it.
  const extentPx = Math.max(extentOfMiddle(centres, 0.8), extentOfMiddle(tops, 0.8));
  return extentPx / height <= config.statueSpread * Math.min(1, lengthMs / config.statueMs);
}

/** How far the first or last sightings are from where a track was most of the time. */
function endReach(places: readonly number[]): number {
  const middle = quantile(places, 0.5);
  const ends = [places.slice(0, END_SIGHTINGS), places.slice(-END_SIGHTINGS)];
  return Math.max(...ends.map((end) => Math.abs(quantile(end, 0.5) - middle)));
}

/** How far the person got about: the larger of the extents of centre x and feet y, in heights. */
function extentHeights(track: Track): number {
  const { centres, feet, height } = placesOf(track);
  return Math.max(extentOfMiddle(centres, 0.9), extentOfMiddle(feet, 0.9)) / height;
}

/** Per sighting the centre's x and the y of both edges; and the median height. */
function placesOf({ boxesPx }: Track) {
  const centres: number[] = [];
  const tops: number[] = [];
  const feet: number[] = [];
  const heights: number[] = [];
  for (let at = 0; at < boxesPx.length; at += 4) {
    const [x, y, w, h] = boxesPx.subarray(at, at + 4);
    centres.push(x! + w! / 2);
    tops.push(y!);
    feet.push(y! + h!);
    heights.push(h!);
  }
  return { centres, tops, feet, height: quantile(heights, 0.5) };
}

/** Extent of the middle `part` of the values, 0..1. */
function extentOfMiddle(values: readonly number[], part: number): number {
  return quantile(values, (1 + part) / 2) - quantile(values, (1 - part) / 2);
}
