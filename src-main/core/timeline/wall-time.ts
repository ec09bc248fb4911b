/** What a camera's clock showed: a reading without a zone. `month` and `day` count from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/**
 * Checks a reading and returns it, or null where no calendar and no clock could have shown it. A second of 60
 * and an hour of 24, which recorders write for the end of a day, roll over.
 */
export function wallTime(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  millisecond = 0,
): WallTime | null {
  if (![year, month, day, hour, minute, second, millisecond].every(Number.isInteger)) return null;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (minute > 59 || second > 60 || millisecond > 999) return null;
  if (hour > 24 || (hour === 24 && (minute > 0 || second > 0))) return null;
  return wallFromMs(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
}

/** The reading as milliseconds since 1970 of a clock without zones: for differences and order only. */
export function wallToMs(wall: WallTime): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second, wall.millisecond);
}

export function wallFromMs(ms: number): WallTime {
  const date = new Date(ms);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
}

/** `2026-11-20 10:00:00`, for sentences. */
export function formatWall(wall: WallTime): string {
  const iso = new Date(wallToMs(wall)).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
