import type { TimeSpan } from '../../core/timeline/spans.ts';
import { formatWall, wallFromMs } from '../../core/timeline/wall-time.ts';
import { wallToUtc, zoneOffsetMs } from '../../core/timeline/zone.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR_MS),
  ...[1, 2, 7, 14, 28].map((count) => count * DAY_MS),
];

export interface Tick {
  readonly utcMs: number;
  readonly label: string;
}

/**
 * Round wall times inside a span, about `most` of them or fewer, in order. Days are named where a day begins. Where clocks
 * change, steps are of wall time: a day has 23 or 25 hours then, and stays one day.
 */
export function timeTicks({ startUtcMs, endUtcMs }: TimeSpan, timeZone: string, most: number): Tick[] {
  const stepMs = STEPS_MS.find((step) => (endUtcMs - startUtcMs) / step <= most) ?? STEPS_MS.at(-1)!;
  const offsetsMs = [startUtcMs, endUtcMs].map((utcMs) => zoneOffsetMs(utcMs, timeZone));
  const ticks: Tick[] = [];
  for (
    let wallMs = Math.ceil((startUtcMs + Math.min(...offsetsMs)) / stepMs) * stepMs;
    wallMs <= endUtcMs + Math.max(...offsetsMs);
    wallMs += stepMs
  ) {
    const inSpan = instantsOf(wallMs, timeZone).filter((utcMs) => startUtcMs <= utcMs && utcMs <= endUtcMs);
    // Longer steps are wider apart than the hour that a clock shows twice.
    const shown = stepMs > HOUR_MS ? inSpan.slice(0, 1) : inSpan;
    ticks.push(...shown.map((utcMs) => ({ utcMs, label: tickLabel(wallMs, stepMs) })));
  }
  return ticks.sort((a, b) => a.utcMs - b.utcMs);
}

/** When clocks showed a reading: twice where they were set back, never where they skipped it. */
function instantsOf(wallMs: number, timeZone: string): number[] {
  const instant = wallToUtc(wallFromMs(wallMs), timeZone);
  if (instant.kind === 'ambiguous') return [instant.earlierUtcMs, instant.laterUtcMs];
  // A day whose midnight is skipped begins all the same.
  return instant.kind === 'unique' || wallMs % DAY_MS === 0 ? [instant.utcMs] : [];
}

function tickLabel(wallMs: number, stepMs: number): string {
  const wall = formatWall(wallFromMs(wallMs));
  const time = wall.slice(11, stepMs < MINUTE_MS ? 19 : 16);
  return stepMs >= DAY_MS || wallMs % DAY_MS === 0 ? wall.slice(5, 10) : time;
}
