import type { LinkReport } from '#shared/contract/journeys.ts';
import type { Camera, CameraEdit, Plan } from '#shared/contract/plan.ts';

/** The plan as it will be when the host has taken the edit: shown at once, replaced by the host's answer. */
export function applyEdit(plan: Plan, edit: CameraEdit): Plan {
  const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
  return {
    ...plan,
    cameras: plan.cameras.map((camera) =>
      camera.id === edit.id ? ({ ...camera, ...given } as Camera) : camera,
    ),
  };
}

/** What linking found out about a clock no longer holds once that was corrected. */
export function forgetClock(report: LinkReport, cameraId: number): LinkReport {
  return { ...report, clocks: report.clocks.filter((clock) => clock.cameraId !== cameraId) };
}
