import type { BoxPx } from '#shared/units.ts';
import { boxIou } from '../geometry/box.ts';
import { boxAtTime } from '../tracking/path.ts';
import type { TrackPath } from '../tracking/path-codec.ts';

/**
 * What a tracklet showed, apart from its id: which footage, when, and where in the picture. Tracklets come and go with
 * every analysis; what a person judged stays.
 */
export interface SightingKey {
  /** Of the file, which keeps it when its start time is corrected or it is imported again. */
  readonly fingerprint: string;
  readonly cameraId: number;
  readonly cameraName: string;
  /** In true time, as it was known when the person judged. */
  readonly startUtcMs: number;
  readonly endUtcMs: number;
  /** Boxes along the way, evenly spread in time, in shares of the picture's width and height. */
  readonly samples: readonly SightingSample[];
}

interface SightingSample {
  /** From the start of the recording. */
  readonly offsetMs: number;
  readonly box: BoxPx;
}

/** Thresholds of finding a sighting again. */
const reattachConfig = Object.freeze({
  /** Samples kept of a path. More tell better who is meant, and make decisions larger. */
  samples: 9,
  /** Longest hole in a path over which a box is interpolated, in ms. */
  maxGapMs: 2_000,
  /** Least mean IoU over the samples that a tracklet covers. Higher loses more, lower mistakes neighbours for it. */
  minIou: 0.5,
  /** Least share of the samples that it covers: an analysis may cut one tracklet into several. */
  minCover: 0.25,
});

/** Footage that may show a sighting: how to get from its times and pixels to those of a key. */
export interface SightingFootage {
  readonly fingerprint: string;
  readonly cameraId: number;
  readonly cameraName: string;
  /** Start of the recording in true time. */
  readonly zeroUtcMs: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Describes a tracklet. Throws RangeError for an empty path. */
export function sightingKey(path: TrackPath, footage: SightingFootage): SightingKey {
  const { timesMs } = path;
  const firstMs = timesMs[0];
  const lastMs = timesMs.at(-1);
  if (firstMs === undefined || lastMs === undefined) throw new RangeError('a path without boxes');
  const { fingerprint, cameraId, cameraName, zeroUtcMs, widthPx, heightPx } = footage;
  const wanted = Math.min(reattachConfig.samples, timesMs.length);
  const samples = Array.from({ length: wanted }, (_, index) => {
    const offsetMs = wanted === 1 ? firstMs : firstMs + ((lastMs - firstMs) * index) / (wanted - 1);
    // However long a hole is, somebody was on this path: a sample inside it is on the straight line.
    const box = boxAtTime(path, offsetMs, Number.POSITIVE_INFINITY);
    if (!box) throw new RangeError(`no box at ${offsetMs} ms`);
    return {
      offsetMs: Math.round(offsetMs),
      box: { x: box.x / widthPx, y: box.y / heightPx, w: box.w / widthPx, h: box.h / heightPx },
    };
  });
  return {
    fingerprint,
    cameraId,
    cameraName,
    startUtcMs: Math.round(zeroUtcMs + firstMs),
    endUtcMs: Math.round(zeroUtcMs + lastMs),
    samples,
  };
}

/**
 * How much of a sighting a tracklet shows, 0..1: the mean IoU over all samples, where one that it does not cover counts
 * 0; 0 when it covers too few, or lies elsewhere.
 *
 * @param shiftMs from the key's offsets to the recording's: 0 for the same file.
 */
export function sightingOverlap(
  key: SightingKey,
  path: TrackPath,
  { widthPx, heightPx }: Pick<SightingFootage, 'widthPx' | 'heightPx'>,
  shiftMs: number,
): number {
  let covered = 0;
  let sum = 0;
  for (const { offsetMs, box } of key.samples) {
    const seen = boxAtTime(path, nearEnd(path, offsetMs + shiftMs), reattachConfig.maxGapMs);
    if (!seen) continue;
    covered++;
    const inPicture = {
      x: box.x * widthPx,
      y: box.y * heightPx,
      w: box.w * widthPx,
      h: box.h * heightPx,
    };
    sum += boxIou(inPicture, seen);
  }
  const isFound =
    covered >= key.samples.length * reattachConfig.minCover && sum >= covered * reattachConfig.minIou;
  return isFound && covered > 0 ? sum / key.samples.length : 0;
}

/** Half a frame at the slowest sampling: an end that moved by less is the same end. */
const END_TOLERANCE_MS = 250;

function nearEnd({ timesMs }: TrackPath, offsetMs: number): number {
  const first = timesMs[0] ?? offsetMs;
  const last = timesMs.at(-1) ?? offsetMs;
  if (offsetMs < first && first - offsetMs <= END_TOLERANCE_MS) return first;
  if (offsetMs > last && offsetMs - last <= END_TOLERANCE_MS) return last;
  return offsetMs;
}
