/** What of the Plan view is not in the study: which floor is shown, which camera is selected, what a click does. */
import type { CameraEdit } from '#shared/contract/plan.ts';
import type { PointM } from '#shared/units.ts';
import { createStudyState } from '../../api/index.ts';

export interface PlanState {
  readonly floorId: number | null;
  readonly cameraId: number | null;
  /** The points clicked so far while the scale is being set; null otherwise. */
  readonly scalePointsM: readonly PointM[] | null;
  /** What dragging a pin or a handle changes; saved when it is let go. */
  readonly draft: CameraEdit | null;
  showFloor(floorId: number): void;
  selectCamera(cameraId: number | null): void;
  setDraft(draft: CameraEdit | null): void;
  beginScale(): void;
  addScalePoint(pointM: PointM): void;
  clearScalePoints(): void;
  endScale(): void;
}

export const usePlanState = createStudyState<PlanState>((set) => ({
  floorId: null,
  cameraId: null,
  scalePointsM: null,
  draft: null,
  showFloor: (floorId) => set({ floorId, scalePointsM: null }),
  selectCamera: (cameraId) => set({ cameraId, scalePointsM: null }),
  setDraft: (draft) => set({ draft }),
  beginScale: () => set({ scalePointsM: [], cameraId: null }),
  addScalePoint: (pointM) =>
    set(({ scalePointsM }) =>
      // A third click begins anew.
      scalePointsM === null
        ? {}
        : { scalePointsM: [...(scalePointsM.length < 2 ? scalePointsM : []), pointM] },
    ),
  clearScalePoints: () => set({ scalePointsM: [] }),
  endScale: () => set({ scalePointsM: null }),
}));
