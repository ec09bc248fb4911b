import type { NameCandidate } from '../candidate.ts';
import { proposalConfig as config } from './config.ts';
import { resolveInstant } from './instant.ts';
import type { FileFacts } from './proposal.ts';

export type DurationVerdict = 'fits' | 'cut-off' | 'contradicts' | 'silent';

/** Compares end − start of a name with the duration that was found. */
export function durationVerdict(
  facts: Pick<FileFacts, 'durationMs' | 'isTruncated'>,
  { start, end }: NameCandidate,
  timeZone: string,
): DurationVerdict {
  if (!start || !end) return 'silent';
  const namedMs = resolveInstant(end, timeZone).utcMs - resolveInstant(start, timeZone).utcMs;
  const tolerance = config.durationToleranceMs + config.durationToleranceShare * namedMs;
  if (Math.abs(namedMs - facts.durationMs) <= tolerance) return 'fits';
  return facts.isTruncated && facts.durationMs < namedMs ? 'cut-off' : 'contradicts';
}

export function durationText(durationMs: number): string {
  const total = Math.round(durationMs / 1000);
  return total < 120 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`;
}
