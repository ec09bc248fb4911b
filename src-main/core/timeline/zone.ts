/** Wall time ↔ UTC in a zone of the IANA database, by the rules that the runtime carries (`Intl`). */
import { type WallTime, wallToMs } from './wall-time.ts';

export type ZonedInstant =
  | { readonly kind: 'unique'; readonly utcMs: number }
  /** The clock was set back and showed this reading twice. */
  | { readonly kind: 'ambiguous'; readonly earlierUtcMs: number; readonly laterUtcMs: number }
  /** The clock was set forward over this reading; `utcMs` is the instant if it had not been. */
  | { readonly kind: 'skipped'; readonly utcMs: number };

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** What a clock in `timeZone` shows at an instant. Throws a RangeError for an unknown zone. */
export function utcToWall(utcMs: number, timeZone: string): WallTime {
  const field: Record<string, number> = {};
  for (const part of formatterOf(timeZone).formatToParts(utcMs)) field[part.type] = Number(part.value);
  return {
    year: field.year!,
    month: field.month!,
    day: field.day!,
    hour: field.hour!,
    minute: field.minute!,
    second: field.second!,
    millisecond: ((utcMs % 1000) + 1000) % 1000,
  };
}

/** How far clocks in `timeZone` are ahead of UTC at an instant. */
export function zoneOffsetMs(utcMs: number, timeZone: string): number {
  return wallToMs(utcToWall(utcMs, timeZone)) - utcMs;
}

/** No zone has changed its offset twice within this time of one instant since the century began. */
const DAY_MS = 86_400_000;

/**
 * The instant at which a clock in `timeZone` showed `wall`. The offsets a day before and a day after bracket
 * any one change; an offset counts when it gives the reading back.
 * Throws a RangeError for an unknown zone.
 */
export function wallToUtc(wall: WallTime, timeZone: string): ZonedInstant {
  const asIfUtcMs = wallToMs(wall);
  const before = asIfUtcMs - zoneOffsetMs(asIfUtcMs - DAY_MS, timeZone);
  const after = asIfUtcMs - zoneOffsetMs(asIfUtcMs + DAY_MS, timeZone);
  const showsWall = (utcMs: number) => utcMs + zoneOffsetMs(utcMs, timeZone) === asIfUtcMs;
  const beforeFits = showsWall(before);
  const afterFits = showsWall(after);
  if (beforeFits && afterFits && before !== after) {
    return {
      kind: 'ambiguous',
      earlierUtcMs: Math.min(before, after),
      laterUtcMs: Math.max(before, after),
    };
  }
  if (beforeFits) return { kind: 'unique', utcMs: before };
  if (afterFits) return { kind: 'unique', utcMs: after };
  return { kind: 'skipped', utcMs: before };
}

/** `2026-11-20 10:00:00` in the zone. */
export function formatInZone(utcMs: number, timeZone: string): string {
  const iso = new Date(wallToMs(utcToWall(utcMs, timeZone))).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}
