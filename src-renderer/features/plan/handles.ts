/** What dragging a handle of a camera's view changes. Pure: points are metres on the plan, angles degrees. */
import type { CameraEdit } from '#shared/contract/plan.ts';
import type { PointM } from '#shared/units.ts';
import { type FieldOfView, headingBetween } from '../../lib/plan-map/field-of-view.ts';
import { distance } from '../../lib/plan-map/scale.ts';

export type ViewChange = Pick<CameraEdit, 'headingDeg' | 'fovDeg' | 'rangeM'>;

/** The contract's limits; the shortest range keeps the handle off the pin. */
export const viewLimits = Object.freeze({ minFovDeg: 5, maxFovDeg: 180, minRangeM: 1, maxRangeM: 500 });

/** The camera looks at the point, and as far as it. */
export function aimAt(view: FieldOfView, pointM: PointM): ViewChange {
  const rangeM = clamp(distance(view.posM, pointM), viewLimits.minRangeM, viewLimits.maxRangeM);
  // 360 rounds to 0: both are up.
  return {
    headingDeg: Math.round(headingBetween(view.posM, pointM)) % 360,
    rangeM: Number(rangeM.toFixed(1)),
  };
}

/** The view is so wide that its edge runs through the point; its middle stays. */
export function widenTo(view: FieldOfView, pointM: PointM): ViewChange {
  const turn = Math.abs(headingBetween(view.posM, pointM) - view.headingDeg);
  const half = Math.min(turn, 360 - turn);
  return { fovDeg: Math.round(clamp(half * 2, viewLimits.minFovDeg, viewLimits.maxFovDeg)) };
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
