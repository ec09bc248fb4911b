import type { ClockFinding } from '#shared/contract/journeys.ts';

/** What linking found out about a clock, in a sentence or two. */
export function clockAdvice({ aheadMs, fromMs, toMs, links }: ClockFinding): string {
  const direction = aheadMs > 0 ? 'ahead' : 'behind';
  const [least, most] = [Math.abs(fromMs), Math.abs(toMs)].sort((a, b) => a - b);
  const span = least === most ? '' : ` (${seconds(least!)} to ${seconds(most!)} s)`;
  return (
    `This clock seems about ${seconds(Math.abs(aheadMs))} s ${direction}${span}, ` +
    `as ${Math.round(links)} walks to and from other cameras tell. ` +
    'Linking allows for it; the times shown do not, until you correct the clock.'
  );
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);
