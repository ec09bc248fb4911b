import type { PointPx } from '#shared/units.ts';
import { planImageLimits } from './plan-image.ts';

export interface PlanScale {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly metresPerPx: number;
  readonly isScaleSet: boolean;
}

/**
 * The scale of a new picture. A picture of the same shape as the one before shows the same floor with more or
 * fewer pixels, so it keeps its width in metres; any other starts with the guess.
 */
export function scaleOfNewPicture(
  picture: { widthPx: number; heightPx: number },
  before: PlanScale | null,
): PlanScale {
  const { widthPx, heightPx } = picture;
  const shapeChange = before ? (widthPx * before.heightPx) / (heightPx * before.widthPx) : 0;
  if (before && Math.abs(shapeChange - 1) < 0.01) {
    const metresPerPx = (before.widthPx * before.metresPerPx) / widthPx;
    return { widthPx, heightPx, metresPerPx, isScaleSet: before.isScaleSet };
  }
  return { widthPx, heightPx, metresPerPx: planImageLimits.guessedWidthM / widthPx, isScaleSet: false };
}

/** Metres per pixel from two points and the distance between them; null when the points are the same. */
export function metresPerPxFrom(fromPx: PointPx, toPx: PointPx, distanceM: number): number | null {
  const distancePx = Math.hypot(toPx.x - fromPx.x, toPx.y - fromPx.y);
  return distancePx < 1 ? null : distanceM / distancePx;
}

/** Factors that keep a point in metres on the same spot of the picture when its scale changes. */
export function pinFactors(before: PlanScale, after: PlanScale): { x: number; y: number } {
  return {
    x: (after.widthPx * after.metresPerPx) / (before.widthPx * before.metresPerPx),
    y: (after.heightPx * after.metresPerPx) / (before.heightPx * before.metresPerPx),
  };
}
