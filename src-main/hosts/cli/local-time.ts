/** A time as a clock in `timeZone` shows it: `2026-11-14 10:00:32`. */
export function localTime(utcMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(
    utcMs,
  );
}
