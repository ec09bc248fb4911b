import type { CameraCoverage, Recording } from '#shared/contract/library.ts';

export type CoverageAt =
  | { readonly kind: 'observed'; readonly recording: Recording | null }
  /** A hole between two recordings of the camera. */
  | { readonly kind: 'gap'; readonly durationMs: number }
  /** Before the camera's first or after its last recording. */
  | { readonly kind: 'outside' };

/** What a camera knows about an instant. */
export function coverageAt(
  camera: CameraCoverage,
  recordings: ReadonlyMap<number, Recording>,
  utcMs: number,
): CoverageAt {
  const holds = (span: { startUtcMs: number; endUtcMs: number }) =>
    span.startUtcMs <= utcMs && utcMs < span.endUtcMs;
  const span = camera.observed.find(holds);
  if (span !== undefined) {
    const recording = span.recordingIds
      .map((id) => recordings.get(id))
      .find(
        (candidate) =>
          candidate?.startUtcMs != null &&
          candidate.endUtcMs !== null &&
          holds({ startUtcMs: candidate.startUtcMs, endUtcMs: candidate.endUtcMs }),
      );
    return { kind: 'observed', recording: recording ?? null };
  }
  const gap = camera.gaps.find(holds);
  if (gap !== undefined) return { kind: 'gap', durationMs: gap.endUtcMs - gap.startUtcMs };
  return { kind: 'outside' };
}
