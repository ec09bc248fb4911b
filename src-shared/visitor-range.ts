import type { VisitorEstimate } from './contract/journeys.ts';

/** `about 19 visitors (17–22)`: whole people, the interval rounded outwards so that it holds what it held. */
export function visitorRange({ expected, from, to }: VisitorEstimate): string {
  const about = Math.round(expected);
  const low = Math.floor(from);
  const high = Math.ceil(to);
  const range = low === high ? '' : ` (${low}–${high})`;
  return `about ${about} ${about === 1 ? 'visitor' : 'visitors'}${range}`;
}
