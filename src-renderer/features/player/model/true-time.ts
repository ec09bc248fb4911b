import type { Recording } from '#shared/contract/library.ts';
import type { Camera } from '#shared/contract/plan.ts';

/** Recordings in true time, as people's times are told: the library tells what their recorders' clocks showed. */
export function inTrueTime(recordings: readonly Recording[], cameras: readonly Camera[]): Recording[] {
  const offsetsMs = new Map(cameras.map(({ id, clockOffsetMs }) => [id, clockOffsetMs]));
  return recordings.map((recording) => {
    const offsetMs = recording.cameraId === null ? 0 : (offsetsMs.get(recording.cameraId) ?? 0);
    const moved = (utcMs: number | null) => (utcMs === null ? null : utcMs + offsetMs);
    return { ...recording, startUtcMs: moved(recording.startUtcMs), endUtcMs: moved(recording.endUtcMs) };
  });
}
