import type { PointM } from '#shared/units.ts';
import { pointAhead } from './view-sector.ts';

/** Nobody stands under the camera: a stop is drawn this share of the camera's range ahead of its pin. */
const SHARE_OF_RANGE = 0.5;

export interface PlacedCamera {
  readonly posM: PointM | null;
  readonly headingDeg: number;
  readonly rangeM: number;
}

/**
 * Where on the plan a stop is drawn: the middle of what the camera sees, on the axis of its view. It says
 * which camera saw a visitor, not where exactly; null while the camera is not placed.
 */
export function stopPosition({ posM, headingDeg, rangeM }: PlacedCamera): PointM | null {
  return posM && pointAhead(posM, headingDeg, rangeM * SHARE_OF_RANGE);
}
