import { formatWall } from '../../timeline/wall-time.ts';
import { utcToWall, wallToUtc } from '../../timeline/zone.ts';
import type { NamedTime } from '../candidate.ts';

export interface ResolvedInstant {
  readonly utcMs: number;
  /** Why the reading has no one answer; null when it has. */
  readonly doubt: string | null;
}

/** A repeated reading is resolved to the earlier instant and a skipped one read on; both only as a question. */
export function resolveInstant(time: NamedTime, timeZone: string): ResolvedInstant {
  if (time.kind === 'utc') return { utcMs: time.utcMs, doubt: null };
  const instant = wallToUtc(time.wall, timeZone);
  const shown = formatWall(time.wall);
  switch (instant.kind) {
    case 'unique':
      return { utcMs: instant.utcMs, doubt: null };
    case 'ambiguous':
      return {
        utcMs: instant.earlierUtcMs,
        doubt: `Clocks in ${timeZone} were set back and showed ${shown} twice; the first time is proposed.`,
      };
    case 'skipped':
      return {
        utcMs: instant.utcMs,
        doubt: `Clocks in ${timeZone} were set forward and never showed ${shown}: the recorder does not follow them.`,
      };
  }
}

/** As it stands in the name. */
export function describeTime(time: NamedTime): string {
  return time.kind === 'wall' ? formatWall(time.wall) : `${formatWall(utcToWall(time.utcMs, 'UTC'))} UTC`;
}
