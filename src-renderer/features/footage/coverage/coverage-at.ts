import type { CameraCoverage, Recording } from '#shared/contract/library.ts';

export type CoverageAt =
  | { readonly kind: 'observed'; readonly found: Place | null }
  /** A hole between two recordings of the camera. */
  | { readonly kind: 'gap'; readonly durationMs: number }
  /** Before the camera's first or after its last recording. */
  | { readonly kind: 'outside' };

/** An instant's place in the footage. */
interface Place {
  readonly recording: Recording;
  readonly offsetMs: number;
}

/** What a camera knows about an instant of true time. */
export function coverageAt(
  camera: CameraCoverage,
  recordings: ReadonlyMap<number, Recording>,
  utcMs: number,
): CoverageAt {
  const holds = (span: { startUtcMs: number; endUtcMs: number }) =>
    span.startUtcMs <= utcMs && utcMs < span.endUtcMs;
  const span = camera.observed.find(holds);
  if (span !== undefined) {
    const found = placeIn(span.recordingIds, recordings, utcMs - camera.clockOffsetMs);
    return { kind: 'observed', found };
  }
  const gap = camera.gaps.find(holds);
  if (gap !== undefined) return { kind: 'gap', durationMs: gap.endUtcMs - gap.startUtcMs };
  return { kind: 'outside' };
}

function placeIn(
  ids: readonly number[],
  recordings: ReadonlyMap<number, Recording>,
  recorderUtcMs: number,
): Place | null {
  for (const id of ids) {
    const recording = recordings.get(id);
    if (recording?.startUtcMs == null || recording.endUtcMs === null) continue;
    const offsetMs = recorderUtcMs - recording.startUtcMs;
    if (offsetMs >= 0 && recorderUtcMs < recording.endUtcMs) return { recording, offsetMs };
  }
  return null;
}
