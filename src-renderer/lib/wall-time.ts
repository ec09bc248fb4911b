/** Wall-clock times of a time zone, typed by people. Two of them a year exist twice or not at all. */
import { Temporal } from 'temporal-polyfill';

export interface WallTimeChoice {
  readonly utcMs: number;
  /** Offset from UTC, such as `+02:00`. */
  readonly offset: string;
}

export type WallTime =
  | { readonly kind: 'valid'; readonly utcMs: number }
  /** The clocks went back over this time: it happened twice. Never guessed. */
  | { readonly kind: 'ambiguous'; readonly choices: readonly [WallTimeChoice, WallTimeChoice] }
  /** The clocks went forward over this time: it never happened. */
  | { readonly kind: 'skipped' }
  | { readonly kind: 'invalid' };

const pattern = /^(\d{4})-(\d{1,2})-(\d{1,2})[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?$/;

/** Reads `2026-11-22 10:00:00.250`; seconds and their fraction may be left out. */
export function parseWallTime(text: string, timeZone: string): WallTime {
  const match = pattern.exec(text.trim());
  if (match === null) return { kind: 'invalid' };
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  let wall: Temporal.PlainDateTime;
  try {
    wall = Temporal.PlainDateTime.from(
      {
        year: year ?? 0,
        month: month ?? 0,
        day: day ?? 0,
        hour: hour ?? 0,
        minute: minute ?? 0,
        second: second ?? 0,
        millisecond: Number((match[7] ?? '').padEnd(3, '0')),
      },
      { overflow: 'reject' },
    );
  } catch {
    // Temporal throws a RangeError for the 30th of February: a typing error, not a fault.
    return { kind: 'invalid' };
  }
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) {
    return { kind: 'valid', utcMs: earlier.epochMilliseconds };
  }
  if (!earlier.toPlainDateTime().equals(wall)) return { kind: 'skipped' };
  const choice = (time: Temporal.ZonedDateTime) => ({ utcMs: time.epochMilliseconds, offset: time.offset });
  return { kind: 'ambiguous', choices: [choice(earlier), choice(later)] };
}

/** The inverse: `2026-11-22 10:00:00`, with milliseconds only if there are any. */
export function formatWallTime(utcMs: number, timeZone: string): string {
  const wall = Temporal.Instant.fromEpochMilliseconds(utcMs).toZonedDateTimeISO(timeZone).toPlainDateTime();
  const fraction = wall.millisecond === 0 ? 0 : 3;
  return wall.toString({ fractionalSecondDigits: fraction }).replace('T', ' ');
}

/** Reads a signed shift such as `-1:00:00`, `+90 s`, `2 h` or `45` (seconds); null when it is none. Milliseconds. */
export function parseShift(text: string): number | null {
  const match = /^([+\-−]?)\s*(?:(\d+):(\d{2})(?::(\d{2}))?|(\d+(?:[.,]\d+)?)\s*(ms|s|min|h|d)?)$/.exec(
    text.trim(),
  );
  if (match === null) return null;
  const [, sign, first, second, third, amount, unit] = match;
  const unitMs = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 }[unit ?? 's'] ?? 1_000;
  const shiftMs =
    amount === undefined
      ? (Number(first) * 3_600 + Number(second) * 60 + Number(third ?? 0)) * 1_000
      : Number(amount.replace(',', '.')) * unitMs;
  return Math.round(sign === '-' || sign === '−' ? -shiftMs : shiftMs);
}

/** The zone's offset from UTC at an instant, in milliseconds; positive east of Greenwich. */
export function zoneOffsetMs(utcMs: number, timeZone: string): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(Math.round(utcMs)).toZonedDateTimeISO(timeZone);
  return zoned.offsetNanoseconds / 1e6;
}
