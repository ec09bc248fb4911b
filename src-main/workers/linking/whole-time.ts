import { boxAt, isInside } from '../../core/geometry/box.ts';
import type { SizePx } from '../../core/geometry/letterbox.ts';
import type { TrackPath } from '../../core/tracking/path-codec.ts';

/** A box that is nearer than this to the picture's border, in its own heights, is cut by it. */
const BORDER_HEIGHTS = 0.03;

/** How long a path shows all of somebody: no border of the picture cuts the box. */
export function wholeMs({ timesMs, boxesPx }: TrackPath, picture: SizePx): number {
  let sumMs = 0;
  let wasWhole = false;
  timesMs.forEach((timeMs, at) => {
    const box = boxAt(boxesPx, at);
    const isWhole = isInside(box, picture.widthPx, picture.heightPx, BORDER_HEIGHTS * box.h);
    if (isWhole && wasWhole) sumMs += timeMs - timesMs[at - 1]!;
    wasWhole = isWhole;
  });
  return sumMs;
}
