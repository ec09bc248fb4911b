import type { BoxPx } from '#shared/units.ts';
import type { Detections } from '../../core/detection/detections.ts';
import { boxAt } from '../../core/geometry/box.ts';
import type { SizePx } from '../../core/geometry/letterbox.ts';
import type { RgbImage } from '../../core/geometry/rgb-image.ts';
import { lookOf, lookRegions } from '../../core/tracking/look.ts';
import type { DetectionLooks } from '../../core/tracking/tracker.ts';

/** Pixels of each region: their mean is steady to a fraction of what two jackets differ by. */
const REGION_SIZE: SizePx = { widthPx: 6, heightPx: 12 };

/** A frame whose colours can be looked at in places. */
interface ColourSource {
  sampleRgb(boxPx: BoxPx, size: SizePx): RgbImage | null;
}

/** The look of every detection of a frame; null for those of which nothing is inside the picture. */
export function looksOf(frame: ColourSource, { boxesPx, scores }: Detections): DetectionLooks {
  return Array.from(scores, (_, row) => {
    const { upper, lower } = lookRegions(boxAt(boxesPx, row));
    const upperPixels = frame.sampleRgb(upper, REGION_SIZE);
    const lowerPixels = frame.sampleRgb(lower, REGION_SIZE);
    return upperPixels === null || lowerPixels === null ? null : lookOf(upperPixels, lowerPixels);
  });
}
