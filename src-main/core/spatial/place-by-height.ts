import type { BoxPx, PointM } from '#shared/units.ts';
import type { SizePx } from '../geometry/letterbox.ts';
import { pointAhead, type ViewSector } from './view-sector.ts';

/** Where somebody stood, and how wrong that may be. */
export interface Place extends PointM {
  /** Standard deviation along x and along y, metres. */
  readonly sdM: number;
}

export interface PlaceConfig {
  /** What people measure, shoes included, metres. */
  readonly personHeightM: number;
  /** How far cameras look down, degrees. What a camera's own is changes places by less than what people's heights do. */
  readonly tiltDeg: number;
  /** Uncertainty of a place next to the camera, metres: pins are drawn by hand. */
  readonly nearSdM: number;
  /** And what it grows by per metre of distance: people differ in height, boxes in tightness, pins in direction. */
  readonly sdPerM: number;
  /** A box this near to the border of the picture is taken to be cut by it, in shares of the picture's height. */
  readonly borderShare: number;
  /** A box that is wider than so many of its heights shows half a person, whose height says nothing. */
  readonly maxAspect: number;
}

export const defaultPlaceConfig: PlaceConfig = Object.freeze({
  personHeightM: 1.7,
  tiltDeg: 12,
  nearSdM: 0.5,
  sdPerM: 0.06,
  borderShare: 0.008,
  maxAspect: 0.5,
});

/** A view this wide has no picture plane; a fisheye is not a pinhole. */
const MAX_FOV_DEG = 150;

/**
 * Where on the plan the person in a box stands, from nothing but the camera's pin: the direction from where the box is in
 * the picture, the distance from how tall it is (Hoiem et al. 2008, "Putting objects in perspective", with a known
 * field of view in place of a known horizon). It holds on every floor that the camera sees, and needs no calibration.
 *
 * Null where the box is cut by the border or shows half a person, and for views too wide for it.
 */
export function placeByHeight(
  boxPx: BoxPx,
  picture: SizePx,
  view: ViewSector,
  config: PlaceConfig = defaultPlaceConfig,
): Place | null {
  const borderPx = config.borderShare * picture.heightPx;
  const isCut = boxPx.y < borderPx || boxPx.y + boxPx.h > picture.heightPx - borderPx;
  const isHalf = boxPx.w > config.maxAspect * boxPx.h;
  if (isCut || isHalf || boxPx.h <= 0 || view.fovDeg > MAX_FOV_DEG) return null;
  const focalPx = picture.widthPx / 2 / Math.tan((view.fovDeg * Math.PI) / 360);
  const tilt = (config.tiltDeg * Math.PI) / 180;
  const x = (boxPx.x + boxPx.w / 2 - picture.widthPx / 2) / focalPx;
  const rayThrough = (yPx: number): { bearing: number; fall: number } => {
    const y = (yPx - picture.heightPx / 2) / focalPx;
    const ahead = Math.cos(tilt) - y * Math.sin(tilt);
    return {
      bearing: Math.atan2(x, ahead),
      fall: (Math.sin(tilt) + y * Math.cos(tilt)) / Math.hypot(x, ahead),
    };
  };
  const feet = rayThrough(boxPx.y + boxPx.h);
  const head = rayThrough(boxPx.y);
  const distanceM = config.personHeightM / (feet.fall - head.fall);
  const point = pointAhead(view.posM, view.headingDeg + (feet.bearing * 180) / Math.PI, distanceM);
  return { ...point, sdM: config.nearSdM + config.sdPerM * distanceM };
}
