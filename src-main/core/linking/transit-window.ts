import { sectorsOverlap, type ViewSector } from '../spatial/view-sector.ts';
import type { LinkingConfig } from './config.ts';
import type { LinkCamera } from './types.ts';

/** Between which gaps (entry of the second tracklet less exit of the first) two tracklets may be one person. */
export interface TransitWindow {
  /** Negative where both cameras may see a person at once, by view or by clocks that disagree. */
  readonly minGapMs: number;
  readonly maxGapMs: number;
  /** Straight distance between the cameras, or null where the plan does not say. */
  readonly distanceM: number | null;
  readonly isSameCamera: boolean;
  /** The views overlap on the plan, so one person may be in both pictures. */
  readonly sharesView: boolean;
}

export function transitWindow(from: LinkCamera, to: LinkCamera, config: LinkingConfig): TransitWindow {
  const open = { minGapMs: -config.clockToleranceMs, maxGapMs: config.openWindowMs, distanceM: null };
  if (from.id === to.id) return { ...open, minGapMs: 0, isSameCamera: true, sharesView: false };

  const fromView = viewOf(from);
  const toView = viewOf(to);
  if (!fromView || !toView || from.floorId !== to.floorId) {
    return { ...open, isSameCamera: false, sharesView: false };
  }
  const distanceM = Math.hypot(fromView.posM.x - toView.posM.x, fromView.posM.y - toView.posM.y);
  const farthestM = distanceM * config.detour + from.rangeM + to.rangeM;
  const maxGapMs = (farthestM / config.slowestMps) * 1000 + config.dwellAllowanceMs;
  if (sectorsOverlap(fromView, toView)) {
    return { minGapMs: -config.sharedViewMs, maxGapMs, distanceM, isSameCamera: false, sharesView: true };
  }
  const nearestM = Math.max(0, distanceM - from.rangeM - to.rangeM);
  const minGapMs = (nearestM / config.fastestMps) * 1000 - config.clockToleranceMs;
  return { minGapMs, maxGapMs, distanceM, isSameCamera: false, sharesView: false };
}

/** Windows of all ordered pairs of cameras, row-major: `[from * cameras.length + to]`. */
export function transitWindows(cameras: readonly LinkCamera[], config: LinkingConfig): TransitWindow[] {
  return cameras.flatMap((from) => cameras.map((to) => transitWindow(from, to, config)));
}

function viewOf(camera: LinkCamera): ViewSector | null {
  if (!camera.posM || camera.floorId === null) return null;
  return { posM: camera.posM, headingDeg: camera.headingDeg, fovDeg: camera.fovDeg, rangeM: camera.rangeM };
}
