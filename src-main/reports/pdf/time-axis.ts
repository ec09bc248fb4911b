import type { TimeSpan } from '../../core/timeline/spans.ts';
import { formatInZone, zoneOffsetMs } from '../../core/timeline/zone.ts';

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

/** Round wall times inside a span, at most `most` of them. Days are named where a day begins. */
export function timeTicks({ startUtcMs, endUtcMs }: TimeSpan, timeZone: string, most: number): Tick[] {
  const stepMs = STEPS_MS.find((step) => (endUtcMs - startUtcMs) / step <= most) ?? STEPS_MS.at(-1)!;
  const offsetMs = zoneOffsetMs(startUtcMs, timeZone);
  const ticks: Tick[] = [];
  for (
    let wallMs = Math.ceil((startUtcMs + offsetMs) / stepMs) * stepMs;
    wallMs - offsetMs <= endUtcMs;
    wallMs += stepMs
  ) {
    const utcMs = wallMs - offsetMs;
    ticks.push({ utcMs, label: tickLabel(utcMs, timeZone, stepMs) });
  }
  return ticks;
}

function tickLabel(utcMs: number, timeZone: string, stepMs: number): string {
  const local = formatInZone(utcMs, timeZone);
  const time = local.slice(11, stepMs < MINUTE_MS ? 19 : 16);
  return stepMs >= DAY_MS || time === '00:00' ? local.slice(5, 10) : time;
}
