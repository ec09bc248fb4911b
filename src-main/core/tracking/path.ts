import type { BoxPx } from '#shared/units.ts';
import { boxAt, interpolateBox } from '../geometry/box.ts';
import { firstIndexFrom } from '../statistics/sorted.ts';
import type { TrackPath } from './path-codec.ts';

/**
 * Where the person of a path was at a time: the box seen then, or the one on the straight line between the
 * sightings around it; null outside the path and inside gaps longer than `maxGapMs`.
 */
export function boxAtTime(path: TrackPath, timeMs: number, maxGapMs: number): BoxPx | null {
  const { timesMs, boxesPx } = path;
  const after = firstIndexFrom(timesMs, timeMs);
  if (after === timesMs.length) return null;
  if (timesMs[after] === timeMs) return boxAt(boxesPx, after);
  if (after === 0) return null;
  const gapMs = timesMs[after]! - timesMs[after - 1]!;
  if (gapMs > maxGapMs) return null;
  const fraction = (timeMs - timesMs[after - 1]!) / gapMs;
  return interpolateBox(boxAt(boxesPx, after - 1), boxAt(boxesPx, after), fraction);
}
