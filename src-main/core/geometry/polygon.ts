/** A corner, or a point to be tested, in any one plane. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Whether a point is inside a simple polygon, by counting the edges that a ray to the right crosses (Shimrat 1962,
 * "Algorithm 112: position of point relative to polygon"). Of two polygons that share an edge, a point on it is in one.
 */
export function isInPolygon(corners: readonly Point[], x: number, y: number): boolean {
  let isInside = false;
  for (let at = 0, before = corners.length - 1; at < corners.length; before = at++) {
    const a = corners[at]!;
    const b = corners[before]!;
    if (a.y > y === b.y > y) continue;
    if (x < a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y)) isInside = !isInside;
  }
  return isInside;
}
