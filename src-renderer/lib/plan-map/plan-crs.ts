/**
 * The plan's coordinate system in Leaflet: CRS.Simple in metres with y downwards, so `lat` is y and `lng` is x of a
 * `PointM` and nothing needs flipping. At zoom 0 one screen pixel is one metre; each zoom level doubles.
 */
import L from 'leaflet';
import type { PointM } from '#shared/units.ts';
import type { SizeM } from './scale.ts';

export const planCrs: L.CRS = L.Util.extend({}, L.CRS.Simple, {
  transformation: new L.Transformation(1, 0, 1, 0),
});

export function toLatLng(pointM: PointM): L.LatLngTuple {
  return [pointM.y, pointM.x];
}

export function toPointM(latLng: L.LatLng): PointM {
  return { x: latLng.lng, y: latLng.lat };
}

export function planBounds(size: SizeM): L.LatLngBoundsLiteral {
  return [
    [0, 0],
    [size.heightM, size.widthM],
  ];
}
