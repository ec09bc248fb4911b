/**
 * What a camera sees on the plan: a circular sector.
 *
 * Plan coordinates in metres, y downwards; heading 0 is up (towards smaller y), clockwise, in degrees.
 */
import type { PointM } from '#shared/units.ts';

export interface ViewSector {
  readonly posM: PointM;
  readonly headingDeg: number;
  /** At most 180, so that the sector is convex. */
  readonly fovDeg: number;
  readonly rangeM: number;
}

/** The point `distanceM` from `fromM` in direction `headingDeg`. */
export function pointAhead(fromM: PointM, headingDeg: number, distanceM: number): PointM {
  const heading = (headingDeg * Math.PI) / 180;
  return { x: fromM.x + Math.sin(heading) * distanceM, y: fromM.y - Math.cos(heading) * distanceM };
}

/** The sector as a convex polygon: the camera, then the arc in steps of at most 10°. */
export function sectorPolygon(sector: ViewSector): PointM[] {
  const steps = Math.max(2, Math.ceil(sector.fovDeg / 10));
  const points: PointM[] = [sector.posM];
  for (let step = 0; step <= steps; step++) {
    const angleDeg = sector.headingDeg - sector.fovDeg / 2 + (sector.fovDeg * step) / steps;
    points.push(pointAhead(sector.posM, angleDeg, sector.rangeM));
  }
  return points;
}

/** Whether two convex polygons share area, by the separating axis theorem. Touching is not sharing. */
export function convexPolygonsOverlap(first: readonly PointM[], second: readonly PointM[]): boolean {
  return !hasSeparatingEdge(first, second) && !hasSeparatingEdge(second, first);
}

export function sectorsOverlap(first: ViewSector, second: ViewSector): boolean {
  return convexPolygonsOverlap(sectorPolygon(first), sectorPolygon(second));
}

/** Shortest way, as the crow flies, between what two cameras see; 0 where they see the same. */
export function sectorGapM(first: ViewSector, second: ViewSector): number {
  const a = sectorPolygon(first);
  const b = sectorPolygon(second);
  if (convexPolygonsOverlap(a, b)) return 0;
  return Math.min(...a.map((point) => distanceToM(b, point)), ...b.map((point) => distanceToM(a, point)));
}

function distanceToM(polygon: readonly PointM[], point: PointM): number {
  return Math.min(
    ...polygon.map((from, index) => {
      const to = polygon[(index + 1) % polygon.length]!;
      const dx = to.x - from.x;
      const dy = to.y - from.y;
      const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy);
      const share = Math.min(1, Math.max(0, along));
      return Math.hypot(from.x + share * dx - point.x, from.y + share * dy - point.y);
    }),
  );
}

function hasSeparatingEdge(polygon: readonly PointM[], other: readonly PointM[]): boolean {
  for (let i = 0; i < polygon.length; i++) {
    const from = polygon[i]!;
    const to = polygon[(i + 1) % polygon.length]!;
    const normal = { x: to.y - from.y, y: from.x - to.x };
    const own = extent(polygon, normal);
    const others = extent(other, normal);
    if (own.max <= others.min || others.max <= own.min) return true;
  }
  return false;
}

function extent(polygon: readonly PointM[], axis: PointM): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const point of polygon) {
    const along = point.x * axis.x + point.y * axis.y;
    min = Math.min(min, along);
    max = Math.max(max, along);
  }
  return { min, max };
}
