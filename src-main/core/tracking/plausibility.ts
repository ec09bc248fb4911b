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
    !isStatue(track, config)
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

function isStatue(track: Track, config: TrackerConfig): boolean {
  return durationMs(track) >= config.statueMs && extentHeights(track) <= config.statueSpread;
}

/** How far the person got about: the larger of the extents of centre x and feet y, in heights. */
function extentHeights({ boxesPx }: Track): number {
  const centres: number[] = [];
  const feet: number[] = [];
  const heights: number[] = [];
  for (let at = 0; at < boxesPx.length; at += 4) {
    const [x, y, w, h] = boxesPx.subarray(at, at + 4);
    centres.push(x! + w! / 2);
    feet.push(y! + h!);
    heights.push(h!);
  }
  return Math.max(middleExtent(centres), middleExtent(feet)) / quantile(heights, 0.5);
}

/** Extent of the middle 90 % of the values. */
function middleExtent(values: readonly number[]): number {
  return quantile(values, 0.95) - quantile(values, 0.05);
}

function quantile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(part * (values.length - 1))]!;
}
