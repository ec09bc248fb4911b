import { type WallTime, wallFromMs, wallTime, wallToMs } from '../timeline/wall-time.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** `20261120100000`, or the same digits with anything but digits between them. Null if no such time exists. */
export function wallFromDigits(text: string): WallTime | null {
  const digits = text.replace(/\D/g, '');
  if (digits.length !== 14) return null;
  const at = (from: number, to: number) => Number(digits.slice(from, to));
  return wallTime(at(0, 4), at(4, 6), at(6, 8), at(8, 10), at(10, 12), at(12, 14));
}

/** The first time after `start` at which a clock shows `clock` (`101000`, separators allowed). */
export function endFromClock(start: WallTime, clock: string): WallTime | null {
  const digits = clock.replace(/\D/g, '').padEnd(6, '0');
  const end = wallTime(
    start.year,
    start.month,
    start.day,
    Number(digits.slice(0, 2)),
    Number(digits.slice(2, 4)),
    Number(digits.slice(4, 6)),
  );
  if (!end) return null;
  const endMs = wallToMs(end);
  return endMs >= wallToMs(start) ? end : wallFromMs(endMs + DAY_MS);
}

/**
 * True when an instant and a clock reading can be the same moment: some zone has that offset. Offsets are
 * whole quarters of an hour from −12 h to +14 h; two seconds are allowed for a writer that reads the clock twice.
 */
export function isSameMoment(utcMs: number, wall: WallTime): boolean {
  const offsetMs = wallToMs(wall) - utcMs;
  const quarters = Math.round(offsetMs / (15 * MINUTE_MS));
  return quarters >= -48 && quarters <= 56 && Math.abs(offsetMs - quarters * 15 * MINUTE_MS) <= 2_000;
}

/** The nearest folder, from the file outwards, that is a date and nothing else; `depth` 0 is the nearest. */
export function nearestDateFolder(
  folders: readonly string[],
): { readonly digits: string; readonly depth: number } | null {
  for (let depth = 0; depth < folders.length; depth += 1) {
    const folder = folders[folders.length - 1 - depth]!;
    if (/^\d{4}([-_.]?)\d{2}\1\d{2}$/.test(folder)) return { digits: folder.replace(/\D/g, ''), depth };
  }
  return null;
}
