import { formatWall } from '../timeline/wall-time.ts';
import type { NameCandidate, NamedTime } from './candidate.ts';
import { proposeFromPath } from './registry.ts';

/** The best reading of a path on one line: `dahua | cam01 | ch 1 | main | 2026-11-20 10:00:00 → 10:10:00`. */
export function read(path: string, latestYear = 2027): string {
  const [best] = proposeFromPath(path, latestYear);
  return best ? summarise(best) : 'nothing';
}

export function summarise(candidate: NameCandidate): string {
  const who = [candidate.device, candidate.camera].filter((part) => part !== null).join(' / ');
  return [
    candidate.grammar,
    who,
    candidate.channel === null ? '' : `ch ${candidate.channel}`,
    candidate.stream ?? '',
    `${candidate.start ? timeText(candidate.start) : 'no time'}${candidate.end ? ` → ${timeText(candidate.end)}` : ''}`,
  ]
    .filter((part) => part !== '')
    .join(' | ');
}

function timeText(time: NamedTime): string {
  return time.kind === 'wall'
    ? formatWall(time.wall)
    : `${new Date(time.utcMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
