import type { TimeSpan } from '../core/timeline/spans.ts';
import { zoneOffsetMs } from '../core/timeline/zone.ts';
import type { FootfallHour } from './report-model.ts';

const HOUR_MS = 3_600_000;

/**
 * Counts starts per hour of the study's time zone, with the observed time of each hour. Hours without any
 * observed time between the first and the last stay in the list, as not observed.
 *
 * @param observed merged spans
 * @param startsUtcMs in any order
 */
export function footfallByHour(
  observed: readonly TimeSpan[],
  startsUtcMs: readonly number[],
  timeZone: string,
): FootfallHour[] {
  const first = observed[0];
  const last = observed.at(-1);
  if (!first || !last) return [];
  // The offset moves by whole hours at a change to summer time, so one alignment serves the whole period.
  const alignMs = zoneOffsetMs(first.startUtcMs, timeZone) % HOUR_MS;
  const hourOf = (utcMs: number): number => Math.floor((utcMs + alignMs) / HOUR_MS);
  const firstHour = hourOf(first.startUtcMs);
  const count = hourOf(last.endUtcMs - 1) - firstHour + 1;
  const counts = new Array<number>(count).fill(0);
  for (const startUtcMs of startsUtcMs) {
    const hour = hourOf(startUtcMs) - firstHour;
    if (counts[hour] !== undefined) counts[hour]++;
  }
  return counts.map((presenceCount, index) => {
    const startUtcMs = (firstHour + index) * HOUR_MS - alignMs;
    return { startUtcMs, observedMs: overlapMs(observed, startUtcMs, startUtcMs + HOUR_MS), presenceCount };
  });
}

function overlapMs(spans: readonly TimeSpan[], startUtcMs: number, endUtcMs: number): number {
  return spans.reduce(
    (sum, span) =>
      sum + Math.max(0, Math.min(endUtcMs, span.endUtcMs) - Math.max(startUtcMs, span.startUtcMs)),
    0,
  );
}
