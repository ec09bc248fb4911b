/** Names of time zones. The other texts of times are in `lib/format.ts`. */

const formatters = new Map<string, Intl.DateTimeFormat>();

/** `GMT+1`: the zone's offset at that instant, so that both two o'clocks of an autumn night can be told apart. */
export function formatZone(utcMs: number, timeZone: string): string {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset', hour: '2-digit' });
    formatters.set(timeZone, formatter);
  }
  const parts = formatter.formatToParts(utcMs);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}
