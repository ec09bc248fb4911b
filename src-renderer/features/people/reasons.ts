import type { StaffProposal } from '#shared/contract/people.ts';
import { formatDuration, formatInstant, formatPercent } from '../../lib/format.ts';

/** Why somebody may be staff, in words. */
export function staffReason(proposal: Omit<StaffProposal, 'people'>, timeZone: string): string {
  const { startUtcMs, endUtcMs, presence, atOnce, inViewMs } = proposal;
  const time = (utcMs: number): string => formatInstant(utcMs, timeZone, 'minute');
  const seen =
    `This look was there from ${time(startUtcMs)} to ${time(endUtcMs)}, seen in ${formatPercent(presence)} of all ` +
    `two-minute spans between, ${formatDuration(inViewMs)} in view.`;
  return atOnce > 1
    ? `${seen} Up to ${atOnce} were in view at once, which speaks for a uniform.`
    : `${seen} Never more than one was in view at once, which speaks for one person.`;
}
