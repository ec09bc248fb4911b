import type { TrackerConfig } from './config.ts';
import type { Track } from './track.ts';

/** Whether a finished track is of a person: seen long enough, surely enough, and not a thing that never moves. */
export function isPerson(track: Track, config: TrackerConfig): boolean {
  return (
    durationMs(track) >= config.minDurationMs &&
    meanScore(track) >= config.minMeanScore &&
    !isStatue(track, config)
  );
}

function durationMs(track: Track): number {
  return track.timesMs.at(-1)! - track.timesMs[0]!;
}

function meanScore(track: Track): number {
  return track.scores.reduce((sum, score) => sum + score, 0) / track.scores.length;
}

function isStatue(track: Track, config: TrackerConfig): boolean {
  if (durationMs(track) < config.statueMs) return false;
  const centres: number[] = [];
  const feet: number[] = [];
  const heights: number[] = [];
  for (let at = 0; at < track.boxesPx.length; at += 4) {
    const [x, y, w, h] = track.boxesPx.subarray(at, at + 4);
    centres.push(x! + w! / 2);
    feet.push(y! + h!);
    heights.push(h!);
  }
  const extentPx = Math.max(middleExtent(centres), middleExtent(feet));
  return extentPx <= config.statueSpread * quantile(heights, 0.5);
}

/** Extent of the middle 90 % of the values. */
function middleExtent(values: readonly number[]): number {
  return quantile(values, 0.95) - quantile(values, 0.05);
}

function quantile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(part * (values.length - 1))]!;
}
