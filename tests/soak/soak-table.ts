import { mean } from './line-fit.ts';
import { inParts, mostOpenFiles, PARTS, workersRssMb } from './parts.ts';
import type { Sample } from './sampler.ts';

const HEADER = ['footage', 'worker MB', 'its most', 'host MB', 'open files', 'crops MB', 'staged', 'minutes'];

/** The analysis by tenths of its footage, the other jobs as they came. */
export function soakTable(samples: readonly Sample[], durationMs: number): string {
  const partMin = durationMs / PARTS / 60_000;
  const tenths = inParts(samples, durationMs).map((part, at) =>
    row(`${(at * partMin).toFixed(1)}–${((at + 1) * partMin).toFixed(1)} min`, part),
  );
  const rows = [...Map.groupBy(samples, ({ job }) => job)]
    .flatMap(([job, part]) => (job === 'analyze' ? tenths : [row(job ?? 'between jobs', part)]))
    .filter((cells) => cells !== null);
  const widths = HEADER.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]!.length)),
  );
  return [HEADER, ...rows]
    .map((cells) => cells.map((cell, column) => cell.padStart(widths[column]!)).join('  '))
    .join('\n');
}

function row(name: string, part: readonly Sample[]): string[] | null {
  const last = part.at(-1);
  if (last === undefined) return null;
  const workers = part.map(workersRssMb);
  return [
    name,
    mean(workers).toFixed(0),
    Math.max(...workers).toFixed(0),
    mean(part.map(({ host }) => host.rssMb)).toFixed(0),
    String(mostOpenFiles(part)),
    last.crops.mb.toFixed(1),
    String(last.crops.staged),
    (part.length / 60).toFixed(1),
  ];
}
