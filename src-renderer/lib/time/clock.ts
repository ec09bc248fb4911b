/**
 * Wall-clock text in the study's time zone. Clocks are shown with 24 hours and dates day first, in English, so that a
 * screenshot reads the same on every workstation.
 */

type ClockStyle = 'minute' | 'second' | 'millisecond' | 'date' | 'zone';

const optionsOf: Readonly<Record<ClockStyle, Intl.DateTimeFormatOptions>> = {
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  millisecond: {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  zone: { timeZoneName: 'shortOffset', hour: '2-digit' },
};

/** Making a formatter costs about 50 µs, using one about 1 µs; the player's clock needs one per video frame. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(style: ClockStyle, timeZone: string): Intl.DateTimeFormat {
  const key = `${style} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { ...optionsOf[style], timeZone });
  formatters.set(key, made);
  return made;
}

/** `14:03` */
export function formatClockMinute(utcMs: number, timeZone: string): string {
  return formatterOf('minute', timeZone).format(utcMs);
}

/** `14:03:09` */
export function formatClock(utcMs: number, timeZone: string): string {
  return formatterOf('second', timeZone).format(utcMs);
}

/** `14:03:09.250` */
export function formatClockMs(utcMs: number, timeZone: string): string {
  return formatterOf('millisecond', timeZone).format(utcMs);
}

/** `22 Nov 2026` */
export function formatDate(utcMs: number, timeZone: string): string {
  return formatterOf('date', timeZone).format(utcMs);
}

/** `GMT+1`: the zone's offset at that instant, so that both two o'clocks of an autumn night can be told apart. */
export function formatZone(utcMs: number, timeZone: string): string {
  const parts = formatterOf('zone', timeZone).formatToParts(utcMs);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/** `850 ms`, `12 s`, `4 min 05 s`, `2 h 07 min`: two units at most, the second padded so that columns align. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  const totalS = Math.round(durationMs / 1000);
  if (totalS < 60) return `${totalS} s`;
  const totalMin = Math.floor(totalS / 60);
  if (totalMin < 60) return `${totalMin} min ${pad2(totalS % 60)} s`;
  return `${Math.floor(totalMin / 60)} h ${pad2(totalMin % 60)} min`;
}

/** Position in a recording: `00:12.40`, `1:02:03.40`. Hundredths are cut, not rounded, so that it never runs ahead. */
export function formatOffset(offsetMs: number): string {
  const totalCs = Math.floor(Math.max(0, offsetMs) / 10);
  const hours = Math.floor(totalCs / 360_000);
  const minutes = Math.floor(totalCs / 6000) % 60;
  const seconds = Math.floor(totalCs / 100) % 60;
  const tail = `${pad2(minutes)}:${pad2(seconds)}.${pad2(totalCs % 100)}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

function pad2(value: number): string {
  return String(value).padStart(2, '0');
}
