/**
 * Sizes of a plan: pixels of its picture, metres on the floor, and the round lengths of a scale bar.
 */
import type { Floor } from '#shared/contract/plan.ts';
import type { PointM, PointPx } from '#shared/units.ts';

export type PlanImage = NonNullable<Floor['image']>;

export interface SizeM {
  readonly widthM: number;
  readonly heightM: number;
}

export function planSizeM(image: PlanImage): SizeM {
  return { widthM: image.widthPx * image.metresPerPx, heightM: image.heightPx * image.metresPerPx };
}

export function toPx(pointM: PointM, image: PlanImage): PointPx {
  return { x: pointM.x / image.metresPerPx, y: pointM.y / image.metresPerPx };
}

export function distance(a: PointM | PointPx, b: PointM | PointPx): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** Metres per pixel when `fromPx`–`toPx` is `distanceM` long; null where the two points coincide. */
export function metresPerPx(fromPx: PointPx, toPx: PointPx, distanceM: number): number | null {
  const lengthPx = distance(fromPx, toPx);
  if (lengthPx < 1 || !(distanceM > 0)) return null;
  return distanceM / lengthPx;
}

export function clampToPlan(pointM: PointM, size: SizeM): PointM {
  return {
    x: Math.min(Math.max(pointM.x, 0), size.widthM),
    y: Math.min(Math.max(pointM.y, 0), size.heightM),
  };
}

/** The longest of 1, 2, 5 · 10^k metres that fits into `maxWidthPx` screen pixels. */
export function scaleBar(
  screenPxPerM: number,
  maxWidthPx: number,
): { readonly lengthM: number; readonly widthPx: number } {
  const maxM = maxWidthPx / screenPxPerM;
  const magnitude = 10 ** Math.floor(Math.log10(maxM));
  const lead = maxM / magnitude;
  const lengthM = magnitude * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
  return { lengthM, widthPx: lengthM * screenPxPerM };
}

/** `25 m`, `0.5 m`, `12.3 m`: three significant digits at most. */
export function formatMetres(lengthM: number): string {
  return `${Number(lengthM.toPrecision(3))} m`;
}
