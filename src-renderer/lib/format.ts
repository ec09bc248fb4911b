/** Numbers and times in words. Times are shown in the study's time zone, never in the browser's. */

/** `1 h 05 min`, `3 min 20 s`, `9.4 s`, `850 ms`. */
export function formatDuration(durationMs: number): string {
  if (durationMs === 0) return '0 s';
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 60_000) return `${(durationMs / 1_000).toFixed(durationMs < 10_000 ? 1 : 0)} s`;
  const totalSeconds = Math.round(durationMs / 1_000);
  const hours = Math.floor(totalSeconds / 3_600);
  const minutes = Math.floor((totalSeconds % 3_600) / 60);
  const seconds = totalSeconds % 60;
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  return `${minutes} min ${String(seconds).padStart(2, '0')} s`;
}

/** A position in a recording: `1:02:03.450`, or `02:03.450`. */
export function formatOffset(offsetMs: number): string {
  const total = Math.max(0, Math.round(offsetMs));
  const hours = Math.floor(total / 3_600_000);
  const pad = (value: number, length = 2) => String(value).padStart(length, '0');
  const rest = `${pad(Math.floor((total % 3_600_000) / 60_000))}:${pad(Math.floor((total % 60_000) / 1_000))}.${pad(total % 1_000, 3)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Decimal units, as the system's file manager shows: `1.4 GB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** power;
  return `${power === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${byteUnits[power]}`;
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-GB');
}

/** `3 files`, `1 file`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export function formatPercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

type Style = 'time' | 'time-ms' | 'date' | 'date-time' | 'minute';

const styles: Record<Style, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  'time-ms': { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
  minute: { hour: '2-digit', minute: '2-digit' },
  date: { year: 'numeric', month: '2-digit', day: '2-digit' },
  'date-time': {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  },
};

// Making a formatter costs far more than using it, and tables use one per cell.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(style: Style, timeZone: string): Intl.DateTimeFormat {
  const key = `${style} ${timeZone}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    // The Swedish locale writes dates the ISO way: 2026-11-22 10:00:00.
    formatter = new Intl.DateTimeFormat('sv-SE', { ...styles[style], timeZone, hourCycle: 'h23' });
    formatters.set(key, formatter);
  }
  return formatter;
}

/** An instant in a time zone: `2026-11-22 10:00:00` for `date-time`, `10:00:00` for `time`. */
export function formatInstant(utcMs: number, timeZone: string, style: Style = 'date-time'): string {
  return formatterOf(style, timeZone).format(utcMs).replace(',', '.');
}

/** The time zone of this computer. */
export function localTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
