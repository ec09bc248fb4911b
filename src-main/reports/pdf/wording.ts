import type { TimeSpan } from '../../core/timeline/spans.ts';
import { formatInZone } from '../../core/timeline/zone.ts';

/** `1 303 h`, `2 h 05 min`, `3 min 20 s`, `12 s`. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  if (minutes >= 100 * 60) return `${numberText(Math.round(minutes / 60))} h`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** `2026-11-20 10:00 – 18:30`, with the second date where it is another day. */
export function periodText({ startUtcMs, endUtcMs }: TimeSpan, timeZone: string): string {
  const start = formatInZone(startUtcMs, timeZone);
  const end = formatInZone(endUtcMs, timeZone);
  const isShort = endUtcMs - startUtcMs < 10 * 60_000;
  const cut = isShort ? 19 : 16;
  const isSameDay = start.slice(0, 10) === end.slice(0, 10);
  return `${start.slice(0, cut)} – ${isSameDay ? end.slice(11, cut) : end.slice(0, cut)}`;
}

/** `1 journey`, `2 journeys`, `1 234 journeys` (with a no-break space). */
export function countText(count: number, singular: string, plural = `${singular}s`): string {
  return `${numberText(count)} ${count === 1 ? singular : plural}`;
}

export function numberText(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, '\u00a0');
}

export function percentText(share: number): string {
  // 99.6 % must not read as certainty.
  const percent = share < 1 ? Math.min(99, Math.round(share * 100)) : 100;
  return `${percent} %`;
}
