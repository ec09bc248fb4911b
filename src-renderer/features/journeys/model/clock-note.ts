import type { ClockFinding, Journey } from '#shared/contract/journeys.ts';

/**
 * Says which of a journey's cameras have a clock that is off: stops come in the order in which they were, times as the
 * clocks show them, so one may contradict the other. Null where all agree.
 */
export function clockNote({ stops }: Pick<Journey, 'stops'>, clocks: readonly ClockFinding[]): string | null {
  const names = new Map(stops.map(({ cameraId, cameraName }) => [cameraId, cameraName]));
  const off = clocks.flatMap(({ cameraId, aheadMs }) => {
    const name = names.get(cameraId);
    return name === undefined
      ? []
      : [`${name} about ${(Math.abs(aheadMs) / 1000).toFixed(1)} s ${aheadMs > 0 ? 'ahead' : 'behind'}`];
  });
  if (off.length === 0) return null;
  const clock = off.length === 1 ? 'A clock seems' : 'Clocks seem';
  return `${clock} off: ${off.join(', ')}. Stops are in the corrected order, times are as the clocks show them. Link quality offers to correct them.`;
}
