/**
 * Where a camera looks on the plan. Headings are degrees clockwise, 0 is up (towards smaller y), as in the contract;
 * points are metres from the plan's top-left corner, y downwards.
 */
import type { PointM } from '#shared/units.ts';

const DEG = Math.PI / 180;

/** Angle between neighbouring points of the wedge's arc: fine enough to look round at any zoom. */
const ARC_STEP_DEG = 4;

export function pointAtHeading(originM: PointM, headingDeg: number, distanceM: number): PointM {
  const angle = headingDeg * DEG;
  return { x: originM.x + Math.sin(angle) * distanceM, y: originM.y - Math.cos(angle) * distanceM };
}

/** Heading from one point to another, 0 ≤ heading < 360. The heading between equal points is 0. */
export function headingBetween(fromM: PointM, toM: PointM): number {
  return normaliseHeading(Math.atan2(toM.x - fromM.x, fromM.y - toM.y) / DEG);
}

export function normaliseHeading(headingDeg: number): number {
  const turned = ((headingDeg % 360) + 360) % 360;
  // A tiny negative angle rounds up to 360, which the contract excludes.
  return turned >= 360 ? 0 : turned;
}

export interface FieldOfView {
  readonly posM: PointM;
  readonly headingDeg: number;
  readonly fovDeg: number;
  readonly rangeM: number;
}

/** The wedge that a camera sees as a closed polygon, starting at the camera. */
export function wedgeOutline(view: FieldOfView): PointM[] {
  const steps = Math.max(2, Math.ceil(view.fovDeg / ARC_STEP_DEG));
  const first = view.headingDeg - view.fovDeg / 2;
  const arc = Array.from({ length: steps + 1 }, (_, i) =>
    pointAtHeading(view.posM, first + (view.fovDeg * i) / steps, view.rangeM),
  );
  return [view.posM, ...arc];
}
