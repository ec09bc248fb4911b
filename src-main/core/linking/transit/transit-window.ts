import { sectorGapM, type ViewSector } from '../../spatial/view-sector.ts';
import type { LinkingConfig } from '../config.ts';
import type { LinkCamera, SharedView } from '../types.ts';

/**
 * Whether one person may be in the pictures of two cameras at once: `drawn` where the views overlap on the plan,
 * `possible` where the plan does not rule it out (floors over each other, a camera without a place, views that
 * nearly touch), `none` elsewhere and within one camera.
 */
export type Overlap = 'drawn' | 'possible' | 'none';

/** Between which gaps (entry of the second tracklet less exit of the first) two tracklets may be one person. */
export interface TransitWindow {
  /** −∞ where both cameras may see a person at once; a little below zero for clocks that disagree. */
  readonly minGapMs: number;
  readonly maxGapMs: number;
  /** From the edge of one view to that of the other, or null where the plan does not say. */
  readonly distanceM: number | null;
  readonly isSameCamera: boolean;
  readonly isSameFloor: boolean;
  readonly overlap: Overlap;
}

export function transitWindow(from: LinkCamera, to: LinkCamera, config: LinkingConfig): TransitWindow {
  const open = { maxGapMs: config.openWindowMs, distanceM: null, isSameFloor: false, isSameCamera: false };
  if (from.id === to.id) {
    return { ...open, minGapMs: 0, isSameCamera: true, isSameFloor: true, overlap: 'none' };
  }
  const fromView = viewOf(from);
  const toView = viewOf(to);
  if (!fromView || !toView) return { ...open, minGapMs: Number.NEGATIVE_INFINITY, overlap: 'possible' };
  const isSameFloor = from.floorId === to.floorId;
  // Plans of two floors are drawn over each other, more or less.
  const betweenM = sectorGapM(fromView, toView) + (isSameFloor ? 0 : config.floorChangeM);
  const pinsM = Math.hypot(fromView.posM.x - toView.posM.x, fromView.posM.y - toView.posM.y);
  const farthestM = pinsM * config.detour + from.rangeM + to.rangeM;
  const maxGapMs = (farthestM / config.slowestMps) * 1000 + config.dwellAllowanceMs;
  const overlap = overlapOf(fromView, toView, isSameFloor, config);
  const nearestM = isSameFloor ? Math.max(0, pinsM - from.rangeM - to.rangeM) : 0;
  const minGapMs =
    overlap === 'none'
      ? (nearestM / config.fastestMps) * 1000 - config.clockToleranceMs
      : Number.NEGATIVE_INFINITY;
  return { minGapMs, maxGapMs, distanceM: betweenM, isSameCamera: false, isSameFloor, overlap };
}

/** Windows of all ordered pairs of cameras, row-major: `[from * cameras.length + to]`. */
export function transitWindows(cameras: readonly LinkCamera[], config: LinkingConfig): TransitWindow[] {
  return cameras.flatMap((from) => cameras.map((to) => transitWindow(from, to, config)));
}

/**
 * Windows once it is learnt which views overlap: where the plan left it open and hardly anybody was seen by both
 * cameras at once, nobody can be.
 */
export function settledWindows(
  windows: readonly TransitWindow[],
  learnt: { togetherShare(first: number, second: number): number },
  config: LinkingConfig,
): TransitWindow[] {
  const cameras = Math.sqrt(windows.length);
  return windows.map((window, cell) => {
    if (window.overlap !== 'possible') return window;
    const share = learnt.togetherShare(Math.floor(cell / cameras), cell % cameras);
    if (share >= config.sharedViewShare) return { ...window, overlap: 'drawn' };
    return { ...window, overlap: 'none', minGapMs: -config.clockToleranceMs };
  });
}

/** Pairs of cameras whose views overlap as was learnt, not drawn. */
export function sharedViewsOf(
  cameras: readonly LinkCamera[],
  windows: readonly TransitWindow[],
  settled: readonly TransitWindow[],
): SharedView[] {
  return cameras.flatMap((first, a) =>
    cameras.slice(a + 1).flatMap((second, index) => {
      const cell = a * cameras.length + a + 1 + index;
      const isLearnt = windows[cell]!.overlap === 'possible' && settled[cell]!.overlap === 'drawn';
      return isLearnt ? [{ firstCameraId: first.id, secondCameraId: second.id }] : [];
    }),
  );
}

/** The windows that `sharedViewsOf` was asked about. */
export function windowsWith(
  cameras: readonly LinkCamera[],
  sharedViews: readonly SharedView[],
  config: LinkingConfig,
): TransitWindow[] {
  const learnt = new Set(
    sharedViews.flatMap(({ firstCameraId: a, secondCameraId: b }) => [`${a}/${b}`, `${b}/${a}`]),
  );
  const togetherShare = (first: number, second: number): number =>
    learnt.has(`${cameras[first]!.id}/${cameras[second]!.id}`) ? 1 : 0;
  return settledWindows(transitWindows(cameras, config), { togetherShare }, config);
}

export function windowOf(
  windows: readonly TransitWindow[],
  { cameraIndex, cameras }: { readonly cameraIndex: Int32Array; readonly cameras: readonly unknown[] },
  from: number,
  to: number,
): TransitWindow {
  return windows[cameraIndex[from]! * cameras.length + cameraIndex[to]!]!;
}

function overlapOf(
  first: ViewSector,
  second: ViewSector,
  isSameFloor: boolean,
  config: LinkingConfig,
): Overlap {
  const gapM = sectorGapM(first, second);
  if (isSameFloor && gapM === 0) return 'drawn';
  return gapM <= config.nearViewsM ? 'possible' : 'none';
}

function viewOf(camera: LinkCamera): ViewSector | null {
  if (!camera.posM || camera.floorId === null) return null;
  return { posM: camera.posM, headingDeg: camera.headingDeg, fovDeg: camera.fovDeg, rangeM: camera.rangeM };
}
